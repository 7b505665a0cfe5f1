package io.devopslab.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.devopslab.catalog.yaml.Place;
import io.devopslab.text.Nearest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What is filled into texts exists: placeholders of values, and the words in braces of messages. */
final class TextRule {

    private static final Pattern WORD = Pattern.compile("\\{([a-z]+)}");
    private static final Set<String> WORDS = Set.of("actual", "expected", "error");
    private static final List<String> PLAIN = List.of("account", "region", "workspace", "session.id", "session.lab");

    private final Manifest manifest;
    private final List<String> known;

    TextRule(Manifest manifest) {
        this.manifest = manifest;
        this.known = known();
    }

    private List<String> known() {
        List<String> names = new ArrayList<>(PLAIN);
        Place root = manifest.root();
        root.get("workspace").get("clones").items().stream()
                .map(clone -> "clone." + clone.get("directory").text())
                .forEach(names::add);
        for (Place stack : root.get("stacks").items()) {
            outputs(stack)
                    .forEach(output -> names.add("stack." + stack.get("name").text() + "." + output));
        }
        return names;
    }

    private List<String> outputs(Place stack) {
        List<String> outputs = new ArrayList<>();
        try {
            String template = stack.get("template").text();
            JsonNode document = new ObjectMapper()
                    .readTree(manifest.directory().resolve(template).toFile());
            document.path("Outputs").fieldNames().forEachRemaining(outputs::add);
        } catch (IOException | RuntimeException e) {
            // That the template is missing is said elsewhere; one in YAML is not looked into.
        }
        return outputs;
    }

    void check() {
        manifest.checks().forEach(check -> message(check.get("message")));
        for (Place check : manifest.checks()) {
            saved(check.get("calls").items(), new HashSet<>());
            filled(check, Set.of(), Set.of("calls", "message", "title", "expect", "actual"));
        }
        manifest.stepLists().forEach(list -> saved(list.items(), new HashSet<>()));
        Place root = manifest.root();
        for (String member : List.of("stacks", "workspace", "teardown")) {
            filled(root.get(member), Set.of(), Set.of());
        }
    }

    /** What one call saves, those after it may use. */
    private void saved(List<Place> calls, Set<String> saved) {
        for (Place call : calls) {
            filled(call, saved, Set.of("save"));
            call.get("save").members().forEach(member -> saved.add("saved." + member.name()));
        }
    }

    private void filled(Place place, Set<String> saved, Set<String> except) {
        place.optionalText().ifPresent(text -> Placeholders.in(text).forEach(name -> name(place, name, saved)));
        place.items().forEach(item -> filled(item, saved, Set.of()));
        place.members().stream()
                .filter(member -> !except.contains(member.name()))
                .forEach(member -> filled(member.value(), saved, Set.of()));
    }

    private void name(Place place, String name, Set<String> saved) {
        if (known.contains(name) || saved.contains(name) || isOfYamlTemplate(name)) {
            return;
        }
        List<String> valid = new ArrayList<>(known);
        valid.addAll(saved);
        List<String> nearest = Nearest.all(name, valid, 3);
        String offer = nearest.isEmpty()
                ? "there are: " + String.join(", ", valid) + ". ($${ writes a plain ${.)"
                : "did you mean ${" + String.join("} or ${", nearest) + "}?";
        place.report("${" + name + "} is not known here; " + offer);
    }

    /** The outputs of a template in YAML are not known before it is deployed. */
    private boolean isOfYamlTemplate(String name) {
        return manifest.root().get("stacks").items().stream()
                .filter(stack -> !stack.get("template").text().endsWith(".json"))
                .anyMatch(stack -> name.startsWith("stack." + stack.get("name").text() + "."));
    }

    private static void message(Place message) {
        Set<String> english = words(message.get("en"));
        Set<String> vietnamese = words(message.get("vi"));
        Optional<String> unknown =
                english.stream().filter(word -> !WORDS.contains(word)).findFirst();
        unknown.ifPresent(word -> message.get("en")
                .report("{" + word + "} is not filled in; there are {actual}, {expected} and {error}."));
        if (!english.equals(vietnamese)) {
            message.get("vi").report("has other words in braces than the English text: " + vietnamese + ", " + english);
        }
    }

    private static Set<String> words(Place text) {
        Set<String> words = new TreeSet<>();
        WORD.matcher(text.text())
                .results()
                .map((MatchResult match) -> match.group(1))
                .forEach(words::add);
        return words;
    }
}
