package io.devopslab.cloud.service.codedeploy.setup;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codedeploy.model.BundleType;
import software.amazon.awssdk.services.codedeploy.model.RevisionLocation;
import software.amazon.awssdk.services.codedeploy.model.RevisionLocationType;
import software.amazon.awssdk.services.codedeploy.model.S3Location;

/** What tells one revision from another: an object of S3, or the hash of an AppSpec file's text. */
public final class RevisionKeys {

    private RevisionKeys() {}

    /** A location that makes sense, with the hash of its text where it has one. */
    public static RevisionLocation checked(RevisionLocation location) {
        RevisionLocationType type =
                location.revisionType() == null ? RevisionLocationType.UNKNOWN_TO_SDK_VERSION : location.revisionType();
        return switch (type) {
            case S3 -> s3(location);
            case STRING -> {
                String content = require(
                        location.string() == null ? null : location.string().content());
                String given = location.string().sha256();
                yield RevisionLocation.builder()
                        .revisionType(type)
                        .string(s -> s.content(content).sha256(sha256(content, given)))
                        .build();
            }
            case APP_SPEC_CONTENT -> {
                String content = require(
                        location.appSpecContent() == null
                                ? null
                                : location.appSpecContent().content());
                String given = location.appSpecContent().sha256();
                yield RevisionLocation.builder()
                        .revisionType(type)
                        .appSpecContent(s -> s.content(content).sha256(sha256(content, given)))
                        .build();
            }
            case GIT_HUB -> throw new UnsupportedOperationException("The embedded CodeDeploy cannot reach GitHub.");
            default -> throw CodeDeployErrors.invalidRevision("The revision type was specified in an invalid format");
        };
    }

    private static RevisionLocation s3(RevisionLocation location) {
        S3Location s3 = location.s3Location();
        boolean isWhole = s3 != null
                && s3.bucket() != null
                && s3.key() != null
                && s3.bundleType() != null
                && s3.bundleType() != BundleType.UNKNOWN_TO_SDK_VERSION;
        if (!isWhole) {
            throw CodeDeployErrors.invalidRevision(
                    "The revision was specified in an invalid format: S3 needs bucket, key and bundleType");
        }
        return RevisionLocation.builder()
                .revisionType(RevisionLocationType.S3)
                .s3Location(s3)
                .build();
    }

    private static String require(@Nullable String content) {
        if (content == null || content.isBlank()) {
            throw CodeDeployErrors.invalidRevision("The AppSpec content of the revision is missing");
        }
        return content;
    }

    private static String sha256(String content, @Nullable String given) {
        String actual = hash(content);
        if (given != null && !given.equalsIgnoreCase(actual)) {
            throw CodeDeployErrors.invalidRevision("The sha256 of the revision is not that of its content");
        }
        return actual;
    }

    /** The key of a location; of one that names a text by its hash alone too. */
    static Optional<String> of(RevisionLocation location) {
        if (location.s3Location() != null) {
            S3Location s3 = location.s3Location();
            return Optional.of(hash(
                    String.join("\n", "s3", s3.bucket(), s3.key(), s3.bundleTypeAsString(), s3.version(), s3.eTag())));
        }
        if (location.appSpecContent() != null) {
            return text(
                    location.appSpecContent().content(),
                    location.appSpecContent().sha256());
        }
        if (location.string() != null) {
            return text(location.string().content(), location.string().sha256());
        }
        return Optional.empty();
    }

    private static Optional<String> text(@Nullable String content, @Nullable String sha256) {
        return Optional.ofNullable(sha256).or(() -> Optional.ofNullable(content).map(RevisionKeys::hash));
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    /** The location as deployments show it: the hash of a text, and not the text (API Reference, "GetDeployment"). */
    public static RevisionLocation withoutText(RevisionLocation location) {
        return location.appSpecContent() == null
                ? location
                : location.toBuilder()
                        .appSpecContent(location.appSpecContent().toBuilder()
                                .content(null)
                                .build())
                        .build();
    }
}
