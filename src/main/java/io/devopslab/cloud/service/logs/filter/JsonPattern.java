package io.devopslab.cloud.service.logs.filter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A condition on messages that are JSON documents; it matches no other message. */
record JsonPattern(Predicate<JsonNode> condition, List<JsonSelector> selectors) implements FilterPattern {

    private static final ObjectReader READER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    @Override
    public boolean matches(String message) {
        return document(message).filter(condition).isPresent();
    }

    @Override
    public Map<String, String> extract(String message) {
        Map<String, String> values = new LinkedHashMap<>();
        document(message)
                .ifPresent(document -> selectors.forEach(selector -> selector.select(document)
                        .filter(JsonNode::isValueNode)
                        .findFirst()
                        .ifPresent(value -> values.put(selector.text(), value.asText()))));
        return values;
    }

    private static Optional<JsonNode> document(String message) {
        String text = message.strip();
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return Optional.empty();
        }
        try {
            return Optional.of(READER.readTree(text));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
