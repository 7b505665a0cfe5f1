package io.devopslab.cloud.service.codepipeline.run;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.codepipeline.model.RetryTrigger;
import software.amazon.awssdk.services.codepipeline.model.StageExecutionStatus;

/**
 * An execution's way through one stage.
 *
 * @param attempt 1, and one more for each retry
 * @param automaticRetries how many of the retries the stage's failure condition asked for
 * @param actions the key of the run that counts, by the action's name; a retry takes out what is to run again
 */
public record StageRun(
        String name,
        StageExecutionStatus status,
        int attempt,
        int automaticRetries,
        Optional<RetryTrigger> lastRetry,
        Map<String, String> actions) {

    public StageRun {
        actions = Map.copyOf(actions);
    }

    static StageRun enter(String name) {
        return new StageRun(name, StageExecutionStatus.IN_PROGRESS, 1, 0, Optional.empty(), Map.of());
    }

    StageRun with(StageExecutionStatus newStatus) {
        return new StageRun(name, newStatus, attempt, automaticRetries, lastRetry, actions);
    }

    StageRun withAction(String action, String key) {
        Map<String, String> more = new HashMap<>(actions);
        more.put(action, key);
        return new StageRun(name, status, attempt, automaticRetries, lastRetry, more);
    }

    /** The stage begins again with the actions that are kept. */
    StageRun retried(RetryTrigger trigger, Map<String, String> kept) {
        int automatic = automaticRetries + (trigger == RetryTrigger.AUTOMATED_STAGE_RETRY ? 1 : 0);
        return new StageRun(name, StageExecutionStatus.IN_PROGRESS, attempt + 1, automatic, Optional.of(trigger), kept);
    }

    /** How many of the retries a user asked for. */
    public int manualRetries() {
        return attempt - 1 - automaticRetries;
    }
}
