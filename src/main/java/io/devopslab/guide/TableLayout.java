package io.devopslab.guide;

import io.devopslab.text.Wrapping;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.node.Node;

/** Lays a table out in columns as wide as their widest cell; where that is too wide, long cells take several lines. */
final class TableLayout {

    private static final int GAP = 2;
    private static final int NARROWEST = 8;

    private final int width;
    private final Function<Node, String> inline;

    /**
     * @param width of the whole table, in columns; only words that are longer than their share go beyond it
     */
    TableLayout(int width, Function<Node, String> inline) {
        this.width = width;
        this.inline = inline;
    }

    List<String> layOut(TableBlock table) {
        List<List<String>> rows = new ArrayList<>();
        int heads = 0;
        for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
            for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
                rows.add(cells(row));
            }
            heads += part instanceof TableHead ? rows.size() : 0;
        }
        List<Integer> widths = widths(rows);
        boolean wraps = shrink(widths);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            lines.addAll(lines(rows.get(i), widths));
            if (wraps && i >= heads && i < rows.size() - 1) {
                lines.add("");
            }
            if (i == heads - 1) {
                lines.add(String.join("  ", widths.stream().map("-"::repeat).toList()));
            }
        }
        return lines;
    }

    private List<String> cells(Node row) {
        List<String> cells = new ArrayList<>();
        for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
            if (cell instanceof TableCell) {
                cells.add(inline.apply(cell));
            }
        }
        return cells;
    }

    private static List<Integer> widths(List<List<String>> rows) {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                int cell = Wrapping.visible(row.get(i));
                if (i == widths.size()) {
                    widths.add(cell);
                } else {
                    widths.set(i, Math.max(widths.get(i), cell));
                }
            }
        }
        return widths;
    }

    /** Takes from the widest column until the table fits; whether that was necessary. */
    private boolean shrink(List<Integer> widths) {
        boolean shrunk = false;
        int all = widths.stream().mapToInt(Integer::intValue).sum() + GAP * (widths.size() - 1);
        while (all > width && widths.stream().anyMatch(column -> column > NARROWEST)) {
            int widest = widths.indexOf(Collections.max(widths));
            widths.set(widest, widths.get(widest) - 1);
            all--;
            shrunk = true;
        }
        return shrunk;
    }

    private static List<String> lines(List<String> row, List<Integer> widths) {
        List<List<String>> cells = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            cells.add(new Wrapping(widths.get(i))
                    .layOut(row.get(i), "", "")
                    .lines()
                    .toList());
        }
        int height = cells.stream().mapToInt(List::size).max().orElse(0);
        List<String> lines = new ArrayList<>();
        for (int at = 0; at < height; at++) {
            lines.add(line(cells, at, widths));
        }
        return lines;
    }

    private static String line(List<List<String>> cells, int at, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String part = at < cells.get(i).size() ? cells.get(i).get(at) : "";
            line.append(i == 0 ? "" : " ".repeat(GAP)).append(part);
            line.append(" ".repeat(Math.max(0, widths.get(i) - Wrapping.visible(part))));
        }
        return line.toString().stripTrailing();
    }
}
