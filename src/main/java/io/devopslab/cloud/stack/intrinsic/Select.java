package io.devopslab.cloud.stack.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import io.devopslab.cloud.stack.template.TemplateException;

/** {@code Fn::Select}. */
final class Select {

    private Select() {}

    static JsonNode apply(JsonNode index, JsonNode list) {
        if (Evaluator.isUnknown(list)) {
            return list;
        }
        if (!list.isArray() || !index.isValueNode()) {
            throw TemplateException.function(
                    "Fn::Select requires a list argument with two elements: an integer index and a list");
        }
        int position = position(index.asText());
        if (position < 0 || position >= list.size()) {
            throw TemplateException.function("Fn::Select cannot select nonexistent value at index " + index.asText());
        }
        return list.get(position);
    }

    private static int position(String index) {
        try {
            return Integer.parseInt(index);
        } catch (NumberFormatException e) {
            throw TemplateException.function(
                    "Fn::Select requires a list argument with two elements: an integer index and a list");
        }
    }
}
