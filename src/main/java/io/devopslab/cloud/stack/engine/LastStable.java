package io.devopslab.cloud.stack.engine;

import io.devopslab.cloud.stack.state.Definition;
import io.devopslab.cloud.stack.state.ResourceRow;
import io.devopslab.cloud.stack.state.ResourceRow.State;
import io.devopslab.cloud.stack.state.ResourceRow.Step;
import io.devopslab.cloud.stack.state.Stable;
import io.devopslab.cloud.stack.state.StackRow;
import io.devopslab.cloud.stack.state.StackStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/**
 * The last stable state of a stack whose failed updates are not rolled back (CloudFormation User Guide, "Choose how to
 * handle failures when provisioning resources"): kept when an update fails, and what a rollback leads to.
 */
public final class LastStable {

    private static final String STACK = "AWS::CloudFormation::Stack";

    private static final Set<String> STATUSES = Set.of(
            StackStatus.CREATE_COMPLETE.toString(),
            StackStatus.UPDATE_COMPLETE.toString(),
            StackStatus.UPDATE_ROLLBACK_COMPLETE.toString(),
            StackStatus.IMPORT_COMPLETE.toString(),
            StackStatus.IMPORT_ROLLBACK_COMPLETE.toString());

    private final EngineContext context;
    private final StackStore store;

    public LastStable(EngineContext context) {
        this.context = context;
        this.store = context.store();
    }

    /** Whether the stack ever was in a stable state. */
    public boolean exists(StackRow stack) {
        return store.events(stack.id()).stream()
                .filter(event ->
                        STACK.equals(event.resourceType()) && stack.id().equals(event.physicalResourceId()))
                .anyMatch(event -> STATUSES.contains(event.resourceStatusAsString()));
    }

    /** What an update that begins now goes back to when it fails. */
    public static Definition definition(StackRow stack) {
        return stack.status() == StackStatus.UPDATE_FAILED
                ? stack.operation().before().orElse(stack.definition())
                : stack.definition();
    }

    /** Keeps what the resources were that the running update touched, before it leaves them as they are. */
    void keep(StackRow stack) {
        touched(stack.id(), stack.operation().id())
                .forEach(row -> store.keep(new Stable(stack.id(), row.logicalId(), row.before())));
    }

    private List<ResourceRow> touched(String stackId, String operation) {
        return store.resources(stackId).stream()
                .filter(row -> row.step().operation().equals(operation))
                .toList();
    }

    /**
     * Makes the changes of earlier updates that failed part of an operation, so that its way back takes them back, too.
     * Inside of the change that begins the way back.
     */
    public void join(StackRow stack, String operation) {
        store.stable(stack.id()).forEach(stable -> store.resource(stack.id(), stable.logicalId())
                .ifPresent(row -> join(stack, row, stable.state(), operation)));
    }

    private void join(StackRow stack, ResourceRow row, Optional<State> stable, String operation) {
        // What stood between the last stable state and this operation is in nobody's hands but here.
        row.before()
                .filter(between -> !isSame(between, stable) && !isSame(between, row.current()))
                .ifPresent(between -> new Removal(context, stack).add(row, between, false, "Delete"));
        // What was replaced waits for a clean-up that never came: it is the resource again.
        store.leftovers(stack.id()).stream()
                .filter(leftover -> leftover.logicalId().equals(row.logicalId()) && isSame(leftover.state(), stable))
                .forEach(store::remove);
        store.put(row.withBefore(stable).withStep(of(row.step(), operation)));
    }

    private static boolean isSame(State state, Optional<State> other) {
        return other.map(State::physicalId).filter(state.physicalId()::equals).isPresent();
    }

    private static Step of(Step step, String operation) {
        return new Step(
                operation, step.action(), step.token(), step.generatedName(), step.attempted(), step.finished());
    }
}
