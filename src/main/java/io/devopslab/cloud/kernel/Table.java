package io.devopslab.cloud.kernel;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.h2.mvstore.MVMap;

/**
 * Rows by key, in the keys' order. Every change is durable when the call, or the {@link Store#write} around
 * it, returns. Thread-safe.
 *
 * @param <V> an immutable record
 */
public final class Table<V> {

    private final Store store;
    private final MVMap<String, Row> rows;
    private final RowFormat<V> format;

    Table(Store store, MVMap<String, Row> rows, RowFormat<V> format) {
        this.store = store;
        this.rows = rows;
        this.format = format;
    }

    public Optional<V> get(String key) {
        return store.read(() -> Optional.ofNullable(rows.get(key))).map(format::value);
    }

    public boolean contains(String key) {
        return store.read(() -> rows.containsKey(key));
    }

    /** All rows, in the order of their keys. */
    public List<V> values() {
        return store.read(() -> rows.values().stream().map(format::value).toList());
    }

    /** All keys, in order. */
    public List<String> keys() {
        return store.read(() -> List.copyOf(rows.keyList()));
    }

    /** The rows whose keys begin with {@code prefix}, in the order of their keys. */
    public List<V> valuesOf(String prefix) {
        return store.read(() -> {
            List<V> found = new ArrayList<>();
            for (Iterator<String> keys = rows.keyIterator(prefix); keys.hasNext(); ) {
                String key = keys.next();
                if (!key.startsWith(prefix)) {
                    break;
                }
                found.add(known(key));
            }
            return found;
        });
    }

    /** The first row whose key is {@code key} or comes after it: for walks that stop early or skip ahead. */
    public Optional<Map.Entry<String, V>> ceiling(String key) {
        return store.read(() -> Optional.ofNullable(rows.ceilingKey(key)).map(found -> Map.entry(found, known(found))));
    }

    /** The row of a key that is there. */
    private V known(String key) {
        return format.value(Objects.requireNonNull(rows.get(key), key));
    }

    public int size() {
        return store.read(rows::size);
    }

    public void put(String key, V row) {
        Row kept = format.row(row);
        store.write(() -> {
            rows.put(key, kept);
        });
    }

    /** Adds the row unless the key is taken. */
    public boolean putIfAbsent(String key, V row) {
        return store.write(() -> rows.putIfAbsent(key, format.row(row)) == null);
    }

    /** Changes the row of that key, if there is one, and returns what it became. */
    public Optional<V> update(String key, UnaryOperator<V> change) {
        return store.write(() -> {
            Row row = rows.get(key);
            if (row == null) {
                return Optional.<V>empty();
            }
            V changed = change.apply(format.value(row));
            rows.put(key, format.row(changed));
            return Optional.of(changed);
        });
    }

    public Optional<V> remove(String key) {
        return store.write(() -> Optional.ofNullable(rows.remove(key)).map(format::value));
    }

    /** Removes all rows whose keys begin with {@code prefix}. */
    public void removeAll(String prefix) {
        store.write(() -> {
            List<String> keys = new ArrayList<>();
            for (Iterator<String> all = rows.keyIterator(prefix); all.hasNext(); ) {
                String key = all.next();
                if (!key.startsWith(prefix)) {
                    break;
                }
                keys.add(key);
            }
            keys.forEach(rows::remove);
        });
    }
}
