package io.devopslab.wire.auth;

import io.devopslab.wire.http.Problem;
import io.devopslab.wire.http.WireException;
import javax.crypto.spec.SecretKeySpec;

/**
 * Verifies the signatures of a streamed body's chunks, each of which signs the one before: "Signature calculations
 * for the Authorization header: transferring payload in multiple chunks" in the Amazon S3 API reference.
 */
final class ChunkSignatures {

    private final SecretKeySpec key;
    private final String context;
    private String previous;

    ChunkSignatures(SecretKeySpec key, Signature seed) {
        this.key = key;
        this.context = seed.date() + "\n" + seed.credential().scope() + "\n";
        this.previous = seed.value();
    }

    void chunk(String signature, String hash) {
        verify(
                signature,
                "AWS4-HMAC-SHA256-PAYLOAD\n" + context + previous + "\n" + Digests.EMPTY_SHA256 + "\n" + hash);
    }

    /** The trailer's canonical form is a line {@code name:value} for each. */
    void trailer(String signature, String canonical) {
        verify(signature, "AWS4-HMAC-SHA256-TRAILER\n" + context + previous + "\n" + Digests.sha256(canonical));
    }

    private void verify(String signature, String toSign) {
        String expected = Digests.hex(Digests.hmac(key, toSign));
        if (!Digests.same(expected, signature)) {
            throw new WireException(Problem.BAD_SIGNATURE, RequestVerifier.MISMATCH);
        }
        previous = expected;
    }
}
