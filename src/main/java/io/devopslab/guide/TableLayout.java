package io.devopslab.guide;

import io.devopslab.text.Wrapping;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.node.Node;

/** Lays a table out in columns as wide as their widest cell. */
final class TableLayout {

    private final Function<Node, String> inline;

    TableLayout(Function<Node, String> inline) {
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
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            lines.add(line(rows.get(i), widths));
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

    private static String line(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            line.append(i == 0 ? "" : "  ").append(row.get(i));
            line.append(" ".repeat(widths.get(i) - Wrapping.visible(row.get(i))));
        }
        return line.toString().stripTrailing();
    }
}
