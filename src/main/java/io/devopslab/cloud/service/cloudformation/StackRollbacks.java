package io.devopslab.cloud.service.cloudformation;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.stack.engine.EngineContext;
import io.devopslab.cloud.stack.engine.LastStable;
import io.devopslab.cloud.stack.engine.StackEngine;
import io.devopslab.cloud.stack.state.Definition;
import io.devopslab.cloud.stack.state.Operation;
import io.devopslab.cloud.stack.state.Operation.OnFailure;
import io.devopslab.cloud.stack.state.StackRow;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.RollbackStackRequest;
import software.amazon.awssdk.services.cloudformation.model.RollbackStackResponse;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudformation.model.TokenAlreadyExistsException;

/** RollbackStack: the way back of a stack that kept what it had when an operation failed. */
final class StackRollbacks {

    private final EngineContext context;
    private final StackEngine engine;
    private final LastStable lastStable;

    StackRollbacks(EngineContext context, StackEngine engine) {
        this.context = context;
        this.engine = engine;
        this.lastStable = new LastStable(context);
    }

    /** API reference, RollbackStack. A stack that never was stable loses all that was created for it. */
    RollbackStackResponse rollback(RollbackStackRequest request) {
        String name = Checks.stackName(request.stackName());
        Checks.token(request.clientRequestToken(), "clientRequestToken");
        StackRow stack =
                context.store().find(name).filter(row -> !row.gone()).orElseThrow(() -> Problems.noStackNamed(name));
        boolean begun = context.store().write(() -> begin(context.store().stack(stack.id()), request));
        if (begun) {
            engine.run(stack.id());
        }
        return RollbackStackResponse.builder().stackId(stack.id()).build();
    }

    /** Returns false when the request is a repeated one. */
    private boolean begin(StackRow stack, RollbackStackRequest request) {
        boolean failed = stack.status() == StackStatus.CREATE_FAILED || stack.status() == StackStatus.UPDATE_FAILED;
        boolean sameToken = request.clientRequestToken() != null
                && stack.operation()
                        .token()
                        .filter(request.clientRequestToken()::equals)
                        .isPresent();
        if (sameToken && failed) {
            throw Errors.of(TokenAlreadyExistsException.builder(), "A client request token already exists.");
        }
        if (sameToken) {
            return false;
        }
        if (!failed) {
            throw Problems.validation(
                    "Stack:" + stack.id() + " is in " + stack.status() + " state and can not be rolled back.");
        }
        boolean stable = lastStable.exists(stack);
        Definition target = stable ? LastStable.definition(stack) : stack.definition();
        Operation operation = operation(request, stable ? Optional.of(target) : Optional.empty());
        if (stable) {
            lastStable.join(stack, operation.id());
        }
        boolean retainExceptOnCreate = Boolean.TRUE.equals(request.retainExceptOnCreate());
        context.journal()
                .stack(stack.withDefinition(withRole(target, request))
                        .withOperation(operation)
                        .withSettings(settings -> settings.retainExceptOnCreate(retainExceptOnCreate))
                        .withStatus(
                                stable ? StackStatus.UPDATE_ROLLBACK_IN_PROGRESS : StackStatus.ROLLBACK_IN_PROGRESS,
                                Optional.of("User Initiated")));
        return true;
    }

    private Operation operation(RollbackStackRequest request, Optional<Definition> before) {
        return new Operation(
                context.service().ids().uuid(),
                Optional.ofNullable(request.clientRequestToken()),
                before,
                OnFailure.ROLLBACK,
                List.of(),
                Optional.empty(),
                false,
                Optional.empty());
    }

    private static Definition withRole(Definition definition, RollbackStackRequest request) {
        return new Definition(
                definition.body(),
                definition.parameters(),
                definition.tags(),
                definition.capabilities(),
                Optional.ofNullable(request.roleARN()).or(definition::roleArn),
                definition.notificationArns(),
                definition.description(),
                definition.hidden());
    }
}
