package io.devopslab.cloud.service.s3;

import io.devopslab.cloud.kernel.Ids;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * Identifiers of versions. They carry a check sum, so that one that S3 never gave is told apart from one whose version
 * is gone, as on AWS.
 */
final class Versions {

    private static final int LENGTH = 32;
    private static final int CHECK = 8;

    private Versions() {}

    static String next(Ids ids) {
        String random = ids.alphanumeric(LENGTH - CHECK);
        return random + check(random);
    }

    /** Lets pass what S3 may once have given. */
    static void require(String version) {
        if (!isPossible(version)) {
            throw S3Errors.invalidArgument("Invalid version id specified");
        }
    }

    static boolean isPossible(String version) {
        return version.equals(StoredObject.NULL_VERSION)
                || (version.length() == LENGTH && version.endsWith(check(version.substring(0, LENGTH - CHECK))));
    }

    private static String check(String random) {
        CRC32 crc = new CRC32();
        random.chars().forEach(crc::update);
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }
}
