package io.devopslab.cloud.kernel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.StringDataType;

/** A table's values: objects in memory, JSON on disk, so that a newer program can read an older one's state. */
final class Rows<V> extends BasicDataType<V> {

    private final ObjectMapper json;
    private final Class<V> type;

    private Rows(ObjectMapper json, Class<V> type) {
        this.json = json;
        this.type = type;
    }

    static <V> MVMap.Builder<String, V> of(ObjectMapper json, Class<V> type) {
        return new MVMap.Builder<String, V>().keyType(StringDataType.INSTANCE).valueType(new Rows<>(json, type));
    }

    private byte[] bytes(V row) {
        try {
            return json.writeValueAsBytes(row);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("A row of " + type.getSimpleName() + " cannot be written.", e);
        }
    }

    /** An estimate: it steers the cache and nothing else. */
    @Override
    public int getMemory(V row) {
        return 1024;
    }

    @Override
    public void write(WriteBuffer buffer, V row) {
        byte[] bytes = bytes(row);
        buffer.putVarInt(bytes.length).put(bytes);
    }

    @Override
    public V read(ByteBuffer buffer) {
        byte[] bytes = new byte[DataUtils.readVarInt(buffer)];
        buffer.get(bytes);
        try {
            return json.readValue(bytes, type);
        } catch (IOException e) {
            throw new UncheckedIOException("A row of " + type.getSimpleName() + " cannot be read.", e);
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public V[] createStorage(int size) {
        return (V[]) new Object[size];
    }
}
