package io.devopslab.cloud.service.logs;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A log group as it is kept.
 *
 * @param retentionDays how long events are kept; empty means for ever
 * @param deletionProtected whether the group refuses to be deleted
 */
record LogGroup(
        String name,
        Instant created,
        Optional<Integer> retentionDays,
        Optional<String> kmsKeyId,
        String logGroupClass,
        boolean deletionProtected,
        Map<String, String> tags) {

    LogGroup {
        tags = Map.copyOf(tags);
    }

    LogGroup withRetention(Optional<Integer> days) {
        return new LogGroup(name, created, days, kmsKeyId, logGroupClass, deletionProtected, tags);
    }

    LogGroup withKey(Optional<String> key) {
        return new LogGroup(name, created, retentionDays, key, logGroupClass, deletionProtected, tags);
    }

    LogGroup withTags(Map<String, String> changed) {
        return new LogGroup(name, created, retentionDays, kmsKeyId, logGroupClass, deletionProtected, changed);
    }

    LogGroup withDeletionProtection(boolean on) {
        return new LogGroup(name, created, retentionDays, kmsKeyId, logGroupClass, on, tags);
    }
}
