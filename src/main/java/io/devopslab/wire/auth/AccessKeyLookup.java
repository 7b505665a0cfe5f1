package io.devopslab.wire.auth;

import java.time.Instant;
import java.util.Optional;

/** Finds the secret of an access key. Asked once for each request. */
@FunctionalInterface
public interface AccessKeyLookup {

    /**
     * What belongs to an access key.
     *
     * @param account the account that requests signed with it act in
     * @param sessionToken the token that must come with a temporary key
     * @param expires when a temporary key ends, on the wall clock
     * @param active false while the key is switched off
     */
    record Key(
            String id,
            String secret,
            String account,
            Optional<String> sessionToken,
            Optional<Instant> expires,
            boolean active) {}

    Optional<Key> find(String accessKeyId);
}
