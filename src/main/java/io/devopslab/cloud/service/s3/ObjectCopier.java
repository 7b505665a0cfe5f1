package io.devopslab.cloud.service.s3;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.*;

/** Copies objects. The content itself is shared. */
final class ObjectCopier {

    private static final long MAX_SIZE = 5L << 30;

    private final Buckets buckets;
    private final ObjectReader reader;
    private final ObjectWriter writer;
    private final Contents contents;
    private final ObjectEvents events;

    ObjectCopier(Buckets buckets, ObjectReader reader, ObjectWriter writer, Contents contents, ObjectEvents events) {
        this.buckets = buckets;
        this.reader = reader;
        this.writer = writer;
        this.contents = contents;
        this.events = events;
    }

    @SuppressWarnings("deprecation") // on the wire the source and the target have the older names
    CopyObjectResponse copy(CopyObjectRequest request) {
        CopySource from = CopySource.of(
                request.copySource(), request.sourceBucket(), request.sourceKey(), request.sourceVersionId());
        String bucket = request.destinationBucket() != null ? request.destinationBucket() : request.bucket();
        String key = ObjectKeys.check(request.destinationKey() != null ? request.destinationKey() : request.key());
        StoredObject source = source(from, request);
        Unsupported.check(request, buckets.require(bucket));
        boolean replace = request.metadataDirective() == MetadataDirective.REPLACE;
        checkDirectives(request);
        if (!replace
                && source.bucket().equals(bucket)
                && source.key().equals(key)
                && !changesSomething(request, from)) {
            throw S3Errors.invalidRequest(
                    "This copy request is illegal because it is trying to copy an object to itself"
                            + " without changing the object's metadata, storage class, website redirect location or encryption"
                            + " attributes.");
        }
        HeadObjectResponse.Builder head =
                replace ? ObjectWriter.describe(request, request.metadata()) : kept(source, request);
        Checksums.Digest digest = digest(source, request.checksumAlgorithmAsString());
        head.eTag(digest.eTag());
        Members.setChecksum(head, Optional.of(digest.checksum()));
        List<Tag> tags = request.taggingDirective() == TaggingDirective.REPLACE
                ? ObjectTags.parse(request.tagging())
                : source.tags();
        StoredObject made = writer.add(
                new ObjectWriter.Draft(bucket, key, head, source.content(), List.of(), tags),
                present -> Conditions.checkWrite(present, request.ifMatch(), request.ifNoneMatch()),
                object -> events.created(object, "CopyObject", request));
        return response(source, made, digest.checksum());
    }

    private static CopyObjectResponse response(StoredObject source, StoredObject made, Checksums.Value checksum) {
        CopyObjectResult.Builder result =
                CopyObjectResult.builder().eTag(made.eTag()).lastModified(made.modified());
        return CopyObjectResponse.builder()
                .copyObjectResult(
                        Members.setChecksum(result, Optional.of(checksum)).build())
                .copySourceVersionId(source.head().versionId())
                .versionId(made.head().versionId())
                .serverSideEncryption(made.head().serverSideEncryption())
                .ssekmsKeyId(made.head().ssekmsKeyId())
                .bucketKeyEnabled(made.head().bucketKeyEnabled())
                .build();
    }

    private StoredObject source(CopySource from, CopyObjectRequest request) {
        StoredObject source = reader.require(
                buckets.require(from.bucket()), from.key(), from.version().orElse(null));
        new Conditions.OfRead(
                        request.copySourceIfMatch(),
                        request.copySourceIfNoneMatch(),
                        request.copySourceIfModifiedSince(),
                        request.copySourceIfUnmodifiedSince(),
                        writer.now(),
                        false)
                .check(source);
        if (source.size() > MAX_SIZE) {
            throw S3Errors.invalidRequest(
                    "The specified copy source is larger than the maximum allowable size for a copy source: "
                            + MAX_SIZE);
        }
        return source;
    }

    private static void checkDirectives(CopyObjectRequest request) {
        if (request.metadataDirective() == MetadataDirective.UNKNOWN_TO_SDK_VERSION) {
            throw S3Errors.invalidArgument("Unknown metadata directive.");
        }
        if (request.taggingDirective() == TaggingDirective.UNKNOWN_TO_SDK_VERSION) {
            throw S3Errors.invalidArgument("Unknown tagging directive.");
        }
    }

    private static boolean changesSomething(CopyObjectRequest request, CopySource from) {
        return request.storageClass() != null
                || request.serverSideEncryption() != null
                || request.websiteRedirectLocation() != null
                || from.version().isPresent();
    }

    /** The source's description, but for what the request says of encryption and storage. */
    private static HeadObjectResponse.Builder kept(StoredObject source, CopyObjectRequest request) {
        HeadObjectResponse.Builder head = Members.describe(source.head(), HeadObjectResponse.builder())
                .acceptRanges("bytes")
                .serverSideEncryption(request.serverSideEncryption())
                .ssekmsKeyId(request.ssekmsKeyId())
                .bucketKeyEnabled(request.bucketKeyEnabled())
                .websiteRedirectLocation(request.websiteRedirectLocation());
        String storageClass = request.storageClassAsString();
        return head.storageClass("STANDARD".equals(storageClass) ? null : storageClass);
    }

    /** A copy is one whole, also of an object that was uploaded in parts. */
    private Checksums.Digest digest(StoredObject source, @Nullable String wanted) {
        Map<String, String> present = Members.checksums(source.head());
        String algorithm =
                wanted != null ? wanted : present.keySet().stream().findFirst().orElse(Checksums.DEFAULT);
        Checksums.check(algorithm);
        String known = present.get(algorithm);
        if (known == null || !source.parts().isEmpty()) {
            return contents.digest(source.content(), algorithm);
        }
        String md5 = source.eTag().replace("\"", "");
        return new Checksums.Digest(md5, new Checksums.Value(algorithm, known, Checksums.FULL_OBJECT));
    }
}
