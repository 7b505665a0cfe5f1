package io.devopslab.cloud.service.codepipeline.run;

import io.devopslab.cloud.service.codepipeline.definition.RuleTypes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionStatus;

/**
 * One run of an action.
 *
 * @param key in its table: behind the key of the execution, in the order of the starts
 * @param configuration the declared one with all variables replaced
 * @param begun whether the provider's {@code start} returned
 * @param memory what the provider gave to be kept
 */
public record ActionRun(
        String key,
        String executionKey,
        String id,
        int version,
        String stage,
        ActionDeclaration declaration,
        Map<String, String> configuration,
        List<ArtifactLocation> inputs,
        List<ArtifactLocation> outputs,
        boolean begun,
        Optional<String> memory,
        Outcome outcome,
        Instant started,
        Instant updated) {

    /**
     * What became of it so far.
     *
     * @param error present when it failed
     * @param updatedBy who approved or rejected
     */
    public record Outcome(
            ActionExecutionStatus status,
            External external,
            Map<String, String> variables,
            Optional<Failure> error,
            Optional<String> updatedBy) {

        static final Outcome IN_PROGRESS = new Outcome(
                ActionExecutionStatus.IN_PROGRESS, External.NONE, Map.of(), Optional.empty(), Optional.empty());

        Outcome with(ActionExecutionStatus newStatus, External newExternal) {
            return new Outcome(newStatus, newExternal.over(external), variables, error, updatedBy);
        }

        Outcome withVariables(Map<String, String> newVariables) {
            return new Outcome(status, external, newVariables, error, updatedBy);
        }

        Outcome withError(Failure failure) {
            return new Outcome(status, external, variables, Optional.of(failure), updatedBy);
        }

        public Outcome withUpdatedBy(String who) {
            return new Outcome(status, external, variables, error, Optional.of(who));
        }
    }

    /** Why it failed. */
    public record Failure(String code, String message) {}

    public String action() {
        return declaration.name();
    }

    public Optional<String> namespace() {
        return Optional.ofNullable(declaration.namespace());
    }

    /** Whether it is no action, but a rule of a condition. */
    public boolean isRule() {
        return RuleTypes.CATEGORY.equals(declaration.actionTypeId().categoryAsString());
    }

    public boolean isInProgress() {
        return outcome.status() == ActionExecutionStatus.IN_PROGRESS;
    }

    public boolean isSucceeded() {
        return outcome.status() == ActionExecutionStatus.SUCCEEDED;
    }

    ActionRun with(Outcome newOutcome, Instant now) {
        return new ActionRun(
                key,
                executionKey,
                id,
                version,
                stage,
                declaration,
                configuration,
                inputs,
                outputs,
                begun,
                memory,
                newOutcome,
                started,
                now);
    }

    ActionRun remembering(Optional<String> newMemory, External external, Instant now) {
        Outcome told = new Outcome(
                outcome.status(),
                external.over(outcome.external()),
                outcome.variables(),
                outcome.error(),
                outcome.updatedBy());
        return new ActionRun(
                key,
                executionKey,
                id,
                version,
                stage,
                declaration,
                configuration,
                inputs,
                outputs,
                true,
                newMemory,
                told,
                started,
                told.equals(outcome) ? updated : now);
    }
}
