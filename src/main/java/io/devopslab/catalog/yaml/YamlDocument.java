package io.devopslab.catalog.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A YAML document as a tree, with the position of each value and each key by its path. */
public final class YamlDocument {

    private final JsonNode tree;
    private final Map<String, Position> values;
    private final Map<String, Position> keys;
    private final List<Defect> defects;

    YamlDocument(JsonNode tree, Map<String, Position> values, Map<String, Position> keys, List<Defect> defects) {
        this.tree = tree;
        this.values = values;
        this.keys = keys;
        this.defects = new ArrayList<>(defects);
    }

    /**
     * @throws YamlSyntaxException when the text is not one YAML document
     */
    public static YamlDocument parse(String text) throws YamlSyntaxException {
        return new YamlParser().parse(text);
    }

    public JsonNode tree() {
        return tree;
    }

    public Place root() {
        return new Place(this, "", tree);
    }

    /** What is wrong with the document, in the order of the text. */
    public List<Defect> defects() {
        return defects.stream()
                .distinct()
                .sorted(java.util.Comparator.comparingInt(
                                (Defect defect) -> defect.position().line())
                        .thenComparingInt(defect -> defect.position().column()))
                .toList();
    }

    /** Notes a defect of a value, or of the nearest value around it when the path leads to nothing. */
    public void report(String path, String message) {
        defects.add(new Defect(position(values, path), path, message));
    }

    /** Notes a defect of a key. */
    public void reportKey(String path, String message) {
        defects.add(new Defect(position(keys, path), path, message));
    }

    Position position(String path) {
        return position(values, path);
    }

    private Position position(Map<String, Position> positions, String path) {
        for (String at = path; !at.isEmpty(); at = Paths.parent(at)) {
            Optional<Position> found =
                    Optional.ofNullable(positions.get(at)).or(() -> Optional.ofNullable(values.get(path)));
            if (found.isPresent()) {
                return found.get();
            }
        }
        return values.getOrDefault("", new Position(1, 1));
    }
}
