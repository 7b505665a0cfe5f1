package io.devopslab.cloud.kernel;

import java.nio.ByteBuffer;
import java.util.function.Function;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * One row of a table: an object in memory, JSON on disk, so that a newer program can read an older one's state. It
 * is turned into JSON once, when it is put, however often its page is written; and into an object when it is first read.
 */
final class Row {

    private final byte[] json;
    private volatile @Nullable Object value;

    private Row(byte[] json, @Nullable Object value) {
        this.json = json;
        this.value = value;
    }

    static Row of(Object value, byte[] json) {
        return new Row(json, value);
    }

    /** The object; made by {@code reader} the first time. Always asked for with the reader of one and the same type. */
    @SuppressWarnings("unchecked")
    <V> V value(Function<byte[], V> reader) {
        Object known = value;
        if (known == null) {
            known = reader.apply(json);
            value = known;
        }
        return (V) known;
    }

    /** A map of rows. */
    static MVMap.Builder<String, Row> map() {
        return new MVMap.Builder<String, Row>().keyType(StringDataType.INSTANCE).valueType(new Type());
    }

    /** How rows lie in a page: their length and their JSON. */
    private static final class Type extends BasicDataType<Row> {

        /** The object takes about as much again as its JSON, and some more. */
        private static final int OVERHEAD = 128;

        @Override
        public int getMemory(Row row) {
            return 2 * row.json.length + OVERHEAD;
        }

        @Override
        public void write(WriteBuffer buffer, Row row) {
            buffer.putVarInt(row.json.length).put(row.json);
        }

        @Override
        public Row read(ByteBuffer buffer) {
            byte[] json = new byte[DataUtils.readVarInt(buffer)];
            buffer.get(json);
            return new Row(json, null);
        }

        @Override
        public Row[] createStorage(int size) {
            return new Row[size];
        }
    }
}
