package io.devopslab.cloud.service.s3;

import io.devopslab.cloud.kernel.Blobs.Blob;
import io.devopslab.cloud.kernel.ServiceContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.*;

/** Makes an object of the parts of an upload. The parts' contents are not copied: they become the object's. */
final class UploadCompletion {

    private static final long MIN_PART = 5L << 20;

    private final ServiceContext context;
    private final Buckets buckets;
    private final UploadTable uploads;
    private final ObjectWriter writer;
    private final Contents contents;
    private final ObjectEvents events;

    UploadCompletion(
            ServiceContext context,
            Buckets buckets,
            UploadTable uploads,
            ObjectWriter writer,
            Contents contents,
            ObjectEvents events) {
        this.context = context;
        this.buckets = buckets;
        this.uploads = uploads;
        this.writer = writer;
        this.contents = contents;
        this.events = events;
    }

    CompleteMultipartUploadResponse complete(CompleteMultipartUploadRequest request) {
        Bucket bucket = buckets.require(request);
        Upload upload = uploads.require(bucket.name(), ObjectKeys.check(request.key()), request.uploadId());
        List<StoredPart> parts = parts(upload, request);
        List<Blob> content = parts.stream().map(StoredPart::blob).toList();
        checkSize(request, content);
        Checksums.Value checksum = checksum(upload, parts, content);
        checkChecksum(upload, request, checksum);
        HeadObjectResponse.Builder head = upload.head().toBuilder().eTag(eTag(parts));
        Members.setChecksum(head, Optional.of(checksum));
        StoredObject made = writer.add(
                new ObjectWriter.Draft(upload.bucket(), upload.key(), head, content, objectParts(parts), upload.tags()),
                present -> checkConditions(request, upload, present),
                object -> {
                    uploads.remove(uploads.require(upload.bucket(), upload.key(), upload.id()));
                    events.created(object, "CompleteMultipartUpload", request);
                });
        return response(made, checksum);
    }

    private CompleteMultipartUploadResponse response(StoredObject made, Checksums.Value checksum) {
        String path = URLEncoder.encode(made.key(), StandardCharsets.UTF_8).replace("+", "%20");
        CompleteMultipartUploadResponse.Builder response = CompleteMultipartUploadResponse.builder()
                .bucket(made.bucket())
                .key(made.key())
                .location(context.endpoint() + "/" + made.bucket() + "/" + path)
                .eTag(made.eTag())
                .versionId(made.head().versionId())
                .serverSideEncryption(made.head().serverSideEncryption())
                .ssekmsKeyId(made.head().ssekmsKeyId())
                .bucketKeyEnabled(made.head().bucketKeyEnabled());
        return Members.setChecksum(response, Optional.of(checksum)).build();
    }

    /** The parts that the request names, which must be there, in order, and large enough. */
    private List<StoredPart> parts(Upload upload, CompleteMultipartUploadRequest request) {
        List<CompletedPart> wanted = request.multipartUpload() == null
                ? List.of()
                : request.multipartUpload().parts();
        if (wanted.isEmpty()) {
            throw S3Errors.malformedXml();
        }
        Map<Integer, StoredPart> present = new HashMap<>();
        uploads.parts(upload).forEach(part -> present.put(part.number(), part));
        List<StoredPart> parts = new ArrayList<>();
        int previous = 0;
        for (CompletedPart part : wanted) {
            int number = part.partNumber() == null ? 0 : part.partNumber();
            if (number <= previous) {
                throw S3Errors.of(
                        "InvalidPartOrder",
                        400,
                        "The list of parts was not in ascending order. Parts must be ordered by part number.");
            }
            previous = number;
            parts.add(part(upload, part, Optional.ofNullable(present.get(number))));
        }
        boolean tooSmall = parts.stream()
                .limit(parts.size() - 1L)
                .anyMatch(part -> part.blob().length() < MIN_PART);
        if (tooSmall) {
            throw S3Errors.of("EntityTooSmall", 400, "Your proposed upload is smaller than the minimum allowed size");
        }
        return parts;
    }

