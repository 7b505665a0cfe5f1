package io.devopslab.cloud.service.s3;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Amazon S3 User Guide, "General purpose bucket naming rules". */
final class BucketNames {

    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9.-]{1,61})[a-z0-9]");
    private static final Pattern ADDRESS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");
    private static final List<String> PREFIXES = List.of("xn--", "sthree-");
    private static final List<String> SUFFIXES = List.of("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3");

    private BucketNames() {}

    /** The name of a bucket that is to be created. */
    static String check(@Nullable String name) {
        if (name == null || !isValid(name)) {
            throw S3Errors.of("InvalidBucketName", 400, "The specified bucket is not valid.");
        }
        return name;
    }

    private static boolean isValid(String name) {
        return NAME.matcher(name).matches()
                && !name.contains("..")
                && !ADDRESS.matcher(name).matches()
                && PREFIXES.stream().noneMatch(name::startsWith)
                && SUFFIXES.stream().noneMatch(name::endsWith);
    }
}
