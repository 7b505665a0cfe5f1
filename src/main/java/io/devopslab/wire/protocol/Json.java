package io.devopslab.wire.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.devopslab.aws.shape.ShapeException;
import io.devopslab.wire.http.Body;
import java.io.IOException;
import java.io.InputStream;

/** The JSON parser and generator of the wire, with bounds on what a stranger may send. */
final class Json {

    private static final StreamReadConstraints BOUNDS = StreamReadConstraints.builder()
            .maxNestingDepth(200)
            .maxNumberLength(400)
            .maxStringLength(Integer.MAX_VALUE)
            .build();

    static final JsonMapper MAPPER = JsonMapper.builder(
                    JsonFactory.builder().streamReadConstraints(BOUNDS).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Json() {}

    static StreamReadConstraints bounds() {
        return BOUNDS;
    }

    /** A body without content is an empty object. */
    static JsonNode read(Body body) {
        if (body.size() == 0) {
            return JsonNodeFactory.instance.objectNode();
        }
        try (InputStream in = body.open()) {
            return MAPPER.readTree(in);
        } catch (IOException e) {
            throw new ShapeException("", "is not well-formed JSON");
        }
    }
}
