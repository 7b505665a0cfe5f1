package io.devopslab.wire.http;

import java.util.Locale;

/** Amazon S3's other way to name a bucket: {@code bucket.localhost} instead of the path's first part. */
public final class VirtualHost {

    private static final String SUFFIX = ".localhost";

    private VirtualHost() {}

    /** The same request with the bucket in its path. Names that S3's own endpoints have are no buckets. */
    public static WireRequest inPath(WireRequest request) {
        String host = name(request.header("Host").orElse(""));
        if (!host.endsWith(SUFFIX)) {
            return request;
        }
        String bucket =
                host.substring(0, host.length() - SUFFIX.length()).replaceFirst("\\.?s3([.-][a-z0-9.-]*)?$", "");
        return bucket.isEmpty() ? request : request.withPath("/" + bucket + request.path());
    }

    /** The name in a {@code Host} header, without the port, in lower case. */
    public static String name(String host) {
        int end = host.startsWith("[") ? host.indexOf(']') + 1 : host.indexOf(':');
        String name = end > 0 ? host.substring(0, end) : host;
        return name.toLowerCase(Locale.ROOT);
    }
}
