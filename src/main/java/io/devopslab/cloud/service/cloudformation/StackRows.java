package io.devopslab.cloud.service.cloudformation;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.stack.engine.EngineContext;
import io.devopslab.cloud.stack.state.Definition;
import io.devopslab.cloud.stack.state.Operation;
import io.devopslab.cloud.stack.state.Operation.OnFailure;
import io.devopslab.cloud.stack.state.StackRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** Makes the rows of new stacks. */
final class StackRows {

    private static final Definition NOTHING = new Definition(
            "", List.of(), List.of(), List.of(), Optional.empty(), List.of(), Optional.empty(), List.of());

    private final EngineContext context;

    StackRows(EngineContext context) {
        this.context = context;
    }

    String newId(String name) {
        return Arns.of(
                "cloudformation",
                context.service().scope(),
                "stack/" + name + "/" + context.service().ids().uuid());
    }

    /** An operation that begins now. */
    Operation operation(Optional<String> token, OnFailure onFailure, Optional<Integer> timeoutMinutes) {
        Instant now = context.time().instant();
        return new Operation(
                context.service().ids().uuid(),
                token,
                Optional.empty(),
                onFailure,
                List.of(),
                timeoutMinutes.map(minutes -> now.plus(Duration.ofMinutes(minutes))),
                false,
                Optional.empty());
    }

    /** A stack whose creation begins. */
    StackRow creating(
            CreateStackRequest request,
            String id,
            Definition definition,
            OnFailure onFailure,
            Optional<StackRow> parent,
            Optional<String> policy) {
        Optional<Integer> timeout = Optional.ofNullable(request.timeoutInMinutes());
        StackRow.Settings settings = new StackRow.Settings(
                Boolean.TRUE.equals(request.enableTerminationProtection()),
                Boolean.TRUE.equals(request.disableRollback()),
                Boolean.TRUE.equals(request.retainExceptOnCreate()),
                timeout,
                parent.map(StackRow::id),
                parent.map(stack -> stack.settings().rootId().orElse(stack.id())),
                Optional.empty(),
                policy);
        return row(
                request.stackName(),
                id,
                StackStatus.CREATE_IN_PROGRESS,
                definition,
                operation(Optional.ofNullable(request.clientRequestToken()), onFailure, timeout),
                settings);
    }

    /** A stack that so far is only the place of a change set. */
    StackRow underReview(String name) {
        StackRow.Settings settings = new StackRow.Settings(
                false,
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return row(
                name,
                newId(name),
                StackStatus.REVIEW_IN_PROGRESS,
                NOTHING,
                operation(Optional.empty(), OnFailure.ROLLBACK, Optional.empty()),
                settings);
    }

    private StackRow row(
            String name,
            String id,
            StackStatus status,
            Definition definition,
            Operation operation,
            StackRow.Settings settings) {
        return new StackRow(
                id,
                name,
                context.time().instant(),
                Optional.empty(),
                Optional.empty(),
                status,
                Optional.of("User Initiated"),
                definition,
                operation,
                List.of(),
                List.of(),
                settings);
    }
}
