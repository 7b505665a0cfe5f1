package io.devopslab.cloud.service.s3;

import io.devopslab.cloud.kernel.Store;
import io.devopslab.cloud.kernel.Table;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Uploads in progress, by key and then by the time at which they began, and their parts. */
final class UploadTable {

    private final Table<Upload> uploads;
    private final Table<Long> counter;
    private final Table<StoredPart> parts;

    UploadTable(Store store) {
        this.uploads = store.table("uploads", Upload.class);
        this.counter = store.table("upload-counter", Long.class);
        this.parts = store.table("upload-parts", StoredPart.class);
    }

    /** Runs inside a write. */
    void add(Upload upload) {
        long number = counter.get("next").orElse(0L);
        counter.put("next", number + 1);
        String order = String.format(Locale.ROOT, "%016x", number);
        uploads.put(ObjectTable.place(upload.bucket(), upload.key()) + '\0' + order + upload.id(), upload);
    }

    Upload require(String bucket, String key, @Nullable String id) {
        return uploads.valuesOf(ObjectTable.place(bucket, key) + '\0').stream()
                .filter(upload -> upload.id().equals(id))
                .findFirst()
                .orElseThrow(S3Errors::noSuchUpload);
    }

    /** The uploads of a bucket whose keys begin with {@code prefix}, in S3's order. */
    List<Upload> of(String bucket, String prefix) {
        return uploads.valuesOf(ObjectTable.place(bucket, prefix));
    }

    /** Ends an upload, one way or the other. Runs inside a write. */
    void remove(Upload upload) {
        String prefix = ObjectTable.place(upload.bucket(), upload.key()) + '\0';
        uploads.keys().stream()
                .filter(key -> key.startsWith(prefix) && key.endsWith(upload.id()))
                .forEach(uploads::remove);
        parts.removeAll(upload.id() + "/");
    }

    void put(Upload upload, StoredPart part) {
        parts.put(upload.id() + "/" + String.format(Locale.ROOT, "%05d", part.number()), part);
    }

    List<StoredPart> parts(Upload upload) {
        return parts.valuesOf(upload.id() + "/");
    }
}
