package io.devopslab.cloud.service.s3;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a copy is made of. The SDK for Java has three members for it; on the wire it is one header, percent-encoded:
 * {@code bucket/key?versionId=…}.
 */
record CopySource(String bucket, String key, Optional<String> version) {

    static CopySource of(
            @Nullable String header, @Nullable String bucket, @Nullable String key, @Nullable String version) {
        if (bucket != null && key != null) {
            return new CopySource(bucket, key, Optional.ofNullable(version));
        }
        if (header == null) {
            throw invalid();
        }
        return parse(header.startsWith("/") ? header.substring(1) : header);
    }

    private static CopySource parse(String header) {
        int question = header.lastIndexOf("?versionId=");
        Optional<String> version =
                question < 0 ? Optional.empty() : Optional.of(header.substring(question + "?versionId=".length()));
        String path;
        try {
            path = URLDecoder.decode(
                    (question < 0 ? header : header.substring(0, question)).replace("+", "%2B"),
                    StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
        int slash = path.indexOf('/');
        if (slash < 1 || slash == path.length() - 1) {
            throw invalid();
        }
        return new CopySource(path.substring(0, slash), path.substring(slash + 1), version);
    }

    private static RuntimeException invalid() {
        return S3Errors.invalidArgument("Invalid copy source object key");
    }
}
