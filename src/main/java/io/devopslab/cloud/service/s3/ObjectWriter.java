package io.devopslab.cloud.service.s3;

import io.devopslab.cloud.kernel.Blobs.Blob;
import io.devopslab.cloud.kernel.ServiceContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.*;

/** Puts objects. */
final class ObjectWriter {

    private static final int MAX_METADATA = 2048;

    private final ServiceContext context;
    private final Buckets buckets;
    private final ObjectTable objects;
    private final Contents contents;
    private final ObjectEvents events;

    ObjectWriter(ServiceContext context, Buckets buckets, ObjectTable objects, Contents contents, ObjectEvents events) {
        this.context = context;
        this.buckets = buckets;
        this.objects = objects;
        this.contents = contents;
        this.events = events;
    }

    PutObjectResponse put(PutObjectRequest request, RequestBody body) {
        Unsupported.check(request, buckets.require(request));
        String key = ObjectKeys.check(request.key());
        HeadObjectResponse.Builder head = describe(request, request.metadata());
        List<Tag> tags = ObjectTags.parse(request.tagging());
        Contents.Received received = contents.receive(
                body,
                Contents.Claims.of(
                        request.contentLength(),
                        request.contentMD5(),
                        Members.checksums(request),
                        request.checksumAlgorithmAsString()));
        head.eTag(received.digest().eTag());
        Members.setChecksum(head, Optional.of(received.digest().checksum()));
        StoredObject stored = add(
                new Draft(request.bucket(), key, head, List.of(received.blob()), List.of(), tags),
                present -> Conditions.checkWrite(present, request.ifMatch(), request.ifNoneMatch()),
                object -> events.created(object, "PutObject", request));
        PutObjectResponse.Builder response = PutObjectResponse.builder()
                .eTag(stored.eTag())
                .serverSideEncryption(stored.head().serverSideEncryption())
                .ssekmsKeyId(stored.head().ssekmsKeyId())
                .bucketKeyEnabled(stored.head().bucketKeyEnabled())
                .versionId(stored.head().versionId());
        return Members.setChecksum(response, Optional.of(received.digest().checksum()))
                .build();
    }

    /** An object that has no version yet. */
    record Draft(
            String bucket,
            String key,
            HeadObjectResponse.Builder head,
            List<Blob> content,
            List<ObjectPart> parts,
            List<Tag> tags) {}

    /**
     * Makes a draft the newest version.
     *
     * @param condition is handed the version that was the newest, and throws when the write may not be
     * @param follow is handed what was added, inside the same change
     */
    StoredObject add(Draft draft, Consumer<Optional<StoredObject>> condition, Consumer<StoredObject> follow) {
        return context.store().write(() -> {
            Bucket bucket = buckets.require(draft.bucket());
            condition.accept(objects.latest(draft.bucket(), draft.key()));
            boolean versioned = bucket.isVersioned();
            String version = versioned ? Versions.next(context.ids()) : StoredObject.NULL_VERSION;
            if (!versioned) {
                objects.version(draft.bucket(), draft.key(), version).ifPresent(objects::remove);
            }
            HeadObjectResponse head = draft.head()
                    .contentLength(
                            draft.content().stream().mapToLong(Blob::length).sum())
                    .lastModified(now().truncatedTo(ChronoUnit.SECONDS))
                    .versionId(versioned ? version : null)
                    .build();
            StoredObject object = new StoredObject(
                    draft.bucket(),
                    draft.key(),
                    version,
                    false,
                    Encryption.apply(head, bucket),
                    draft.content(),
                    draft.parts(),
                    draft.tags());
            objects.add(object);
            follow.accept(object);
            return object;
        });
    }

    Instant now() {
        return context.time().instant();
    }

    /** What a request says about the object that it writes. */
    static HeadObjectResponse.Builder describe(
            software.amazon.awssdk.core.SdkPojo request, Map<String, String> metadata) {
        HeadObjectResponse.Builder head = Members.describe(request, HeadObjectResponse.builder());
        HeadObjectResponse described = head.build();
        if (described.contentType() == null) {
            head.contentType("binary/octet-stream");
        }
        String storageClass = described.storageClassAsString();
        if (storageClass != null && described.storageClass() == StorageClass.UNKNOWN_TO_SDK_VERSION) {
            throw S3Errors.of("InvalidStorageClass", 400, "The storage class you specified is not valid");
        }
        if ("STANDARD".equals(storageClass)) {
            head.storageClass((String) null);
        }
        return head.metadata(lowerCased(metadata)).acceptRanges("bytes");
    }

    /** Metadata travel as headers, whose names have no case. */
    private static Map<String, String> lowerCased(Map<String, String> metadata) {
        Map<String, String> lower = new LinkedHashMap<>();
        metadata.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        int size = lower.entrySet().stream()
                .mapToInt(entry -> bytes(entry.getKey()) + bytes(entry.getValue()))
                .sum();
        if (size > MAX_METADATA) {
            throw S3Errors.of(
                    "MetadataTooLarge", 400, "Your metadata headers exceed the maximum allowed metadata size");
        }
        return lower;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
