package io.devopslab.wire;

import io.devopslab.wire.auth.AccessKeyLookup;
import io.devopslab.wire.auth.AuthMode;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What a server serves, and to whom.
 *
 * @param account whose requests without a signature are, with {@link AuthMode#NONE}
 * @param region where requests without a signature go, with {@link AuthMode#NONE}
 * @param mounts handlers that are asked before the services
 * @param elsewhere who is asked for services that are not here; empty where nobody is
 * @param wallClock what signatures are dated by: the clock of the callers, not that of the cloud
 */
public record WireConfig(
        ServiceDirectory services,
        AccessKeyLookup keys,
        AuthMode auth,
        String account,
        String region,
        List<Mount> mounts,
        Optional<Elsewhere> elsewhere,
        InstantSource wallClock,
        Limits limits) {

    /**
     * Bounds on what a caller may send.
     *
     * @param documentBytes the largest body that describes something
     * @param contentBytes the largest body that is content, as an object of S3
     * @param temporary where content that is too large to be held goes while it is received
     */
    public record Limits(int documentBytes, long contentBytes, Path temporary) {

        /** 16 MiB for a document, 5 GiB for content, which is S3's own limit of one PutObject. */
        public static Limits standard() {
            return new Limits(16 << 20, 5L << 30, Path.of(System.getProperty("java.io.tmpdir")));
        }
    }
}
