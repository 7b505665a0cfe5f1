package io.devopslab.cloud.service.cloudformation;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.stack.engine.EngineContext;
import io.devopslab.cloud.stack.engine.StackEngine;
import io.devopslab.cloud.stack.state.Operation;
import io.devopslab.cloud.stack.state.Operation.OnFailure;
import io.devopslab.cloud.stack.state.StackRow;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetHooksStatus;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.DeleteChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetHooksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetHooksResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.ExecuteChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.ExecuteChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.ExecutionStatus;
import software.amazon.awssdk.services.cloudformation.model.InvalidChangeSetStatusException;
import software.amazon.awssdk.services.cloudformation.model.ListChangeSetsRequest;
import software.amazon.awssdk.services.cloudformation.model.ListChangeSetsResponse;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** The operations on change sets that exist. */
final class ChangeSetOperations {

    private static final int PAGE = 100;

    private final EngineContext context;
    private final StackEngine engine;
    private final ChangeSets changeSets;
    private final StackUpdates updates;

    ChangeSetOperations(EngineContext context, StackEngine engine, ChangeSets changeSets, StackUpdates updates) {
        this.context = context;
        this.engine = engine;
        this.changeSets = changeSets;
        this.updates = updates;
    }

    DescribeChangeSetResponse describe(DescribeChangeSetRequest request) {
        ChangeSetRow row = changeSets.get(request.changeSetName(), request.stackName());
        boolean values = Boolean.TRUE.equals(request.includePropertyValues());
        return ChangeSetShapes.describe(row, stack(row), values, request.nextToken());
    }

    /** No hook can be registered here, so none is called. */
    DescribeChangeSetHooksResponse hooks(DescribeChangeSetHooksRequest request) {
        ChangeSetRow row = changeSets.get(request.changeSetName(), request.stackName());
        if (request.nextToken() != null) {
            throw Problems.validation("The specified NextToken is not valid");
        }
        return DescribeChangeSetHooksResponse.builder()
                .changeSetId(row.id())
                .changeSetName(row.name())
                .hooks(List.of())
                .status(ChangeSetHooksStatus.PLANNED)
                .stackId(row.stackId())
                .stackName(stack(row).name())
                .build();
    }

    private StackRow stack(ChangeSetRow row) {
        return context.store().stack(row.stackId());
    }

    ListChangeSetsResponse list(ListChangeSetsRequest request) {
        String name = Checks.stackName(request.stackName());
        StackRow stack = context.store().find(name).orElseThrow(() -> Problems.noStackNamed(name));
        List<ChangeSetRow> all = changeSets.of(stack.id()).stream()
                .sorted(Comparator.comparing(ChangeSetRow::created).thenComparing(ChangeSetRow::id))
                .toList();
        Page<ChangeSetRow> page = Page.of(all, request.nextToken(), PAGE, ChangeSetRow::id);
        return ListChangeSetsResponse.builder()
                .summaries(page.items().stream()
                        .map(row -> ChangeSetShapes.summary(row, stack))
                        .toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    DeleteChangeSetResponse delete(DeleteChangeSetRequest request) {
        String name = Checks.changeSetName(request.changeSetName());
        changeSets.find(name, request.stackName()).ifPresent(row -> {
            if (row.executionStatus() == ExecutionStatus.EXECUTE_IN_PROGRESS) {
                throw invalid(row, "deleted in its current execution status of [EXECUTE_IN_PROGRESS]");
            }
            changeSets.remove(row);
        });
        return DeleteChangeSetResponse.builder().build();
    }

    private static RuntimeException invalid(ChangeSetRow row, String what) {
        return Errors.of(
                InvalidChangeSetStatusException.builder(),
                "InvalidChangeSetStatus",
                400,
                "ChangeSet [" + row.id() + "] cannot be " + what);
    }

    ExecuteChangeSetResponse execute(ExecuteChangeSetRequest request) {
        ChangeSetRow row = changeSets.get(request.changeSetName(), request.stackName());
        Optional<String> token = Optional.ofNullable(request.clientRequestToken());
        StackRow stack = stack(row);
        boolean repeated =
                row.operation().filter(stack.operation().id()::equals).isPresent()
                        && token.isPresent()
                        && token.equals(stack.operation().token());
        if (!repeated) {
            requireExecutable(row);
            OnFailure onFailure = onFailure(request, row);
            boolean retainExceptOnCreate = Boolean.TRUE.equals(request.retainExceptOnCreate());
            context.store().write(() -> {
                // Once more: another call may have executed it meanwhile.
                requireExecutable(changeSets.get(request.changeSetName(), request.stackName()));
                changeSets.removeOthers(row);
                context.store()
                        .update(
                                row.stackId(),
                                s -> s.withSettings(settings -> settings.retainExceptOnCreate(retainExceptOnCreate)));
                if (row.type() == ChangeSetType.CREATE) {
                    create(row, onFailure, token);
                } else {
                    updates.begin(row.stackId(), row.definition(), onFailure, token, Optional.of(row.id()));
                }
                String operation = stack(row).operation().id();
                changeSets.put(row.executed(ExecutionStatus.EXECUTE_IN_PROGRESS, Optional.of(operation)));
            });
            engine.run(row.stackId());
        }
        return ExecuteChangeSetResponse.builder().build();
    }

    private static void requireExecutable(ChangeSetRow row) {
        if (row.status() != ChangeSetStatus.CREATE_COMPLETE) {
            throw invalid(row, "executed in its current status of [" + row.status() + "]");
        }
        if (row.executionStatus() != ExecutionStatus.AVAILABLE) {
            throw invalid(row, "executed in its current execution status of [" + row.executionStatus() + "]");
        }
    }

    private static OnFailure onFailure(ExecuteChangeSetRequest request, ChangeSetRow row) {
        if (Boolean.TRUE.equals(request.disableRollback())) {
            return OnFailure.DO_NOTHING;
        }
        return row.onFailure().orElse(OnFailure.ROLLBACK);
    }

    private void create(ChangeSetRow row, OnFailure onFailure, Optional<String> token) {
        StackRow stack = stack(row);
        if (stack.status() != StackStatus.REVIEW_IN_PROGRESS) {
            throw Problems.validation(
                    "Stack:" + stack.id() + " is in " + stack.status() + " state and can not be updated.");
        }
        Operation operation = new Operation(
                context.service().ids().uuid(),
                token,
                Optional.empty(),
                onFailure,
                List.of(),
                Optional.empty(),
                false,
                Optional.empty());
        context.journal()
                .stack(stack.withDefinition(row.definition())
                        .withOperation(operation)
                        .withTimes(Optional.of(context.time().instant()), Optional.empty())
                        .withSettings(settings ->
                                settings.executing(Optional.of(row.id()), onFailure == OnFailure.DO_NOTHING))
                        .withStatus(StackStatus.CREATE_IN_PROGRESS, Optional.of("User Initiated")));
    }
}
