package io.devopslab.guide;

import java.util.function.UnaryOperator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Text;

/** Puts values into the texts of a parsed document. What a value holds is never parsed as Markdown. */
final class FilledIn extends AbstractVisitor {

    private final UnaryOperator<String> values;

    FilledIn(UnaryOperator<String> values) {
        this.values = values;
    }

    @Override
    public void visit(Text node) {
        node.setLiteral(values.apply(node.getLiteral()));
    }

    @Override
    public void visit(Code node) {
        node.setLiteral(values.apply(node.getLiteral()));
    }

    @Override
    public void visit(FencedCodeBlock node) {
        node.setLiteral(values.apply(node.getLiteral()));
    }

    @Override
    public void visit(IndentedCodeBlock node) {
        node.setLiteral(values.apply(node.getLiteral()));
    }

    @Override
    public void visit(Link node) {
        node.setDestination(values.apply(node.getDestination()));
        visitChildren(node);
    }
}
