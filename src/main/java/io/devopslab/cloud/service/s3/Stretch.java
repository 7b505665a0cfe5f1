package io.devopslab.cloud.service.s3;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an object that a request asks for.
 *
 * @param contentRange the header of a partial answer; empty when the whole object is meant
 */
record Stretch(long offset, long length, Optional<String> contentRange) {

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /**
     * Reads a {@code Range} header. One that cannot be understood counts as absent, as S3 and RFC 9110 have it.
     */
    static Stretch of(StoredObject object, @Nullable String range, @Nullable Integer partNumber) {
        if (range != null && partNumber != null) {
            throw S3Errors.invalidRequest("Cannot specify both Range header and partNumber query parameter");
        }
        if (partNumber != null) {
            return ofPart(object, partNumber);
        }
        Matcher matcher = RANGE.matcher(range == null ? "" : range.strip());
        if (!matcher.matches()
                || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
            return new Stretch(0, object.size(), Optional.empty());
        }
        return between(object.size(), matcher.group(1), matcher.group(2));
    }

    private static Stretch between(long size, String first, String last) {
        if (first.isEmpty()) {
            long suffix = Math.min(Long.parseLong(last), size);
            if (suffix == 0) {
                throw unsatisfiable();
            }
            return partial(size - suffix, suffix, size);
        }
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? size - 1 : Math.min(Long.parseLong(last), size - 1);
        if (!last.isEmpty() && Long.parseLong(last) < from) {
            return new Stretch(0, size, Optional.empty());
        }
        if (from >= size) {
            throw unsatisfiable();
        }
        return partial(from, to - from + 1, size);
    }

    private static Stretch ofPart(StoredObject object, int number) {
        int count = Math.max(1, object.parts().size());
        if (number < 1 || number > 10_000) {
            throw S3Errors.invalidArgument("Part number must be an integer between 1 and 10000, inclusive");
        }
        if (number > count) {
            throw S3Errors.of("InvalidPartNumber", 416, "The requested partnumber is not satisfiable");
        }
        long offset = 0;
        long length = object.size();
        if (!object.parts().isEmpty()) {
            offset = object.content().stream()
                    .limit(number - 1L)
                    .mapToLong(blob -> blob.length())
                    .sum();
            length = object.content().get(number - 1).length();
        }
        return length == 0 ? new Stretch(0, 0, Optional.empty()) : partial(offset, length, object.size());
    }

    private static Stretch partial(long offset, long length, long size) {
        return new Stretch(offset, length, Optional.of("bytes " + offset + "-" + (offset + length - 1) + "/" + size));
    }

    private static RuntimeException unsatisfiable() {
        return S3Errors.of("InvalidRange", 416, "The requested range is not satisfiable");
    }
}
