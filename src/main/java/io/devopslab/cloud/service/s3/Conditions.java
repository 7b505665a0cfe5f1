package io.devopslab.cloud.service.s3;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Conditional requests (Amazon S3 User Guide, "Add preconditions to S3 operations"). */
final class Conditions {

    private Conditions() {}

    /**
     * The conditions of a read, or of a copy's source.
     *
     * @param now a time after it is no condition
     * @param failsAs304 whether "not modified" is its own answer, as it is for reads
     */
    record OfRead(
            @Nullable String ifMatch,
            @Nullable String ifNoneMatch,
            @Nullable Instant ifModifiedSince,
            @Nullable Instant ifUnmodifiedSince,
            Instant now,
            boolean failsAs304) {

        void check(StoredObject object) {
            // HTTP's times have no fractions of a second.
            Instant modified = object.modified().truncatedTo(ChronoUnit.SECONDS);
            boolean changed = ifMatch != null
                    ? !matches(ifMatch, object)
                    : ifUnmodifiedSince != null && modified.isAfter(ifUnmodifiedSince);
            if (changed) {
                throw S3Errors.preconditionFailed();
            }
            boolean same = ifNoneMatch != null
                    ? matches(ifNoneMatch, object)
                    : ifModifiedSince != null && !ifModifiedSince.isAfter(now) && !modified.isAfter(ifModifiedSince);
            if (same) {
                throw failsAs304 ? S3Errors.notModified() : S3Errors.preconditionFailed();
            }
        }
    }

    /** The conditions of a write, on the version that it would come after. */
    static void checkWrite(Optional<StoredObject> present, @Nullable String ifMatch, @Nullable String ifNoneMatch) {
        Optional<StoredObject> standing = present.filter(object -> !object.deleteMarker());
        if (ifNoneMatch != null) {
            if (!ifNoneMatch.equals("*")) {
                throw S3Errors.notImplemented();
            }
            if (standing.isPresent()) {
                throw S3Errors.preconditionFailed();
            }
        }
        if ("*".equals(ifMatch)) {
            throw S3Errors.notImplemented();
        }
        if (ifMatch != null && !matches(ifMatch, standing.orElseThrow(S3Errors::noSuchKey))) {
            throw S3Errors.preconditionFailed();
        }
    }

    private static boolean matches(String eTags, StoredObject object) {
        String eTag = plain(object.eTag());
        return Arrays.stream(eTags.split(","))
                .map(String::strip)
                .anyMatch(wanted -> wanted.equals("*") || plain(wanted).equals(eTag));
    }

    private static String plain(String eTag) {
        return eTag.replace("\"", "");
    }
}
