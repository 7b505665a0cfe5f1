package io.devopslab.cloud.stack.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.stack.state.ResourceRow;
import io.devopslab.cloud.stack.state.ResourceRow.Action;
import io.devopslab.cloud.stack.state.ResourceRow.State;
import io.devopslab.cloud.stack.state.ResourceRow.Step;
import io.devopslab.cloud.stack.state.StackRow;
import io.devopslab.cloud.stack.template.TemplateResource;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;

/** Writes down the steps of a create or update phase: before a handler is called, and when it has answered. */
final class StepLog {

    private final EngineContext context;
    private final StackRow stack;

    StepLog(EngineContext context, StackRow stack) {
        this.context = context;
        this.stack = stack;
    }

    /** Whether the row was last touched by the operation that runs. */
    boolean isOfThisOperation(ResourceRow row) {
        return row.step().operation().equals(stack.operation().id());
    }

    /**
     * Keeps that the handler is about to be called, before it is; after a kill the same step is found again.
     *
     * @param properties what the template says that the resource is to have
     */
    ResourceRow begin(TemplateResource resource, Optional<ResourceRow> row, Action action, ObjectNode properties) {
        Optional<ResourceRow> already = row.filter(this::isOfThisOperation);
        if (already.isPresent()) {
            return already.get();
        }
        return context.store().write(() -> {
            ResourceRow begun = new ResourceRow(
                    stack.id(),
                    resource.logicalId(),
                    row.flatMap(ResourceRow::current).map(State::type).orElse(resource.type()),
                    action == Action.CREATE ? ResourceStatus.CREATE_IN_PROGRESS : ResourceStatus.UPDATE_IN_PROGRESS,
                    action == Action.REPLACE ? Optional.of(Statuses.REPLACING) : Optional.empty(),
                    context.time().instant(),
                    row.flatMap(ResourceRow::current),
                    row.flatMap(ResourceRow::current),
                    step(resource, action));
            context.journal().begins(begun, properties);
            return begun;
        });
    }

    /** Tells that the stack's policy does not let a resource be touched: it fails before anything is tried. */
    void deny(ResourceRow row, String reason) {
        Step step = new Step(
                stack.operation().id(),
                Action.UPDATE,
                context.service().ids().uuid(),
                row.step().generatedName(),
                Requests.empty(),
                true);
        context.journal()
                .resource(row.withBefore(row.current())
                        .withStep(step)
                        .withStatus(
                                ResourceStatus.UPDATE_FAILED,
                                Optional.of(reason),
                                context.time().instant()));
    }

    private Step step(TemplateResource resource, Action action) {
        String random = context.service().ids().alphanumeric(12);
        return new Step(
                stack.operation().id(),
                action,
                context.service().ids().uuid(),
                Requests.name(stack, resource.logicalId(), random),
                Requests.empty(),
                false);
    }

    /** Tells how a step goes on, as long as nobody has given it up. */
    void progress(ResourceRow begun, String reason) {
        context.store().write(() -> context.store()
                .resource(stack.id(), begun.logicalId())
                .filter(row -> !Statuses.failed(row.status()))
                .ifPresent(row -> context.journal()
                        .resource(row.withStatus(
                                row.status(),
                                Optional.of(reason),
                                context.time().instant()))));
    }

    /** Tells that a step succeeded. Returns false when the operation has given up on it meanwhile. */
    boolean succeed(ResourceRow begun, State state) {
        return context.store().write(() -> {
            ResourceRow now =
                    context.store().resource(stack.id(), begun.logicalId()).orElse(begun);
            ResourceRow next =
                    now.withCurrent(Optional.of(state)).withStep(now.step().finish(state.properties()));
            if (Statuses.failed(now.status())) {
                // It was cancelled meanwhile: its events have been told, but what stands must be known.
                context.store().put(next);
                return false;
            }
            if (begun.step().action() != Action.UPDATE) {
                context.journal()
                        .resource(next.withStatus(
                                now.status(),
                                Optional.of(Statuses.INITIATED),
                                context.time().instant()));
            }
            finish(next, Statuses.completed(now.status()), Optional.empty());
            return true;
        });
    }

    /**
     * Tells that a step failed.
     *
     * @param left what a failed creation left behind, and a rollback has to delete
     */
    boolean fail(ResourceRow begun, ObjectNode attempted, Optional<State> left, RuntimeException problem) {
        context.requireOpen(problem);
        String reason = Failures.reason(
                problem, begun.logicalId(), begun.type(), begun.step().token());
        context.store().write(() -> {
            ResourceRow now =
                    context.store().resource(stack.id(), begun.logicalId()).orElse(begun);
            boolean created = begun.step().action() == Action.CREATE;
            ResourceRow next = now.withCurrent(created ? left : begun.current())
                    .withStep(now.step().finish(attempted));
            left.filter(state -> !created)
                    .ifPresent(state -> new Removal(context, stack).add(next, state, false, "Delete"));
            if (Statuses.failed(now.status())) {
                context.store().put(next);
            } else {
                finish(next, Statuses.failedOf(now.status()), Optional.of(reason));
            }
        });
        return false;
    }

    /** Tells the end of a step, whose handler has answered or was not needed. */
    void finish(ResourceRow row, ResourceStatus status, Optional<String> reason) {
        context.journal()
                .resource(row.withStep(row.step().finish(row.step().attempted()))
                        .withStatus(status, reason, context.time().instant()));
    }

    /** Everything that is being done counts as failed from now on; the handlers that run are waited for. */
    void cancel() {
        context.store().write(() -> context.store().resources(stack.id()).stream()
                .filter(this::isOfThisOperation)
                .filter(row -> !row.step().finished() && !Statuses.failed(row.status()))
                .forEach(row -> context.journal()
                        .resource(row.withStatus(
                                Statuses.failedOf(row.status()),
                                Optional.of(Statuses.cancelled(row.status())),
                                context.time().instant()))));
    }
}
