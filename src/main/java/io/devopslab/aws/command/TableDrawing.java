package io.devopslab.aws.command;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Draws the sections of a table under each other, all as wide as the widest. */
final class TableDrawing {

    private final int width;
    private final StringBuilder text = new StringBuilder();

    TableDrawing(int width) {
        this.width = width;
        text.append("-".repeat(width)).append('\n');
    }

    String text() {
        return text.toString();
    }

    void add(TableSection section) {
        int inner = width - 2 * section.level();
        title(section, inner);
        List<Integer> widths = fitted(section.widths(), inner);
        if (!section.headers().isEmpty()) {
            rule(section, widths);
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < section.headers().size(); i++) {
                line.append(centred(section.headers().get(i), widths.get(i), i == 0 ? "|" : ""));
            }
            line(section, line.toString());
        }
        if (!section.rows().isEmpty() && !widths.isEmpty()) {
            rule(section, widths);
            section.rows().forEach(row -> line(section, cells(row, widths)));
            rule(section, widths);
        }
    }

    private void title(TableSection section, int inner) {
        if (section.title().isEmpty()) {
            return;
        }
        line(section, centred(section.title(), inner, "|"));
        if (section.headers().isEmpty() && section.rows().isEmpty()) {
            line(section, "+" + "-".repeat(Math.max(0, inner - 2)) + "+");
        }
    }

    private void line(TableSection section, String line) {
        String frame = "|".repeat(section.level());
        text.append(frame).append(line).append(frame).append('\n');
    }

    private void rule(TableSection section, List<Integer> widths) {
        StringBuilder rule = new StringBuilder("+");
        for (int i = 0; i < widths.size(); i++) {
            rule.append("-".repeat(Math.max(0, widths.get(i) - (i == 0 ? 2 : 1))))
                    .append('+');
        }
        line(section, rule.toString());
    }

    private static String cells(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String edge = i == 0 ? "|" : "";
            String cell = row.get(i);
            boolean padded = widths.get(i) >= DisplayWidth.of(cell) + 2 + edge.length() + 1;
            String begun = edge + (padded ? "  " : "") + cell;
            line.append(begun)
                    .append(spaces(widths.get(i) - DisplayWidth.of(begun) - 1))
                    .append('|');
        }
        return line.toString();
    }

    private static String centred(String text, int width, String edge) {
        String begun = edge + spaces(width / 2 - DisplayWidth.of(text) / 2 - 1) + text;
        return begun + spaces(width - 1 - DisplayWidth.of(begun)) + "|";
    }

    private static String spaces(int count) {
        return " ".repeat(Math.max(0, count));
    }

    /** The columns stretched in proportion, so that together they are as wide as the table. */
    private static List<Integer> fitted(List<Integer> natural, int width) {
        List<Integer> widths = new ArrayList<>();
        double sum = natural.stream().mapToInt(Integer::intValue).sum();
        natural.forEach(column -> widths.add((int) Math.rint(width / sum * column)));
        int over = widths.stream().mapToInt(Integer::intValue).sum() - width;
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < widths.size(); i++) {
            order.add(i);
        }
        if (over < 0) {
            Collections.reverse(order);
        }
        for (int i = 0; i < Math.abs(over) && !order.isEmpty(); i++) {
            int column = order.get(i % order.size());
            widths.set(column, widths.get(column) - Integer.signum(over));
        }
        return widths;
    }
}
