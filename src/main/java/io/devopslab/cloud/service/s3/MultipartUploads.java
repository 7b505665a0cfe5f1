package io.devopslab.cloud.service.s3;

import io.devopslab.cloud.kernel.Blobs.Blob;
import io.devopslab.cloud.kernel.Caller;
import io.devopslab.cloud.kernel.ServiceContext;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.*;

/** Begins multipart uploads, takes their parts, and lets go of them. */
final class MultipartUploads {

    private static final int MAX_PARTS = 10_000;
    private static final Pattern COPY_RANGE = Pattern.compile("bytes=(\\d{1,18})-(\\d{1,18})");

    private final ServiceContext context;
    private final Buckets buckets;
    private final UploadTable uploads;
    private final Contents contents;
    private final ObjectReader reader;

    MultipartUploads(
            ServiceContext context, Buckets buckets, UploadTable uploads, Contents contents, ObjectReader reader) {
        this.context = context;
        this.buckets = buckets;
        this.uploads = uploads;
        this.contents = contents;
        this.reader = reader;
    }

    CreateMultipartUploadResponse create(CreateMultipartUploadRequest request) {
        Bucket bucket = buckets.require(request);
        Unsupported.check(request, bucket);
        Optional<String> algorithm = Optional.ofNullable(request.checksumAlgorithmAsString());
        String type = checksumType(algorithm, request.checksumTypeAsString());
        HeadObjectResponse head =
                ObjectWriter.describe(request, request.metadata()).build();
        Upload upload = new Upload(
                bucket.name(),
                ObjectKeys.check(request.key()),
                context.ids().alphanumeric(128),
                context.time().instant().truncatedTo(ChronoUnit.SECONDS),
                Caller.of(request, context).arn(),
                Encryption.apply(head, bucket),
                ObjectTags.parse(request.tagging()),
                algorithm,
                type);
        context.store().write(() -> {
            buckets.require(request);
            uploads.add(upload);
        });
        return CreateMultipartUploadResponse.builder()
                .bucket(bucket.name())
                .key(upload.key())
                .uploadId(upload.id())
                .checksumAlgorithm(request.checksumAlgorithm())
                .checksumType(algorithm.isPresent() ? type : null)
                .serverSideEncryption(upload.head().serverSideEncryption())
                .ssekmsKeyId(upload.head().ssekmsKeyId())
                .bucketKeyEnabled(upload.head().bucketKeyEnabled())
                .build();
    }

    /** Without an algorithm S3 computes one over the whole object. */
    private static String checksumType(Optional<String> algorithm, @Nullable String type) {
        if (algorithm.isEmpty()) {
            if (type != null) {
                throw S3Errors.invalidRequest(
                        "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.");
            }
            return Checksums.FULL_OBJECT;
        }
        String name = algorithm.get();
        Checksums.check(name);
        boolean hash = name.startsWith("SHA");
        boolean alwaysFull = name.equals(Checksums.DEFAULT);
        if (type == null) {
            return alwaysFull ? Checksums.FULL_OBJECT : Checksums.COMPOSITE;
        }
        boolean fits = type.equals(Checksums.COMPOSITE) ? !alwaysFull : type.equals(Checksums.FULL_OBJECT) && !hash;
        if (!fits) {
            throw S3Errors.invalidRequest("The " + type + " checksum type cannot be used with the "
                    + name.toLowerCase(Locale.ROOT) + " checksum algorithm.");
        }
        return type;
    }

    private static int partNumber(@Nullable Integer number) {
        if (number == null || number < 1 || number > MAX_PARTS) {
            throw S3Errors.invalidArgument("Part number must be an integer between 1 and 10000, inclusive");
        }
        return number;
    }

    UploadPartResponse upload(UploadPartRequest request, RequestBody body) {
        Bucket bucket = buckets.require(request);
        Upload upload = uploads.require(bucket.name(), ObjectKeys.check(request.key()), request.uploadId());
        int number = partNumber(request.partNumber());
        Map<String, String> given = Members.checksums(request);
        Optional<String> named = Optional.ofNullable(request.checksumAlgorithmAsString());
        checkAlgorithm(upload, given.keySet().stream().findFirst().or(() -> named));
        Contents.Received received = contents.receive(
                body,
                Contents.Claims.of(
                        request.contentLength(),
                        request.contentMD5(),
                        given,
                        named.or(upload::algorithm).orElse(null)));
        Checksums.Digest digest = received.digest();
        put(upload, number, received.blob(), digest);
        boolean told = upload.algorithm().isPresent() || !given.isEmpty();
        UploadPartResponse.Builder response = UploadPartResponse.builder()
                .eTag(digest.eTag())
                .serverSideEncryption(upload.head().serverSideEncryption())
                .ssekmsKeyId(upload.head().ssekmsKeyId())
                .bucketKeyEnabled(upload.head().bucketKeyEnabled());
        return Members.setChecksum(response, told ? Optional.of(digest.checksum()) : Optional.empty())
                .build();
    }

