package io.devopslab.cloud.kernel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A table's rows as JSON and back. */
record RowFormat<V>(ObjectMapper json, Class<V> type) {

    Row row(V value) {
        try {
            return Row.of(value, json.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("A row of " + type.getSimpleName() + " cannot be written.", e);
        }
    }

    V value(Row row) {
        return row.value(this::parse);
    }

    private V parse(byte[] bytes) {
        try {
            return json.readValue(bytes, type);
        } catch (IOException e) {
            throw new UncheckedIOException("A row of " + type.getSimpleName() + " cannot be read.", e);
        }
    }
}
