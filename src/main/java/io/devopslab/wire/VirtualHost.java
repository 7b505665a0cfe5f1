package io.devopslab.wire;

import io.devopslab.wire.http.WireRequest;

/** Amazon S3's other way to name a bucket: {@code bucket.localhost} instead of the path's first part. */
final class VirtualHost {

    private static final String SUFFIX = ".localhost";

    private VirtualHost() {}

    /** The same request with the bucket in its path. Names that S3's own endpoints have are no buckets. */
    static WireRequest inPath(WireRequest request) {
        String host = HostGuard.name(request.header("Host").orElse(""));
        if (!host.endsWith(SUFFIX)) {
            return request;
        }
        String bucket =
                host.substring(0, host.length() - SUFFIX.length()).replaceFirst("\\.?s3([.-][a-z0-9.-]*)?$", "");
        return bucket.isEmpty() ? request : request.withPath("/" + bucket + request.path());
    }
}
