package io.devopslab.aws.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Where a listing that was cut short goes on: what the command prints as {@code NextToken} and takes as {@code
 * --starting-token}, in the form of the AWS CLI.
 *
 * @param request the members that ask for the page; null for the first
 * @param passed how many elements of the page have been shown
 */
record PageToken(ObjectNode request, int passed) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PASSED = "boto_truncate_amount";

    static PageToken first() {
        return new PageToken(JsonNodeFactory.instance.objectNode(), 0);
    }

    String text(List<String> inputs) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        inputs.forEach(name -> document.set(name, request.path(name).isMissingNode() ? null : request.get(name)));
        if (passed > 0) {
            document.put(PASSED, passed);
        }
        String json = document.toString().replace("\":", "\": ").replace(",\"", ", \"");
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    static PageToken read(String text, List<String> inputs) {
        try {
            JsonNode document = JSON.readTree(Base64.getDecoder().decode(text));
            ObjectNode request = JsonNodeFactory.instance.objectNode();
            inputs.stream().filter(document::hasNonNull).forEach(name -> request.set(name, document.get(name)));
            boolean ours = document.isObject() && inputs.stream().anyMatch(document::has);
            if (ours) {
                return new PageToken(request, Math.max(0, document.path(PASSED).asInt(0)));
            }
        } catch (IOException | IllegalArgumentException e) {
            // It is none of ours; the message is the same for all of them.
        }
        throw Usage.of("token", text);
    }
}
