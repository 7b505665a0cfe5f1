package io.devopslab.cloud.service.s3;

import io.devopslab.cloud.kernel.Store;
import io.devopslab.cloud.kernel.Table;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * All versions of all objects, in S3's order: by bucket, by the key's bytes in UTF-8, the newest version first.
 *
 * <p>A row's key is the bucket, a slash, the object's key with each byte as one character, a zero, and a number that
 * falls with every write. Characters of keys are shifted by one, so that the zero comes before all of them.
 */
final class ObjectTable {

    private static final char END = '\u0101';

    private final Table<StoredObject> rows;
    private final Table<Long> counter;

    ObjectTable(Store store) {
        this.rows = store.table("objects", StoredObject.class);
        this.counter = store.table("object-counter", Long.class);
    }

    /** The first row at this place or after it, within the bucket. */
    Optional<Map.Entry<String, StoredObject>> ceiling(String bucket, String place) {
        return rows.ceiling(place).filter(row -> row.getKey().startsWith(bucket + "/"));
    }

    /** The place before all versions of a key, and of all keys that begin with it. */
    static String place(String bucket, String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        StringBuilder place = new StringBuilder(bucket.length() + bytes.length + 20)
                .append(bucket)
                .append('/');
        for (byte b : bytes) {
            place.append((char) ((b & 0xFF) + 1));
        }
        return place.toString();
    }

    /** The place after all versions of a key, and before all longer keys. */
    static String after(String bucket, String key) {
        return place(bucket, key) + '\u0001';
    }

    /** The place after all keys that begin with {@code prefix}. */
    static String afterAll(String bucket, String prefix) {
        return place(bucket, prefix) + END;
    }

    private static String versions(String bucket, String key) {
        return place(bucket, key) + '\0';
    }

    /** The newest version or delete marker of a key. */
    Optional<StoredObject> latest(String bucket, String key) {
        String prefix = versions(bucket, key);
        return rows.ceiling(prefix)
                .filter(row -> row.getKey().startsWith(prefix))
                .map(Map.Entry::getValue);
    }

    /** All versions of a key, the newest first. */
    List<StoredObject> versionsOf(String bucket, String key) {
        return rows.valuesOf(versions(bucket, key));
    }

    Optional<StoredObject> version(String bucket, String key, String version) {
        return versionsOf(bucket, key).stream()
                .filter(object -> object.version().equals(version))
                .findFirst();
    }

    /** Adds the newest version. Runs inside a write. */
    void add(StoredObject object) {
        long number = counter.get("next").orElse(0L);
        counter.put("next", number + 1);
        String order = String.format(Locale.ROOT, "%016x", Long.MAX_VALUE - number);
        rows.put(versions(object.bucket(), object.key()) + order, object);
    }

    /** A number that grows with every write, as events show it. */
    String sequencer() {
        return String.format(Locale.ROOT, "%018X", counter.get("next").orElse(0L));
    }

    /** Puts a changed version in the place of the one with the same identifier. Runs inside a write. */
    void replace(StoredObject object) {
        rowOf(object).ifPresent(key -> rows.put(key, object));
    }

    void remove(StoredObject object) {
        rowOf(object).ifPresent(rows::remove);
    }

    private Optional<String> rowOf(StoredObject object) {
        String prefix = versions(object.bucket(), object.key());
        Optional<Map.Entry<String, StoredObject>> row = rows.ceiling(prefix);
        while (row.filter(r -> r.getKey().startsWith(prefix)).isPresent()) {
            if (row.get().getValue().version().equals(object.version())) {
                return row.map(Map.Entry::getKey);
            }
            row = rows.ceiling(row.get().getKey() + '\0');
        }
        return Optional.empty();
    }

    boolean isEmpty(String bucket) {
        return ceiling(bucket, bucket + "/").isEmpty();
    }
}
