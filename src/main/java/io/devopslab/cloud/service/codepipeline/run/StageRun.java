package io.devopslab.cloud.service.codepipeline.run;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codepipeline.model.RetryTrigger;
import software.amazon.awssdk.services.codepipeline.model.StageExecutionStatus;

/**
 * An execution's way through one stage.
 *
 * @param attempt 1, and one more for each retry
 * @param automaticRetries how many of the retries the stage's failure condition asked for
 * @param actions the key of the run that counts, by the action's name; a retry takes out what is to run again
 * @param gates the conditions that were checked or are being checked; a retry checks them anew
 */
public record StageRun(
        String name,
        StageExecutionStatus status,
        int attempt,
        int automaticRetries,
        Optional<RetryTrigger> lastRetry,
        Map<String, String> actions,
        @Nullable Map<GateKind, Gate> gates) {

    /** A run that an older process kept has no gates. */
    public StageRun {
        actions = Map.copyOf(actions);
        gates = gates == null ? Map.of() : Map.copyOf(gates);
    }

    @Override
    public Map<GateKind, Gate> gates() {
        return gates == null ? Map.of() : gates;
    }

    static StageRun enter(String name) {
        return new StageRun(name, StageExecutionStatus.IN_PROGRESS, 1, 0, Optional.empty(), Map.of(), Map.of());
    }

    StageRun with(StageExecutionStatus newStatus) {
        return new StageRun(name, newStatus, attempt, automaticRetries, lastRetry, actions, gates);
    }

    StageRun withAction(String action, String key) {
        Map<String, String> more = new HashMap<>(actions);
        more.put(action, key);
        return new StageRun(name, status, attempt, automaticRetries, lastRetry, more, gates);
    }

    StageRun with(GateKind kind, Gate gate) {
        Map<GateKind, Gate> more = new HashMap<>(gates());
        more.put(kind, gate);
        return new StageRun(name, status, attempt, automaticRetries, lastRetry, actions, more);
    }

    Gate requireGate(GateKind kind) {
        return Optional.ofNullable(gates().get(kind))
                .orElseThrow(() -> new IllegalStateException("The stage " + name + " has checked no " + kind + "."));
    }

    /** Where it is checking conditions now. */
    Optional<GateKind> openGate() {
        return gates().entrySet().stream()
                .filter(entry -> entry.getValue().isOpen())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The stage begins again with the actions that are kept. */
    StageRun retried(RetryTrigger trigger, Map<String, String> kept) {
        int automatic = automaticRetries + (trigger == RetryTrigger.AUTOMATED_STAGE_RETRY ? 1 : 0);
        return new StageRun(
                name, StageExecutionStatus.IN_PROGRESS, attempt + 1, automatic, Optional.of(trigger), kept, Map.of());
    }

    /** How many of the retries a user asked for. */
    public int manualRetries() {
        return attempt - 1 - automaticRetries;
    }
}
