package io.devopslab.cloud.service.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The text of a message, which may be another one for each protocol. */
final class MessageTexts {

    private static final ObjectMapper JSON = new ObjectMapper();

    private MessageTexts() {}

    /**
     * @param structure {@code json} for an object with a text for each protocol
     * @return the texts by protocol, with one for {@code default}
     */
    static Map<String, String> of(String message, @Nullable String structure) {
        if (structure == null || structure.isEmpty()) {
            return Map.of("default", message);
        }
        if (!structure.equals("json")) {
            throw SnsErrors.invalid("MessageStructure");
        }
        Map<String, String> texts = new HashMap<>();
        parse(message).properties().forEach(entry -> {
            if (entry.getValue().isTextual()) {
                texts.put(entry.getKey(), entry.getValue().textValue());
            }
        });
        if (!texts.containsKey("default")) {
            throw SnsErrors.invalid("Message Structure - No default entry in JSON message body");
        }
        return texts;
    }

    private static JsonNode parse(String message) {
        try {
            JsonNode root = JSON.readTree(message);
            if (root.isObject()) {
                return root;
            }
        } catch (JsonProcessingException e) {
            throw SnsErrors.invalid("Message Structure - JSON message body failed to parse");
        }
        throw SnsErrors.invalid("Message Structure - JSON message body failed to parse");
    }
}
