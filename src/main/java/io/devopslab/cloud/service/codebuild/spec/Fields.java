package io.devopslab.cloud.service.codebuild.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes members of the expected kind out of mappings. */
final class Fields {

    private Fields() {}

    /** The member; one that stands there without a value counts as absent. */
    static Optional<YamlNode> member(Map<String, YamlNode> mapping, String key) {
        return Optional.ofNullable(mapping.get(key)).filter(node -> !node.isNull());
    }

    static Map<String, YamlNode> mapping(YamlNode node, String shown) {
        if (node.isNull()) {
            return Map.of();
        }
        return node.members()
                .orElseThrow(() ->
                        new BuildspecException("Expected " + shown + " to be of map type at line " + node.line()));
    }

    static Optional<String> text(Map<String, YamlNode> mapping, String key) {
        return member(mapping, key).map(node -> text(node, key));
    }

    static String text(YamlNode node, String shown) {
        return node.text()
                .orElseThrow(() ->
                        new BuildspecException("Expected " + shown + " to be of string type at line " + node.line()));
    }

    /** A sequence of texts; a single text counts as a sequence of one. */
    static List<String> texts(Map<String, YamlNode> mapping, String key) {
        Optional<YamlNode> block = member(mapping, key);
        if (block.isEmpty()) {
            return List.of();
        }
        if (block.get().text().isPresent()) {
            return List.of(block.get().text().get());
        }
        List<YamlNode> elements = block.get()
                .elements()
                .orElseThrow(() -> new BuildspecException("Expected " + key + " to be of sequence type at line "
                        + block.get().line()));
        List<String> texts = new ArrayList<>(elements.size());
        elements.forEach(element -> texts.add(text(element, key + "[" + texts.size() + "]")));
        return texts;
    }

    /** A mapping of texts to texts. A value that is missing is an empty text. */
    static Map<String, String> textMap(Map<String, YamlNode> mapping, String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        member(mapping, key).ifPresent(node -> mapping(node, key)
                .forEach((name, value) -> texts.put(name, value.isNull() ? "" : text(value, key + "/" + name))));
        return texts;
    }

    static boolean flag(Map<String, YamlNode> mapping, String key) {
        return text(mapping, key)
                .map(text -> text.equalsIgnoreCase("yes") || text.equalsIgnoreCase("true"))
                .orElse(false);
    }
}
