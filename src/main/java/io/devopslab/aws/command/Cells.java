package io.devopslab.aws.command;

import com.fasterxml.jackson.databind.JsonNode;

/** Single values in a table or a line of text: the AWS CLI writes them as Python does. */
final class Cells {

    private Cells() {}

    static String text(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "None";
        }
        if (value.isBoolean()) {
            return value.booleanValue() ? "True" : "False";
        }
        return value.isTextual() ? value.textValue() : value.toString();
    }

    static boolean isSingle(JsonNode value) {
        return !value.isContainerNode();
    }
}
