package io.devopslab.cloud.stack.state;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/**
 * A stack.
 *
 * @param id its ARN
 * @param definition what it is, or is becoming while an operation runs
 * @param operation the operation in progress, or the last one
 * @param imports the exports of other stacks that it uses
 */
public record StackRow(
        String id,
        String name,
        Instant created,
        Optional<Instant> updated,
        Optional<Instant> deleted,
        StackStatus status,
        Optional<String> reason,
        Definition definition,
        Operation operation,
        List<Output> outputs,
        List<String> imports,
        Settings settings) {

    public StackRow {
        outputs = List.copyOf(outputs);
        imports = List.copyOf(imports);
    }

    /**
     * What is not part of the definition.
     *
     * @param parentId the stack that this one is nested in
     * @param changeSetId the change set that made it what it is
     */
    public record Settings(
            boolean terminationProtection,
            boolean disableRollback,
            boolean retainExceptOnCreate,
            Optional<Integer> timeoutMinutes,
            Optional<String> parentId,
            Optional<String> rootId,
            Optional<String> changeSetId,
            Optional<String> policy) {

        /** The settings while an operation runs that the change set, if any, asks for. */
        public Settings executing(Optional<String> newChangeSetId, boolean newDisableRollback) {
            return new Settings(
                    terminationProtection,
                    newDisableRollback,
                    retainExceptOnCreate,
                    timeoutMinutes,
                    parentId,
                    rootId,
                    newChangeSetId.or(() -> changeSetId),
                    policy);
        }

        public Settings protect(boolean newTerminationProtection) {
            return new Settings(
                    newTerminationProtection,
                    disableRollback,
                    retainExceptOnCreate,
                    timeoutMinutes,
                    parentId,
                    rootId,
                    changeSetId,
                    policy);
        }

        public Settings withPolicy(String newPolicy) {
            return new Settings(
                    terminationProtection,
                    disableRollback,
                    retainExceptOnCreate,
                    timeoutMinutes,
                    parentId,
                    rootId,
                    changeSetId,
                    Optional.of(newPolicy));
        }

        public Settings retainExceptOnCreate(boolean newRetainExceptOnCreate) {
            return new Settings(
                    terminationProtection,
                    disableRollback,
                    newRetainExceptOnCreate,
                    timeoutMinutes,
                    parentId,
                    rootId,
                    changeSetId,
                    policy);
        }
    }

    /** Whether an operation is in progress. */
    public boolean busy() {
        return status.toString().endsWith("_IN_PROGRESS") && status != StackStatus.REVIEW_IN_PROGRESS;
    }

    /** Whether the stack is gone, and only still listed. */
    public boolean gone() {
        return status == StackStatus.DELETE_COMPLETE;
    }

    public StackRow withStatus(StackStatus newStatus, Optional<String> newReason) {
        return new StackRow(
                id,
                name,
                created,
                updated,
                deleted,
                newStatus,
                newReason,
                definition,
                operation,
                outputs,
                imports,
                settings);
    }

    public StackRow withDefinition(Definition newDefinition) {
        return new StackRow(
                id,
                name,
                created,
                updated,
                deleted,
                status,
                reason,
                newDefinition,
                operation,
                outputs,
                imports,
                settings);
    }

    public StackRow withOperation(Operation newOperation) {
        return new StackRow(
                id,
                name,
                created,
                updated,
                deleted,
                status,
                reason,
                definition,
                newOperation,
                outputs,
                imports,
                settings);
    }

    public StackRow withOutputs(List<Output> newOutputs, List<String> newImports) {
        return new StackRow(
                id,
                name,
                created,
                updated,
                deleted,
                status,
                reason,
                definition,
                operation,
                newOutputs,
                newImports,
                settings);
    }

    public StackRow withSettings(UnaryOperator<Settings> change) {
        return new StackRow(
                id,
                name,
                created,
                updated,
                deleted,
                status,
                reason,
                definition,
                operation,
                outputs,
                imports,
                change.apply(settings));
    }

    public StackRow withTimes(Optional<Instant> newUpdated, Optional<Instant> newDeleted) {
        return new StackRow(
                id,
                name,
                created,
                newUpdated,
                newDeleted,
                status,
                reason,
                definition,
                operation,
                outputs,
                imports,
                settings);
    }
}
