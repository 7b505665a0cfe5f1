package io.devopslab.cloud.stack.engine;

import io.devopslab.cloud.stack.ResourceHandler.Provisioned;
import io.devopslab.cloud.stack.state.ResourceRow;
import io.devopslab.cloud.stack.state.ResourceRow.Action;
import io.devopslab.cloud.stack.state.ResourceRow.State;
import io.devopslab.cloud.stack.state.ResourceRow.Step;
import io.devopslab.cloud.stack.state.StackRow;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;

/** Takes back what an update did to the resources that stood before it: the work of UPDATE_ROLLBACK_IN_PROGRESS. */
final class Revert {

    private final EngineContext context;
    private final StackRow stack;

    Revert(EngineContext context, StackRow stack) {
        this.context = context;
        this.stack = stack;
    }

    /** The resources that the update touched, in the order that they need. */
    Map<String, Set<String>> graph() {
        Map<String, Set<String>> graph = new LinkedHashMap<>();
        context.store().resources(stack.id()).stream()
                .filter(row -> row.before().isPresent())
                .forEach(row -> graph.put(
                        row.logicalId(),
                        new LinkedHashSet<>(row.before().orElseThrow().dependencies())));
        graph.values().forEach(needs -> needs.retainAll(graph.keySet()));
        return graph;
    }

    /** Takes back one. Returns whether it is again what it was. */
    boolean step(String logicalId) {
        ResourceRow row = context.store().resource(stack.id(), logicalId).orElseThrow();
        State before = row.before().orElseThrow();
        boolean done = row.step().action() == Action.REVERT
                && row.step().finished()
                && row.status() == ResourceStatus.UPDATE_COMPLETE;
        if (done) {
            return true;
        }
        boolean calls = row.step().action() != Action.REPLACE
                && row.current()
                        .filter(s -> s.physicalId().equals(before.physicalId()))
                        .isPresent()
                && row.current().filter(s -> s.type().equals(before.type())).isPresent()
                && !row.step().attempted().isEmpty()
                && !stack.operation().retained().contains(logicalId);
        return calls ? call(begin(row), before) : switchBack(row, before);
    }

    /** The new physical resource is left to the clean-up; the old one was never touched. */
    private boolean switchBack(ResourceRow row, State before) {
        context.store().write(() -> {
            row.current()
                    .filter(state -> !state.physicalId().equals(before.physicalId()))
                    .ifPresent(state -> new Removal(context, stack).add(row, state, false, "Delete"));
            finish(row.withCurrent(Optional.of(before)), ResourceStatus.UPDATE_COMPLETE, Optional.empty());
        });
        return true;
    }

    private ResourceRow begin(ResourceRow row) {
        if (row.step().action() == Action.REVERT && !row.step().finished()) {
            return row;
        }
        Step step = row.step();
        ResourceRow begun = row.withStep(new Step(
                        step.operation(),
                        Action.REVERT,
                        context.service().ids().uuid(),
                        step.generatedName(),
                        step.attempted(),
                        false))
                .withStatus(
                        ResourceStatus.UPDATE_IN_PROGRESS,
                        Optional.empty(),
                        context.time().instant());
        context.journal().resource(begun);
        return begun;
    }

    private boolean call(ResourceRow begun, State before) {
        try {
            Provisioned provisioned = context.handlers()
                    .get(before.type())
                    .revert(
                            Requests.update(
                                    stack,
                                    begun,
                                    before.properties(),
                                    begun.step().attempted()),
                            before.attributes());
            State now = new State(
                    before.type(),
                    provisioned.physicalId(),
                    before.declared(),
                    before.properties(),
                    provisioned.attributes(),
                    before.metadata(),
                    before.deletionPolicy(),
                    before.updateReplacePolicy(),
                    before.dependencies(),
                    context.handlers().live(before.type(), provisioned.physicalId()));
            finish(begun.withCurrent(Optional.of(now)), ResourceStatus.UPDATE_COMPLETE, Optional.empty());
            return true;
        } catch (RuntimeException e) {
            context.requireOpen(e);
            String reason = Failures.reason(
                    e, begun.logicalId(), begun.type(), begun.step().token());
            finish(begun, ResourceStatus.UPDATE_FAILED, Optional.of(reason));
            return false;
        }
    }

    private void finish(ResourceRow row, ResourceStatus status, Optional<String> reason) {
        Step step = row.step();
        ResourceRow finished = row.withStep(new Step(
                        step.operation(), Action.REVERT, step.token(), step.generatedName(), step.attempted(), true))
                .withStatus(status, reason, context.time().instant());
        context.journal().resource(finished);
    }
}
