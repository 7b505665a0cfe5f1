package io.devopslab.guide;

import io.devopslab.text.Wrapping;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;

/** Shows Markdown in a terminal: prose wrapped to a width, code as it is, so that it can be copied. */
public final class TerminalMarkdown {

    private final int width;
    private final UnaryOperator<String> strong;
    private final UnaryOperator<String> code;

    /**
     * @param width in columns
     * @param strong how headings and what is strong are shown
     * @param code how code is shown
     */
    public TerminalMarkdown(int width, UnaryOperator<String> strong, UnaryOperator<String> code) {
        this.width = width;
        this.strong = strong;
        this.code = code;
    }

    /** The text for the terminal, each line ended. */
    public String render(String markdown) {
        Node document = Parser.builder()
                .extensions(List.of(TablesExtension.create()))
                .build()
                .parse(markdown);
        Page page = new Page();
        document.accept(page);
        return page.lines.toString().stripLeading();
    }

    /** What has been laid out so far, and how deep the present block stands. */
    private final class Page extends AbstractVisitor {

        private final StringBuilder lines = new StringBuilder();
        private final Deque<String> indents = new ArrayDeque<>();
        private String marker = "";
        private Wrapping prose = new Wrapping(width);

        private String indent() {
            StringBuilder indent = new StringBuilder();
            indents.descendingIterator().forEachRemaining(indent::append);
            return indent.toString();
        }

        private void block(String text) {
            String first = indent();
            if (!marker.isEmpty()) {
                first = first.substring(0, first.length() - marker.length()) + marker;
                marker = "";
            }
            lines.append(prose.layOut(text, first, indent())).append('\n');
        }

        private String inline(Node parent) {
            Inline inline = new Inline();
            for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
                node.accept(inline);
            }
            return inline.text.toString();
        }

        @Override
        public void visit(Heading heading) {
            lines.append('\n');
            String text = inline(heading);
            block(strong.apply(heading.getLevel() == 1 ? text + "\n" + "=".repeat(text.length()) : text));
            lines.append('\n');
        }

        @Override
        public void visit(Paragraph paragraph) {
            block(inline(paragraph));
            boolean tight = paragraph.getParent() instanceof ListItem item
                    && item.getNext() != null
                    && paragraph.getNext() == null;
            if (!tight || !(paragraph.getParent().getParent() instanceof BulletList)) {
                lines.append('\n');
            }
        }

        @Override
        public void visit(FencedCodeBlock block) {
            code(block.getLiteral());
        }

        @Override
        public void visit(IndentedCodeBlock block) {
            code(block.getLiteral());
        }

        private void code(String literal) {
            literal.lines().forEach(line -> lines.append(indent())
                    .append("    ")
                    .append(code.apply(line))
                    .append('\n'));
            lines.append('\n');
        }

        @Override
        public void visit(BulletList list) {
            for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
                item(item, "- ");
            }
        }

        @Override
        public void visit(OrderedList list) {
            int number = list.getMarkerStartNumber() == null ? 1 : list.getMarkerStartNumber();
            for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
                item(item, number++ + ". ");
            }
        }

        private void item(Node item, String itemMarker) {
            indents.push(" ".repeat(itemMarker.length()));
            marker = itemMarker;
            visitChildren(item);
            indents.pop();
        }

        @Override
        public void visit(BlockQuote quote) {
            indents.push("  | ");
            visitChildren(quote);
            indents.pop();
        }

        @Override
        public void visit(ThematicBreak line) {
            lines.append("-".repeat(width)).append("\n\n");
        }

        @Override
        public void visit(CustomBlock custom) {
            if (custom instanceof TableBlock table) {
                new TableLayout(width - indent().length(), this::inline)
                        .layOut(table)
                        .forEach(row -> lines.append(indent()).append(row).append('\n'));
                lines.append('\n');
            } else {
                visitChildren(custom);
            }
        }
    }

    /** The text inside a block. */
    private final class Inline extends AbstractVisitor {

        private final StringBuilder text = new StringBuilder();

        @Override
        public void visit(Text node) {
            text.append(node.getLiteral());
        }

        @Override
        public void visit(Code node) {
            text.append(code.apply(node.getLiteral()));
        }

        @Override
        public void visit(Emphasis node) {
            text.append('*');
            visitChildren(node);
            text.append('*');
        }

        @Override
        public void visit(StrongEmphasis node) {
            Inline inner = new Inline();
            inner.visitChildren(node);
            text.append(strong.apply(inner.text.toString()));
        }

        @Override
        public void visit(Link node) {
            visitChildren(node);
            text.append(" (").append(node.getDestination()).append(')');
        }

        @Override
        public void visit(SoftLineBreak node) {
            text.append(' ');
        }

        @Override
        public void visit(HardLineBreak node) {
            text.append('\n');
        }
    }
}
