package io.devopslab.cloud.service.eventbridge;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An archive as it is kept.
 *
 * @param bus the name of the bus whose events it keeps
 * @param retentionDays how long it keeps them; 0 for ever
 */
record StoredArchive(
        String name,
        String bus,
        Optional<String> description,
        Optional<String> pattern,
        int retentionDays,
        Optional<String> key,
        Instant created) {

    /** Events before this moment are kept no longer; empty when all are kept. */
    Optional<Instant> oldest(Instant now) {
        return retentionDays == 0 ? Optional.empty() : Optional.of(now.minus(Duration.ofDays(retentionDays)));
    }
}
