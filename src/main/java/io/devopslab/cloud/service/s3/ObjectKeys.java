package io.devopslab.cloud.service.s3;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Amazon S3 User Guide, "Naming Amazon S3 objects": up to 1,024 bytes in UTF-8, of any characters. */
final class ObjectKeys {

    private ObjectKeys() {}

    static String check(@Nullable String key) {
        if (key == null || key.isEmpty()) {
            throw S3Errors.invalidRequest("Missing required field: Key");
        }
        int length = key.getBytes(StandardCharsets.UTF_8).length;
        if (length > 1024) {
            throw S3Errors.of("KeyTooLongError", 400, "Your key is too long");
        }
        return key;
    }
}