    private static StoredPart part(Upload upload, CompletedPart wanted, Optional<StoredPart> present) {
        String eTag = wanted.eTag() == null ? "" : wanted.eTag().replace("\"", "");
        StoredPart part = present.filter(p -> p.md5().equals(eTag)).orElseThrow(UploadCompletion::invalidPart);
        Map<String, String> given = Members.checksums(wanted);
        if (upload.isComposite() && given.isEmpty()) {
            throw S3Errors.invalidRequest("The upload was created using a "
                    + upload.algorithm().orElseThrow().toLowerCase(Locale.ROOT)
                    + " checksum. The complete request must include the checksum for each part. It was missing for"
                    + " part " + part.number() + " in the request.");
        }
        boolean differs = part.checksum()
                .filter(known -> given.containsKey(known.algorithm()))
                .filter(known -> !known.base64().equals(given.get(known.algorithm())))
                .isPresent();
        if (differs) {
            throw invalidPart();
        }
        return part;
    }

    private static RuntimeException invalidPart() {
        return S3Errors.of(
                "InvalidPart",
                400,
                "One or more of the specified parts could not be found.  The part may not have been uploaded, or the"
                        + " specified entity tag may not match the part's entity tag.");
    }

    private static void checkSize(CompleteMultipartUploadRequest request, List<Blob> content) {
        long size = content.stream().mapToLong(Blob::length).sum();
        if (request.mpuObjectSize() != null && request.mpuObjectSize() != size) {
            throw S3Errors.invalidRequest("The provided 'x-amz-mp-object-size' header value " + request.mpuObjectSize()
                    + " does not match what was computed: " + size);
        }
    }

    private Checksums.Value checksum(Upload upload, List<StoredPart> parts, List<Blob> content) {
        String algorithm = upload.algorithm().orElse(Checksums.DEFAULT);
        if (!upload.isComposite()) {
            return contents.digest(content, algorithm).checksum();
        }
        return Checksums.composite(
                algorithm,
                parts.stream()
                        .map(part -> part.checksum().orElseThrow().base64())
                        .toList());
    }

    private static void checkChecksum(Upload upload, CompleteMultipartUploadRequest request, Checksums.Value computed) {
        String type = request.checksumTypeAsString();
        if (type != null && upload.algorithm().isPresent() && !type.equals(upload.checksumType())) {
            throw S3Errors.invalidRequest("The upload was created using the " + upload.checksumType()
                    + " checksum mode. The complete request must use the same checksum mode.");
        }
        String claimed = Members.checksums(request).get(computed.algorithm());
        if (claimed != null && !claimed.equals(computed.base64())) {
            throw S3Errors.of(
                    "BadDigest",
                    400,
                    "The " + computed.algorithm().toLowerCase(Locale.ROOT)
                            + " you specified did not match the calculated checksum.");
        }
    }

    /** What was written since the upload began is a conflict for a conditional request. */
    private static void checkConditions(
            CompleteMultipartUploadRequest request, Upload upload, Optional<StoredObject> present) {
        Conditions.checkWrite(present, request.ifMatch(), request.ifNoneMatch());
        boolean conditional = request.ifMatch() != null || request.ifNoneMatch() != null;
        boolean newer = present.filter(object -> object.modified().isAfter(upload.initiated()))
                .isPresent();
        if (conditional && newer) {
            throw S3Errors.of(
                    "ConditionalRequestConflict",
                    409,
                    "The conditional request cannot succeed due to a conflicting operation against this resource.");
        }
    }

    /** The digest of the parts' digests, and how many they were. */
    private static String eTag(List<StoredPart> parts) {
        java.security.MessageDigest md5 = Checksums.md5();
        parts.forEach(part -> md5.update(HexFormat.of().parseHex(part.md5())));
        return "\"" + HexFormat.of().formatHex(md5.digest()) + "-" + parts.size() + "\"";
    }

    private static List<ObjectPart> objectParts(List<StoredPart> parts) {
        List<ObjectPart> objectParts = new ArrayList<>();
        for (StoredPart part : parts) {
            ObjectPart.Builder shown = ObjectPart.builder()
                    .partNumber(part.number())
                    .size(part.blob().length());
            objectParts.add(Members.setChecksum(shown, part.checksum()).build());
        }
        return objectParts;
    }
}
