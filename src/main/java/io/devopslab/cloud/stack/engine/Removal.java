package io.devopslab.cloud.stack.engine;

import io.devopslab.cloud.stack.state.Leftover;
import io.devopslab.cloud.stack.state.ResourceRow;
import io.devopslab.cloud.stack.state.ResourceRow.State;
import io.devopslab.cloud.stack.state.StackRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** Deletes what has to go, each resource after those that need it. */
final class Removal {

    private final EngineContext context;
    private final StackRow stack;

    Removal(EngineContext context, StackRow stack) {
        this.context = context;
        this.stack = stack;
    }

    /** Puts all that the stack has on the list of what has to go. */
    void prepareAll() {
        context.store().write(() -> {
            List<ResourceRow> rows = new ArrayList<>(context.store().resources(stack.id()));
            context.store().leftovers(stack.id()).stream()
                    .filter(Leftover::endsRow)
                    .forEach(context.store()::remove);
            for (ResourceRow row : rows) {
                boolean gone =
                        row.status() == ResourceStatus.DELETE_COMPLETE || row.status() == ResourceStatus.DELETE_SKIPPED;
                if (gone) {
                    continue;
                }
                row.current().ifPresentOrElse(state -> add(row, state, true, policy(row, state)), () -> neverWas(row));
                row.before()
                        .filter(before -> !before.physicalId().equals(row.physicalId()))
                        .ifPresent(before -> add(row, before, false, before.updateReplacePolicy()));
            }
        });
    }

    /** A resource that failed before there was anything: it ends without a deletion. */
    void neverWas(ResourceRow row) {
        context.journal()
                .resource(row.withStatus(
                        ResourceStatus.DELETE_COMPLETE,
                        Optional.empty(),
                        context.time().instant()));
    }

    private String policy(ResourceRow row, State state) {
        if (stack.operation().retained().contains(row.logicalId())) {
            return "Retain";
        }
        return stack.status() == StackStatus.ROLLBACK_IN_PROGRESS ? policyOfNew(state) : state.deletionPolicy();
    }

    /** The deletion policy for what the operation itself made, and takes back. */
    String policyOfNew(State state) {
        boolean retain =
                state.deletionPolicy().equals("Retain") && !stack.settings().retainExceptOnCreate();
        return retain ? "Retain" : "Delete";
    }

    /** Puts one resource on the list. */
    void add(ResourceRow row, State state, boolean endsRow, String policy) {
        context.store()
                .put(new Leftover(
                        context.store().leftoverKey(stack.id()),
                        stack.id(),
                        row.logicalId(),
                        state,
                        endsRow,
                        policy.startsWith("Retain"),
                        context.service().ids().uuid()));
    }

    /** Who must go before whom, by the keys of the list. */
    Map<String, Set<String>> graph() {
        Map<String, Leftover> list = new LinkedHashMap<>();
        context.store().leftovers(stack.id()).forEach(leftover -> list.put(leftover.key(), leftover));
        Map<String, Set<String>> graph = new LinkedHashMap<>();
        list.values().forEach(leftover -> {
            Set<String> users = new LinkedHashSet<>();
            list.values().stream()
                    .filter(other -> other.state().dependencies().contains(leftover.logicalId()))
                    .filter(other -> !other.logicalId().equals(leftover.logicalId()))
                    .forEach(other -> users.add(other.key()));
            graph.put(leftover.key(), users);
        });
        return graph;
    }

    /**
     * Deletes one. Returns whether it is gone, or let go.
     *
     * @param keepRow whether the row of a resource that is gone stays, to be listed as deleted
     */
    Predicate<String> step(boolean keepRow) {
        return key -> context.store().leftovers(stack.id()).stream()
                .filter(leftover -> leftover.key().equals(key))
                .findFirst()
                .map(leftover -> remove(leftover, keepRow))
                .orElse(true);
    }

    private boolean remove(Leftover leftover, boolean keepRow) {
        if (leftover.retained()) {
            end(leftover, ResourceStatus.DELETE_SKIPPED, Optional.empty(), keepRow);
            return true;
        }
        tell(leftover, ResourceStatus.DELETE_IN_PROGRESS, Optional.empty());
        try {
            context.handlers().get(leftover.state().type()).delete(Requests.delete(stack, leftover));
        } catch (RuntimeException e) {
            context.requireOpen(e);
            String reason =
                    Failures.reason(e, leftover.logicalId(), leftover.state().type(), leftover.token());
            tell(leftover, ResourceStatus.DELETE_FAILED, Optional.of(reason));
            if (stack.operation().forced()) {
                end(leftover, ResourceStatus.DELETE_SKIPPED, Optional.of(reason), keepRow);
                return true;
            }
            return false;
        }
        end(leftover, ResourceStatus.DELETE_COMPLETE, Optional.empty(), keepRow);
        return true;
    }

    private void end(Leftover leftover, ResourceStatus status, Optional<String> reason, boolean keepRow) {
        context.store().write(() -> {
            tell(leftover, status, reason);
            context.store().remove(leftover);
            if (leftover.endsRow() && !keepRow) {
                context.store().resource(stack.id(), leftover.logicalId()).ifPresent(context.store()::remove);
            }
        });
    }

    private void tell(Leftover leftover, ResourceStatus status, Optional<String> reason) {
        Optional<ResourceRow> row =
                leftover.endsRow() ? context.store().resource(stack.id(), leftover.logicalId()) : Optional.empty();
        if (row.filter(r -> r.status() == status).isPresent()) {
            return;
        }
        row.ifPresentOrElse(
                r -> context.journal()
                        .resource(r.withStatus(status, reason, context.time().instant())),
                () -> context.journal().event(leftover, status, reason));
    }
}
