package io.devopslab.aws.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * {@code --output text}: a line for each object, its single values by their names' order and parted by tabs, behind
 * the name of the member that it stands in.
 *
 * @see <a href="https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-output-format.html">Output format</a>
 */
final class TextOutput {

    private final StringBuilder lines = new StringBuilder();

    private TextOutput() {}

    static String of(JsonNode document) {
        TextOutput output = new TextOutput();
        output.value(document, Optional.empty(), Optional.empty());
        return output.lines.toString();
    }

    private void value(JsonNode value, Optional<String> name, Optional<List<String>> columns) {
        if (value.isObject()) {
            object(value, name, columns);
        } else if (value.isArray()) {
            list(value, name);
        } else {
            lines.append(Cells.text(value)).append('\n');
        }
    }

    private void list(JsonNode list, Optional<String> name) {
        List<JsonNode> elements = new ArrayList<>();
        list.forEach(elements::add);
        if (elements.isEmpty()) {
            return;
        }
        if (elements.stream().anyMatch(JsonNode::isObject)) {
            List<String> columns = columns(elements);
            elements.forEach(element -> value(element, name, Optional.of(columns)));
            return;
        }
        List<JsonNode> single = elements.stream().filter(Cells::isSingle).toList();
        if (!single.isEmpty()) {
            singles(single, name);
        }
        elements.stream().filter(JsonNode::isContainerNode).forEach(element -> value(element, name, Optional.empty()));
    }

    private void singles(List<JsonNode> values, Optional<String> name) {
        List<String> texts = values.stream().map(Cells::text).toList();
        if (name.isEmpty()) {
            lines.append(String.join("\t", texts)).append('\n');
        } else {
            texts.forEach(text ->
                    lines.append(upper(name.get())).append('\t').append(text).append('\n'));
        }
    }

    /** The names of all single values in any of the objects: each object's line has the same columns. */
    private static List<String> columns(List<JsonNode> objects) {
        TreeSet<String> names = new TreeSet<>();
        objects.forEach(object -> object.properties().stream()
                .filter(member -> Cells.isSingle(member.getValue()))
                .forEach(member -> names.add(member.getKey())));
        return List.copyOf(names);
    }

    private void object(JsonNode object, Optional<String> name, Optional<List<String>> given) {
        List<String> columns = given.orElseGet(() -> columns(List.of(object)));
        Map<String, JsonNode> rest = new TreeMap<>();
        object.properties().forEach(member -> rest.put(member.getKey(), member.getValue()));
        List<String> line = new ArrayList<>();
        for (String column : columns) {
            JsonNode value = rest.remove(column);
            line.add(value == null ? "" : Cells.text(value));
        }
        if (!line.isEmpty()) {
            name.ifPresent(n -> line.add(0, upper(n)));
            lines.append(String.join("\t", line)).append('\n');
        }
        rest.forEach((member, value) -> value(value, Optional.of(member), Optional.empty()));
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT);
    }
}
