package io.devopslab.cloud.service.logs.insights;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;

/**
 * The fields of a JSON document in a message: nested ones with dots, items of lists by their numbers, at most 200
 * (CloudWatch Logs User Guide, "Supported logs and discovered fields"). A name that begins with {@code @} gets another
 * one. Truths are 1 and 0; what is null is not there.
 */
final class JsonFields {

    private static final int MOST = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonFields() {}

    /**
     * @param anywhere whether the document may begin behind other text, as in the lines of Lambda functions
     */
    static void addTo(Map<String, String> fields, String message, boolean anywhere) {
        String text = message.strip();
        int start = anywhere ? text.indexOf('{') : 0;
        if (start < 0 || !text.startsWith("{", start)) {
            return;
        }
        try (JsonParser parser = JSON.createParser(text.substring(start))) {
            JsonNode document = parser.readValueAsTree();
            if (anywhere || parser.nextToken() == null) {
                document.properties().forEach(e -> add(fields, name(e.getKey()), e.getValue()));
            }
        } catch (JacksonException e) {
            // A text that only looks like a document has no fields.
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String name(String key) {
        return key.startsWith("@") ? "@" + key : key;
    }

    private static void add(Map<String, String> fields, String name, JsonNode value) {
        if (fields.size() >= MOST) {
            return;
        }
        if (value.isObject()) {
            value.properties().forEach(e -> add(fields, name + "." + e.getKey(), e.getValue()));
        } else if (value.isArray()) {
            for (int i = 0; i < value.size() && fields.size() < MOST; i++) {
                add(fields, name + "." + i, value.get(i));
            }
        } else if (value.isBoolean()) {
            fields.putIfAbsent(name, value.booleanValue() ? "1" : "0");
        } else if (!value.isNull()) {
            fields.putIfAbsent(name, value.asText());
        }
    }
}
