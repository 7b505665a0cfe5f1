package io.devopslab.cloud.service.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A walk over a bucket in S3's order, which rolls keys up into common prefixes and stops when the page is full.
 *
 * @param <T> what the page is made of
 */
final class Walk<T> {

    private final ObjectTable objects;
    private final Scan scan;
    private final Function<StoredObject, Optional<T>> entry;
    private final List<T> entries = new ArrayList<>();
    private final List<String> commonPrefixes = new ArrayList<>();
    private Optional<Mark> last = Optional.empty();

    /**
     * What is wanted.
     *
     * @param delimiter empty for none
     * @param allVersions whether older versions and delete markers count, too
     */
    record Scan(String bucket, String prefix, String delimiter, int max, boolean allVersions) {}

    /**
     * The last thing on a page.
     *
     * @param name a key or a common prefix
     * @param version empty for a common prefix
     */
    record Mark(String name, Optional<String> version) {}

    /**
     * @param entry makes an entry of an object; empty for one that is left out
     */
    Walk(ObjectTable objects, Scan scan, Function<StoredObject, Optional<T>> entry) {
        this.objects = objects;
        this.scan = scan;
        this.entry = entry;
    }

    List<T> entries() {
        return entries;
    }

    List<String> commonPrefixes() {
        return commonPrefixes;
    }

    /**
     * Walks on from {@code place}.
     *
     * @param after a key or common prefix; common prefixes up to it are passed over
     * @return the last thing on the page if there is more behind it
     */
    Optional<Mark> from(String place, String after) {
        String first = ObjectTable.place(scan.bucket(), scan.prefix());
        Optional<Map.Entry<String, StoredObject>> row =
                objects.ceiling(scan.bucket(), place.compareTo(first) > 0 ? place : first);
        while (row.isPresent() && row.get().getValue().key().startsWith(scan.prefix())) {
            StoredObject object = row.get().getValue();
            Optional<String> common = commonPrefix(object.key());
            String next = common.map(prefix -> ObjectTable.afterAll(scan.bucket(), prefix))
                    .orElse(scan.allVersions() ? row.get().getKey() + '\0' : afterVersions(object));
            boolean passed = common.isPresent() && after.startsWith(common.get());
            if (!passed && add(object, common)) {
                return last;
            }
            row = objects.ceiling(scan.bucket(), next);
        }
        return Optional.empty();
    }

    private String afterVersions(StoredObject object) {
        return ObjectTable.after(scan.bucket(), object.key());
    }

    /** Adds to the page, or says that it is full. */
    private boolean add(StoredObject object, Optional<String> common) {
        Optional<T> made = common.isPresent() ? Optional.empty() : entry.apply(object);
        if (common.isPresent() ? !shows(object, common.get()) : made.isEmpty()) {
            return false;
        }
        if (entries.size() + commonPrefixes.size() >= scan.max()) {
            return true;
        }
        common.ifPresent(commonPrefixes::add);
        made.ifPresent(entries::add);
        last = Optional.of(common.map(prefix -> new Mark(prefix, Optional.empty()))
                .orElseGet(() -> new Mark(object.key(), Optional.of(object.version()))));
        return false;
    }

    /** Whether anything below the prefix is to be shown. */
    private boolean shows(StoredObject first, String common) {
        Optional<Map.Entry<String, StoredObject>> row =
                objects.ceiling(scan.bucket(), ObjectTable.place(scan.bucket(), first.key()));
        while (row.isPresent() && row.get().getValue().key().startsWith(common)) {
            if (entry.apply(row.get().getValue()).isPresent()) {
                return true;
            }
            row = objects.ceiling(scan.bucket(), afterVersions(row.get().getValue()));
        }
        return false;
    }

    private Optional<String> commonPrefix(String key) {
        int at = scan.delimiter().isEmpty()
                ? -1
                : key.indexOf(scan.delimiter(), scan.prefix().length());
        return at < 0
                ? Optional.empty()
                : Optional.of(key.substring(0, at + scan.delimiter().length()));
    }
}
