package io.devopslab.cloud.service.s3;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/**
 * Members of S3's many shapes that mean the same wherever they stand: the headers that describe an object, and its
 * checksums. They are carried over by their names.
 */
final class Members {

    /** What a request to write an object says about it, and a request to read it is answered. */
    private static final Set<String> DESCRIPTION = Set.of(
            "BucketKeyEnabled",
            "CacheControl",
            "ContentDisposition",
            "ContentEncoding",
            "ContentLanguage",
            "ContentType",
            "Expires",
            "ExpiresString",
            "Metadata",
            "ObjectLockLegalHoldStatus",
            "ObjectLockMode",
            "ObjectLockRetainUntilDate",
            "ServerSideEncryption",
            "SSEKMSKeyId",
            "StorageClass",
            "WebsiteRedirectLocation");

    private static final String CHECKSUM = "Checksum";

    private Members() {}

    /** Carries the description of an object over. */
    static <B extends SdkPojo> B describe(SdkPojo from, B builder) {
        return copy(from, builder, DESCRIPTION);
    }

    /** Carries all over that both have. */
    static <B extends SdkPojo> B copyAll(SdkPojo from, B builder) {
        return copy(from, builder, Set.of());
    }

    private static <B extends SdkPojo> B copy(SdkPojo from, B builder, Set<String> only) {
        Map<String, SdkField<?>> targets = new TreeMap<>();
        builder.sdkFields().forEach(field -> targets.put(field.memberName(), field));
        for (SdkField<?> field : from.sdkFields()) {
            SdkField<?> target = targets.get(field.memberName());
            Object value = field.getValueOrDefault(from);
            boolean wanted = only.isEmpty() || only.contains(field.memberName());
            if (wanted && target != null && value != null && !(value instanceof SdkAutoConstructMap)) {
                target.set(builder, value);
            }
        }
        return builder;
    }

    /** The text that a member of that name has. */
    static Optional<String> text(SdkPojo from, String member) {
        return from.sdkFields().stream()
                .filter(field -> field.memberName().equals(member))
                .map(field -> field.getValueOrDefault(from))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .findFirst();
    }

    /** The checksums that a request brings, by algorithm. */
    static Map<String, String> checksums(SdkPojo request) {
        Map<String, String> found = new TreeMap<>();
        for (SdkField<?> field : request.sdkFields()) {
            Optional<String> algorithm = algorithm(field);
            if (algorithm.isPresent() && field.getValueOrDefault(request) instanceof String value) {
                found.put(algorithm.get(), value);
            }
        }
        return found;
    }

    /** Sets the checksum, and its type where the shape has one. */
    static <B extends SdkPojo> B setChecksum(B builder, Optional<Checksums.Value> checksum) {
        checksum.ifPresent(value -> builder.sdkFields().forEach(field -> {
            if (algorithm(field).filter(value.algorithm()::equals).isPresent()) {
                field.set(builder, value.base64());
            } else if (field.memberName().equals("ChecksumType")) {
                field.set(builder, value.type());
            }
        }));
        return builder;
    }

    private static Optional<String> algorithm(SdkField<?> field) {
        String name = field.memberName();
        String algorithm = name.startsWith(CHECKSUM) ? name.substring(CHECKSUM.length()) : "";
        return Checksums.ALGORITHMS.contains(algorithm) ? Optional.of(algorithm) : Optional.empty();
    }
}
