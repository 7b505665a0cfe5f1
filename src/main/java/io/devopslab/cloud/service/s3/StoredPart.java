package io.devopslab.cloud.service.s3;

import io.devopslab.cloud.kernel.Blobs.Blob;
import java.time.Instant;
import java.util.Optional;

/** A part of an upload in progress. */
record StoredPart(int number, Blob blob, String md5, Optional<Checksums.Value> checksum, Instant modified) {

    String eTag() {
        return "\"" + md5 + "\"";
    }
}
