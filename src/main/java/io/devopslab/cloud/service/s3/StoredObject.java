package io.devopslab.cloud.service.s3;

import io.devopslab.cloud.kernel.Blobs.Blob;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectPart;
import software.amazon.awssdk.services.s3.model.Tag;

/**
 * One version of an object, or a delete marker.
 *
 * @param version its identifier; {@link #NULL_VERSION} for what was written while the bucket was not versioned
 * @param head what is told about it: headers, metadata, size, times, entity tag and checksum
 * @param content the blobs that make it up, one after the other
 * @param parts the parts of a multipart upload, empty for an object that was put as a whole
 */
record StoredObject(
        String bucket,
        String key,
        String version,
        boolean deleteMarker,
        HeadObjectResponse head,
        List<Blob> content,
        List<ObjectPart> parts,
        List<Tag> tags) {

    static final String NULL_VERSION = "null";

    StoredObject {
        content = List.copyOf(content);
        parts = List.copyOf(parts);
        tags = List.copyOf(tags);
    }

    Instant modified() {
        return head.lastModified();
    }

    long size() {
        return content.stream().mapToLong(Blob::length).sum();
    }

    /** The entity tag in its quotes. */
    String eTag() {
        return head.eTag();
    }

    String storageClass() {
        return head.storageClassAsString() == null ? "STANDARD" : head.storageClassAsString();
    }

    /** Buckets that were never versioned do not tell versions. */
    StoredObject seenIn(Bucket seen) {
        boolean told = seen.versioning().isPresent();
        return withHead(head.toBuilder().versionId(told ? version : null).build());
    }

    StoredObject withTags(List<Tag> changed) {
        return new StoredObject(bucket, key, version, deleteMarker, head, content, parts, changed);
    }

    StoredObject withHead(HeadObjectResponse changed) {
        return new StoredObject(bucket, key, version, deleteMarker, changed, content, parts, tags);
    }
}