    private static void checkAlgorithm(Upload upload, Optional<String> given) {
        boolean fits = given.isEmpty() || upload.algorithm().isEmpty() || given.equals(upload.algorithm());
        if (!fits) {
            throw S3Errors.invalidRequest("Checksum Type mismatch occurred, expected checksum Type: "
                    + upload.algorithm().get().toLowerCase(Locale.ROOT) + ", actual checksum Type: "
                    + given.get().toLowerCase(Locale.ROOT));
        }
    }

    private StoredPart put(Upload upload, int number, Blob blob, Checksums.Digest digest) {
        Optional<Checksums.Value> checksum = upload.algorithm().map(algorithm -> digest.checksum());
        StoredPart part = new StoredPart(
                number, blob, digest.md5(), checksum, context.time().instant().truncatedTo(ChronoUnit.SECONDS));
        return context.store().write(() -> {
            uploads.put(uploads.require(upload.bucket(), upload.key(), upload.id()), part);
            return part;
        });
    }

    @SuppressWarnings("deprecation") // on the wire the source and the target have the older names
    UploadPartCopyResponse copy(UploadPartCopyRequest request) {
        CopySource from = CopySource.of(
                request.copySource(), request.sourceBucket(), request.sourceKey(), request.sourceVersionId());
        String bucket = request.destinationBucket() != null ? request.destinationBucket() : request.bucket();
        String key = request.destinationKey() != null ? request.destinationKey() : request.key();
        Upload upload = uploads.require(buckets.require(bucket).name(), ObjectKeys.check(key), request.uploadId());
        int number = partNumber(request.partNumber());
        StoredObject source = reader.require(
                buckets.require(from.bucket()), from.key(), from.version().orElse(null));
        conditions(request).check(source);
        Contents.Received received = contents.receive(
                range(source, request.copySourceRange()), upload.algorithm().orElse(Checksums.DEFAULT));
        StoredPart part = put(upload, number, received.blob(), received.digest());
        CopyPartResult.Builder result =
                CopyPartResult.builder().eTag(part.eTag()).lastModified(part.modified());
        return UploadPartCopyResponse.builder()
                .copyPartResult(Members.setChecksum(result, part.checksum()).build())
                .copySourceVersionId(source.head().versionId())
                .serverSideEncryption(upload.head().serverSideEncryption())
                .build();
    }

    private Conditions.OfRead conditions(UploadPartCopyRequest request) {
        return new Conditions.OfRead(
                request.copySourceIfMatch(),
                request.copySourceIfNoneMatch(),
                request.copySourceIfModifiedSince(),
                request.copySourceIfUnmodifiedSince(),
                context.time().instant(),
                false);
    }

    private java.io.InputStream range(StoredObject source, @Nullable String range) {
        if (range == null) {
            return contents.open(source.content());
        }
        Matcher matcher = COPY_RANGE.matcher(range);
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) > Long.parseLong(matcher.group(2))) {
            throw S3Errors.invalidArgument("The x-amz-copy-source-range value must be of the form bytes=first-last"
                    + " where first and last are the zero-based offsets of the first and last bytes to copy");
        }
        long first = Long.parseLong(matcher.group(1));
        long last = Long.parseLong(matcher.group(2));
        if (first >= source.size()) {
            throw S3Errors.invalidRequest("The specified copy range is invalid for the source object size");
        }
        if (last >= source.size()) {
            throw S3Errors.invalidArgument("Range specified is not valid for source object of size: " + source.size());
        }
        return contents.open(source.content(), first, last - first + 1);
    }

    AbortMultipartUploadResponse abort(AbortMultipartUploadRequest request) {
        context.store().write(() -> {
            Bucket bucket = buckets.require(request);
            uploads.remove(uploads.require(bucket.name(), ObjectKeys.check(request.key()), request.uploadId()));
        });
        return AbortMultipartUploadResponse.builder().build();
    }

    ListPartsResponse list(ListPartsRequest request) {
        Bucket bucket = buckets.require(request);
        Upload upload = uploads.require(bucket.name(), ObjectKeys.check(request.key()), request.uploadId());
        int marker = request.partNumberMarker() == null ? 0 : request.partNumberMarker();
        int max = ObjectListing.maxKeys(request.maxParts());
        List<StoredPart> rest = uploads.parts(upload).stream()
                .filter(part -> part.number() > marker)
                .toList();
        List<StoredPart> page = rest.subList(0, Math.min(max, rest.size()));
        return ListPartsResponse.builder()
                .bucket(bucket.name())
                .key(upload.key())
                .uploadId(upload.id())
                .partNumberMarker(marker)
                .nextPartNumberMarker(
                        page.isEmpty() ? 0 : page.get(page.size() - 1).number())
                .maxParts(max)
                .isTruncated(page.size() < rest.size())
                .parts(page.stream().map(MultipartUploads::shown).toList())
                .initiator(UploadListing.initiator(upload))
                .owner(Owners.of(context))
                .storageClass(UploadListing.storageClass(upload))
                .checksumAlgorithm(upload.algorithm().orElse(null))
                .checksumType(upload.algorithm().isPresent() ? upload.checksumType() : null)
                .build();
    }

    private static Part shown(StoredPart part) {
        Part.Builder shown = Part.builder()
                .partNumber(part.number())
                .size(part.blob().length())
                .eTag(part.eTag())
                .lastModified(part.modified());
        return Members.setChecksum(shown, part.checksum()).build();
    }
}
