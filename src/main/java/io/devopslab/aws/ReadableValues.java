package io.devopslab.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Values as authors of labs write them: blobs are text, payloads are the JSON that they are. */
final class ReadableValues implements Values {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Override
    public JsonNode blobToWire(JsonNode given) {
        String text = given.isTextual() ? given.textValue() : given.toString();
        return NODES.textNode(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A blob as a person sees it: JSON where it is a payload, else text, else (it is binary) the Base64. */
    @Override
    public JsonNode blob(String base64, boolean payload) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return payload ? json(text) : NODES.textNode(text);
        } catch (CharacterCodingException e) {
            return NODES.textNode(base64);
        }
    }

    private static JsonNode json(String text) {
        try {
            JsonNode document = JSON.readTree(text);
            return document.isMissingNode() ? NODES.textNode(text) : document;
        } catch (JsonProcessingException e) {
            return NODES.textNode(text);
        }
    }

    @Override
    public JsonNode time(String iso) {
        return NODES.textNode(iso);
    }
}
