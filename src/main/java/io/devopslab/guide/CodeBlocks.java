package io.devopslab.guide;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.parser.Parser;

/** What a guide lets a learner type or read as code. */
public final class CodeBlocks {

    private CodeBlocks() {}

    /** The texts of all code blocks, in the order of the page. */
    public static List<String> in(String markdown) {
        List<String> blocks = new ArrayList<>();
        Parser.builder().build().parse(markdown).accept(new AbstractVisitor() {
            @Override
            public void visit(FencedCodeBlock block) {
                blocks.add(block.getLiteral());
            }

            @Override
            public void visit(IndentedCodeBlock block) {
                blocks.add(block.getLiteral());
            }
        });
        return blocks;
    }
}
