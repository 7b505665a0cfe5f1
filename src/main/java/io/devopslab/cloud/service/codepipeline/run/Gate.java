package io.devopslab.cloud.service.codepipeline.run;

import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.codepipeline.model.ConditionExecutionStatus;

/**
 * The conditions that a stage checks at one of its ends.
 *
 * @param rules for each condition, in the order of the declaration, the keys of the runs of its rules
 */
public record Gate(ConditionExecutionStatus status, List<List<String>> rules, Instant changed) {

    public Gate {
        rules = rules.stream().map(List::copyOf).toList();
    }

    boolean isOpen() {
        return status == ConditionExecutionStatus.IN_PROGRESS;
    }

    Gate with(ConditionExecutionStatus newStatus, Instant now) {
        return new Gate(newStatus, rules, now);
    }
}
