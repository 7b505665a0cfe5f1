package io.devopslab.cloud.service.cloudformation;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.Table;
import io.devopslab.cloud.stack.engine.EngineContext;
import io.devopslab.cloud.stack.state.StackRow;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetNotFoundException;
import software.amazon.awssdk.services.cloudformation.model.ExecutionStatus;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** The change sets of a region's stacks, and what has become of them. */
final class ChangeSets {

    private final EngineContext context;
    private final Table<ChangeSetRow> rows;

    ChangeSets(EngineContext context) {
        this.context = context;
        this.rows = context.service().store().table("change-sets", ChangeSetRow.class);
    }

    String newId(String name) {
        return Arns.of(
                "cloudformation",
                context.service().scope(),
                "changeSet/" + name + "/" + context.service().ids().uuid());
    }

    void put(ChangeSetRow row) {
        rows.put(row.stackId() + "#" + row.id(), row);
    }

    void remove(ChangeSetRow row) {
        rows.remove(row.stackId() + "#" + row.id());
    }

    /** The change sets of the stack, in their present state. */
    List<ChangeSetRow> of(String stackId) {
        return rows.valuesOf(stackId + "#").stream().map(this::present).toList();
    }

    /** The change set of a request: by its ARN, or by its name and the stack's. */
    ChangeSetRow get(@Nullable String nameOrId, @Nullable String stackName) {
        String name = Checks.changeSetName(nameOrId);
        return find(name, stackName)
                .orElseThrow(() -> Errors.of(
                        ChangeSetNotFoundException.builder(),
                        "ChangeSetNotFound",
                        404,
                        "ChangeSet [" + name + "] does not exist"));
    }

    Optional<ChangeSetRow> find(String nameOrId, @Nullable String stackName) {
        if (nameOrId.startsWith("arn:")) {
            return rows.values().stream()
                    .filter(row -> row.id().equals(nameOrId))
                    .findFirst()
                    .map(this::present);
        }
        if (stackName == null) {
            throw Problems.validation("StackName must be specified if ChangeSetName is not specified as an ARN.");
        }
        String stack = Checks.stackName(stackName);
        StackRow row = context.store()
                .find(stack)
                .filter(found -> !found.gone() || stack.startsWith("arn:"))
                .orElseThrow(() -> Problems.noStackNamed(stack));
        return named(row.id(), nameOrId);
    }

    Optional<ChangeSetRow> named(String stackId, String name) {
        return of(stackId).stream().filter(set -> set.name().equals(name)).findFirst();
    }

    /** What was executing has ended when its operation is not at work any more. */
    private ChangeSetRow present(ChangeSetRow row) {
        if (row.executionStatus() != ExecutionStatus.EXECUTE_IN_PROGRESS) {
            return row;
        }
        StackRow stack = context.store().stack(row.stackId());
        if (row.operation().filter(stack.operation().id()::equals).isEmpty()) {
            return row.executed(ExecutionStatus.EXECUTE_FAILED, row.operation());
        }
        if (stack.busy()) {
            return row;
        }
        boolean done = stack.status() == StackStatus.CREATE_COMPLETE || stack.status() == StackStatus.UPDATE_COMPLETE;
        return row.executed(done ? ExecutionStatus.EXECUTE_COMPLETE : ExecutionStatus.EXECUTE_FAILED, row.operation());
    }

    /** Inside of the change that begins an operation: what was planned for the stack as it was is void. */
    void outdate(String stackId) {
        for (ChangeSetRow row : of(stackId)) {
            boolean planned = row.executionStatus() == ExecutionStatus.AVAILABLE;
            put(planned ? row.executed(ExecutionStatus.OBSOLETE, Optional.empty()) : row);
        }
    }

    /** Inside of the change that executes one: the others are not valid for the stack that it leads to. */
    void removeOthers(ChangeSetRow row) {
        of(row.stackId()).stream().filter(other -> !other.id().equals(row.id())).forEach(this::remove);
    }

    void removeAll(String stackId) {
        rows.removeAll(stackId + "#");
    }
}
