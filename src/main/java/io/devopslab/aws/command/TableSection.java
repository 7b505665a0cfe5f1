package io.devopslab.aws.command;

import java.util.ArrayList;
import java.util.List;

/** A part of a table: a title over columns, inside the frames of the parts that it belongs to. */
final class TableSection {

    private final String title;
    private final int level;
    private final List<String> headers = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * @param level how many frames stand around it
     */
    TableSection(String title, int level) {
        this.title = title;
        this.level = level;
    }

    void headers(List<String> names) {
        headers.addAll(names);
    }

    void row(List<String> cells) {
        rows.add(List.copyOf(cells));
    }

    String title() {
        return title;
    }

    int level() {
        return level;
    }

    List<String> headers() {
        return headers;
    }

    List<List<String>> rows() {
        return rows;
    }

    /** A single row with its headers stood on its side, for tables that are too wide. */
    TableSection upright() {
        if (rows.size() != 1 || headers.isEmpty()) {
            return this;
        }
        TableSection turned = new TableSection(title, level);
        for (int i = 0; i < headers.size(); i++) {
            turned.row(List.of(headers.get(i), rows.get(0).get(i)));
        }
        return turned;
    }

    /** The width of each column's widest cell, with two spaces on either side. */
    List<Integer> widths() {
        List<Integer> widths = new ArrayList<>();
        List<List<String>> lines = new ArrayList<>(rows);
        lines.add(0, headers);
        for (List<String> line : lines) {
            for (int i = 0; i < line.size(); i++) {
                int width = DisplayWidth.of(line.get(i)) + 4;
                if (i < widths.size()) {
                    widths.set(i, Math.max(widths.get(i), width));
                } else {
                    widths.add(width);
                }
            }
        }
        return widths;
    }

    /** The width that the part needs with its frames. */
    int width() {
        int columns = widths().stream().mapToInt(Integer::intValue).sum();
        return Math.max(columns + 2, DisplayWidth.of(title) + 2) + 2 * level;
    }
}
