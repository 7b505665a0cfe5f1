package io.devopslab.cloud.service.cloudformation;

import io.devopslab.cloud.stack.state.Definition;
import io.devopslab.cloud.stack.state.Operation.OnFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.Change;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.ExecutionStatus;

/**
 * A change set.
 *
 * @param id its ARN
 * @param stackRead the operation that had made the stack what it was when the changes were worked out
 * @param operation the operation that executes it
 */
record ChangeSetRow(
        String id,
        String name,
        String stackId,
        ChangeSetType type,
        ChangeSetStatus status,
        ExecutionStatus executionStatus,
        Optional<String> reason,
        Instant created,
        Optional<String> description,
        Optional<String> token,
        Definition definition,
        List<Change> changes,
        Optional<OnFailure> onFailure,
        boolean nested,
        String stackRead,
        Optional<String> operation) {

    ChangeSetRow {
        changes = List.copyOf(changes);
    }

    ChangeSetRow executed(ExecutionStatus newStatus, Optional<String> newOperation) {
        return new ChangeSetRow(
                id,
                name,
                stackId,
                type,
                status,
                newStatus,
                reason,
                created,
                description,
                token,
                definition,
                changes,
                onFailure,
                nested,
                stackRead,
                newOperation);
    }
}
