package io.devopslab.aws.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** {@code --output table}: the sections that a document makes, each object's single values its columns. */
final class TableOutput {

    private static final int TERMINAL = 80;

    private final List<TableSection> sections = new ArrayList<>();

    private TableOutput() {}

    /**
     * @param title what stands over it: the operation's name in the API
     */
    static String of(String title, JsonNode document) {
        TableOutput output = new TableOutput();
        output.table(Optional.of(title), document, 0);
        return output.sections.isEmpty() ? "" : output.drawn();
    }

    private String drawn() {
        boolean fits = width(sections) <= TERMINAL;
        List<TableSection> shown =
                fits ? sections : sections.stream().map(TableSection::upright).toList();
        TableDrawing drawing = new TableDrawing(width(shown));
        shown.forEach(drawing::add);
        return drawing.text();
    }

    private static int width(List<TableSection> sections) {
        return sections.stream().mapToInt(TableSection::width).max().orElse(0);
    }

    private TableSection section() {
        return sections.get(sections.size() - 1);
    }

    private void table(Optional<String> title, JsonNode value, int level) {
        if (isNothing(value)) {
            return;
        }
        title.ifPresent(text -> sections.add(new TableSection(text, level)));
        if (value.isObject()) {
            object(value, level);
        } else if (value.isArray() && value.get(0).isObject()) {
            objects(value, title.orElse(""), level);
        } else if (value.isArray()) {
            value.forEach(this::row);
        }
    }

    private static boolean isNothing(JsonNode value) {
        return value.isNull()
                || value.isMissingNode()
                || (value.isContainerNode() && value.isEmpty())
                || (value.isTextual() && value.textValue().isEmpty())
                || (value.isBoolean() && !value.booleanValue())
                || (value.isNumber() && value.doubleValue() == 0);
    }

    private void row(JsonNode value) {
        if (Cells.isSingle(value)) {
            section().row(List.of(Cells.text(value)));
            return;
        }
        List<JsonNode> elements = new ArrayList<>();
        value.forEach(elements::add);
        if (value.isArray() && elements.stream().allMatch(Cells::isSingle)) {
            section().row(elements.stream().map(Cells::text).toList());
        } else {
            table(Optional.empty(), value, 0);
        }
    }

    private void object(JsonNode object, int level) {
        List<String> columns = names(List.of(object), true);
        if (columns.size() == 1) {
            section().row(List.of(columns.get(0), Cells.text(object.get(columns.get(0)))));
        } else if (!columns.isEmpty()) {
            section().headers(columns);
            section()
                    .row(columns.stream()
                            .map(name -> Cells.text(object.get(name)))
                            .toList());
        }
        names(List.of(object), false).forEach(name -> table(Optional.of(name), object.get(name), level + 1));
    }

    private void objects(JsonNode list, String title, int level) {
        List<JsonNode> elements = new ArrayList<>();
        list.forEach(elements::add);
        List<String> columns = names(elements, true);
        List<String> more = names(elements, false);
        section().headers(columns);
        for (int i = 0; i < elements.size(); i++) {
            JsonNode element = elements.get(i);
            if (i > 0 && !more.isEmpty()) {
                sections.add(new TableSection(title, level));
                section().headers(columns);
            }
            section()
                    .row(columns.stream()
                            .map(name -> element.has(name) ? Cells.text(element.get(name)) : "")
                            .toList());
            more.stream().filter(element::has).forEach(name -> table(Optional.of(name), element.get(name), level + 1));
        }
    }

    /** The names of the members in any of the objects that are single values, or that are not. */
    private static List<String> names(List<JsonNode> objects, boolean single) {
        TreeSet<String> names = new TreeSet<>();
        objects.forEach(object -> object.properties().stream()
                .filter(member -> Cells.isSingle(member.getValue()) == single)
                .forEach(member -> names.add(member.getKey())));
        return List.copyOf(names);
    }
}
