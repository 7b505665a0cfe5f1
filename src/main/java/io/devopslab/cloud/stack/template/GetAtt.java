package io.devopslab.cloud.stack.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** The two forms of {@code Fn::GetAtt}'s argument: a list of two, or a string with a dot. */
public final class GetAtt {

    private GetAtt() {}

    /** The resource's name; missing when the argument is malformed. */
    public static JsonNode resource(JsonNode argument) {
        if (argument.isTextual()) {
            int dot = argument.textValue().indexOf('.');
            return dot <= 0
                    ? MissingNode.getInstance()
                    : TextNode.valueOf(argument.textValue().substring(0, dot));
        }
        return argument.path(0);
    }

    /** The attribute's name, which may be a function; missing when the argument is malformed. */
    public static JsonNode attribute(JsonNode argument) {
        if (argument.isTextual()) {
            int dot = argument.textValue().indexOf('.');
            return dot <= 0
                    ? MissingNode.getInstance()
                    : TextNode.valueOf(argument.textValue().substring(dot + 1));
        }
        return argument.size() == 2 ? argument.path(1) : MissingNode.getInstance();
    }
}
