package io.devopslab.wire.auth;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.spec.SecretKeySpec;

/** Derives signing keys, and keeps those of the day. Thread-safe. */
final class SigningKeys {

    private static final int MOST = 1_000;

    private final Map<Origin, SecretKeySpec> keys = new ConcurrentHashMap<>();

    private record Origin(String secret, String day, String region, String service) {}

    SecretKeySpec of(String secret, Signature.Credential scope) {
        if (keys.size() > MOST) {
            keys.clear();
        }
        return keys.computeIfAbsent(
                new Origin(secret, scope.day(), scope.region(), scope.service()), SigningKeys::derive);
    }

    private static SecretKeySpec derive(Origin origin) {
        byte[] day = Digests.hmac(("AWS4" + origin.secret()).getBytes(StandardCharsets.UTF_8), origin.day());
        byte[] region = Digests.hmac(day, origin.region());
        byte[] service = Digests.hmac(region, origin.service());
        return new SecretKeySpec(Digests.hmac(service, "aws4_request"), "HmacSHA256");
    }
}
