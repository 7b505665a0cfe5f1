package io.devopslab.cloud.service.codestarnotifications;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A notification rule.
 *
 * @param id forty hexadecimal digits, with which its ARN ends
 * @param resource the ARN of the pipeline, project or repository
 * @param detail {@code BASIC} for the event alone, {@code FULL} for what the service adds to it
 * @param status {@code ENABLED} or {@code DISABLED}
 * @param token of the request that made it
 */
record RuleRow(
        String id,
        String name,
        String resource,
        List<String> eventTypes,
        List<TargetRow> targets,
        String detail,
        String status,
        String createdBy,
        Instant created,
        Instant modified,
        Map<String, String> tags,
        Optional<String> token) {

    /**
     * A target of a rule.
     *
     * @param type always {@code SNS}
     * @param reached whether the last notification came there
     */
    record TargetRow(String type, String address, boolean reached) {}

    RuleRow {
        eventTypes = List.copyOf(eventTypes);
        targets = List.copyOf(targets);
        tags = Map.copyOf(tags);
    }

    boolean isEnabled() {
        return status.equals("ENABLED");
    }

    RuleRow with(List<TargetRow> newTargets, Instant now) {
        return new RuleRow(
                id, name, resource, eventTypes, newTargets, detail, status, createdBy, created, now, tags, token);
    }

    RuleRow with(Map<String, String> newTags) {
        return new RuleRow(
                id, name, resource, eventTypes, targets, detail, status, createdBy, created, modified, newTags, token);
    }
}
