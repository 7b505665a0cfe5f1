package io.devopslab.cloud.stack.engine;

import io.devopslab.cloud.stack.plan.Blueprint;
import io.devopslab.cloud.stack.policy.StackPolicy;
import io.devopslab.cloud.stack.state.ResourceRow;
import io.devopslab.cloud.stack.state.ResourceRow.Action;
import io.devopslab.cloud.stack.state.StackRow;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** Holds an update to the stack's policy. Creations, deletions of stacks and the way back are not held to any. */
final class PolicyGuard {

    private final EngineContext context;
    private final StackRow stack;
    private final StepLog log;
    private final StackPolicy policy;

    PolicyGuard(EngineContext context, StackRow stack) {
        this.context = context;
        this.stack = stack;
        this.log = new StepLog(context, stack);
        this.policy = StackPolicy.parse(
                stack.operation().policy().or(stack.settings()::policy).orElse("{}"));
    }

    /** Why the resource may not be touched so; empty when it may, or already is. */
    Optional<String> refusal(Optional<ResourceRow> row, Action action) {
        if (!updates() || action == Action.CREATE) {
            return Optional.empty();
        }
        StackPolicy.Action asked = action == Action.REPLACE ? StackPolicy.Action.REPLACE : StackPolicy.Action.MODIFY;
        return row.filter(resource -> !log.isOfThisOperation(resource))
                .flatMap(resource -> policy.refusal(asked, resource.logicalId(), resource.type()));
    }

    /** Fails the resources that would leave the stack and may not, before anything is done. */
    void denyRemovals(Blueprint blueprint) {
        if (!updates()) {
            return;
        }
        context.store().write(() -> context.store().resources(stack.id()).stream()
                .filter(row -> row.current().isPresent() && !log.isOfThisOperation(row))
                .filter(row -> !blueprint.resources().containsKey(row.logicalId()))
                .forEach(row -> policy.refusal(StackPolicy.Action.DELETE, row.logicalId(), row.type())
                        .ifPresent(reason -> log.deny(row, reason))));
    }

    private boolean updates() {
        return stack.status() == StackStatus.UPDATE_IN_PROGRESS;
    }
}
