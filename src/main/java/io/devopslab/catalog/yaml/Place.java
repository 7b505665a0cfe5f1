package io.devopslab.catalog.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A value of a document that knows where it is. What is not there is a place too, of a missing node. */
public final class Place {

    private final YamlDocument document;
    private final String path;
    private final JsonNode node;

    Place(YamlDocument document, String path, JsonNode node) {
        this.document = document;
        this.path = path;
        this.node = node;
    }

    public String path() {
        return path;
    }

    public JsonNode node() {
        return node;
    }

    /** Where the value begins, or the nearest value around it when it is not there. */
    public Position position() {
        return document.position(path);
    }

    public boolean exists() {
        return !node.isMissingNode() && !node.isNull();
    }

    public Place get(String name) {
        return new Place(document, Paths.member(path, name), node.path(name));
    }

    /** The elements of a list; none when this is no list. */
    public List<Place> items() {
        List<Place> items = new ArrayList<>();
        for (int i = 0; i < node.size() && node.isArray(); i++) {
            items.add(new Place(document, Paths.element(path, i), node.get(i)));
        }
        return items;
    }

    /** A member with its name. */
    public record Member(String name, Place value) {}

    /** The members of an object; none when this is no object. */
    public List<Member> members() {
        return node.properties().stream()
                .map(entry -> new Member(entry.getKey(), get(entry.getKey())))
                .toList();
    }

    /** The text; empty when this is something else. */
    public String text() {
        return node.isTextual() ? node.textValue() : "";
    }

    public String text(String fallback) {
        return exists() ? text() : fallback;
    }

    public Optional<String> optionalText() {
        return node.isTextual() ? Optional.of(node.textValue()) : Optional.empty();
    }

    /** The texts of a list; what is no text is passed over. */
    public List<String> texts() {
        return items().stream()
                .map(Place::optionalText)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Notes that the value is wrong. */
    public void report(String message) {
        document.report(path, message);
    }

    /** Notes that a member somewhere below should not have its name, by its path from here. */
    public void reportMember(String below, String message) {
        document.reportKey(path + "." + below, message);
    }
}
