package io.devopslab.cloud.stack.engine;

import io.devopslab.cloud.stack.plan.Blueprint;
import io.devopslab.cloud.stack.plan.Exports;
import io.devopslab.cloud.stack.state.Leftover;
import io.devopslab.cloud.stack.state.Operation.OnFailure;
import io.devopslab.cloud.stack.state.ResourceRow;
import io.devopslab.cloud.stack.state.StackRow;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** How the statuses of a stack follow each other. Each transition is one change of the tables. */
final class Transitions {

    private final EngineContext context;
    private final String stackId;

    Transitions(EngineContext context, String stackId) {
        this.context = context;
        this.stackId = stackId;
    }

    private Stream<ResourceRow> touched(StackRow stack) {
        return context.store().resources(stackId).stream()
                .filter(row -> row.step().operation().equals(stack.operation().id()));
    }

    boolean anyFailed(StackRow stack) {
        return touched(stack).anyMatch(row -> Statuses.failed(row.status()));
    }

    /** The resources whose handlers were asked and have not answered. */
    Map<String, Set<String>> unfinished(StackRow stack) {
        Map<String, Set<String>> graph = new LinkedHashMap<>();
        touched(stack).filter(row -> !row.step().finished()).forEach(row -> graph.put(row.logicalId(), Set.of()));
        return graph;
    }

    /** Why the forward phase did not reach its end; empty when it did. */
    Optional<String> failure(StackRow stack, Blueprint blueprint) {
        if (stack.operation().halted().isPresent()) {
            return stack.operation().halted();
        }
        String created = names(touched(stack), ResourceStatus.CREATE_FAILED);
        String updated = names(touched(stack), ResourceStatus.UPDATE_FAILED);
        if (created.isEmpty() && updated.isEmpty()) {
            boolean whole = blueprint.resources().keySet().stream()
                    .allMatch(name -> context.store().resource(stackId, name).isPresent());
            return whole ? Optional.empty() : Optional.of("Internal Failure. ");
        }
        return Optional.of((created.isEmpty() ? "" : "The following resource(s) failed to create: [" + created + "]. ")
                + (updated.isEmpty() ? "" : "The following resource(s) failed to update: [" + updated + "]. "));
    }

    private static String names(Stream<ResourceRow> rows, ResourceStatus status) {
        return String.join(
                ", ",
                rows.filter(row -> row.status() == status)
                        .map(ResourceRow::logicalId)
                        .toList());
    }

    void forwardFailed(StackRow stack, String reason) {
        if (stack.status() == StackStatus.CREATE_IN_PROGRESS) {
            createFailed(stack, reason);
        } else {
            updateFailed(stack, reason);
        }
    }

    private void createFailed(StackRow stack, String reason) {
        OnFailure onFailure = stack.operation().onFailure();
        switch (onFailure) {
            case ROLLBACK -> tell(StackStatus.ROLLBACK_IN_PROGRESS, reason + "Rollback requested by user.");
            case DELETE -> tell(StackStatus.DELETE_IN_PROGRESS, reason + "Delete requested by user.");
            case DO_NOTHING -> tell(StackStatus.CREATE_FAILED, reason);
        }
    }

    private void updateFailed(StackRow stack, String reason) {
        context.store().write(() -> {
            if (Execution.goesBack(stack)) {
                new LastStable(context).join(stack, stack.operation().id());
                // The way back is walked under the definition that the stack goes back to.
                context.store()
                        .update(
                                stackId,
                                row -> row.withDefinition(
                                        row.operation().before().orElse(row.definition())));
                tell(StackStatus.UPDATE_ROLLBACK_IN_PROGRESS, reason);
            } else {
                new LastStable(context).keep(stack);
                leaveReplaced(stack);
                tell(StackStatus.UPDATE_FAILED, reason);
            }
        });
    }

    void forwardSucceeded(StackRow stack, Blueprint blueprint, List<Output> outputs, List<String> imports) {
        context.store().write(() -> {
            Optional<String> conflict = new Exports(context.store()).conflict(stack, outputs);
            if (conflict.isPresent()) {
                forwardFailed(stack, conflict.get() + (conflict.get().endsWith(".") ? " " : ". "));
                return;
            }
            context.store().update(stackId, row -> row.withOutputs(outputs, imports));
            context.store().forgetStable(stackId);
            if (stack.status() == StackStatus.CREATE_IN_PROGRESS) {
                forgetBefore();
                tell(StackStatus.CREATE_COMPLETE);
                return;
            }
            leaveReplaced(stack);
            leaveRemoved(stack, blueprint);
            tell(StackStatus.UPDATE_COMPLETE_CLEANUP_IN_PROGRESS);
        });
    }

    /** What was replaced is left to the clean-up. */
    private void leaveReplaced(StackRow stack) {
        Removal removal = new Removal(context, stack);
        context.store().resources(stackId).forEach(row -> row.before()
                .filter(before -> !before.physicalId().equals(row.physicalId()))
                .ifPresent(before -> removal.add(row, before, false, before.updateReplacePolicy())));
        forgetBefore();
    }

    private void leaveRemoved(StackRow stack, Blueprint blueprint) {
        Removal removal = new Removal(context, stack);
        context.store().resources(stackId).stream()
                .filter(row -> !blueprint.resources().containsKey(row.logicalId()))
                .forEach(row -> row.current()
                        .ifPresentOrElse(
                                state -> removal.add(row, state, true, state.deletionPolicy()),
                                () -> context.store().remove(row)));
    }

    private void forgetBefore() {
        context.store().resources(stackId).stream()
                .filter(row -> row.before().isPresent())
                .forEach(row -> context.store().put(row.withBefore(Optional.empty())));
    }

    /** The end of UPDATE_ROLLBACK_IN_PROGRESS. */
    void reverted(StackRow stack) {
        context.store().write(() -> {
            String failed = names(
                    touched(stack).filter(row -> row.step().action() == ResourceRow.Action.REVERT),
                    ResourceStatus.UPDATE_FAILED);
            if (!failed.isEmpty()) {
                tell(
                        StackStatus.UPDATE_ROLLBACK_FAILED,
                        "The following resource(s) failed to update: [" + failed + "]. ");
                return;
            }
            Removal removal = new Removal(context, stack);
            touched(stack).filter(row -> row.before().isEmpty()).forEach(row -> row.current()
                    .ifPresentOrElse(state -> removal.add(row, state, true, removal.policyOfNew(state)), () -> {
                        removal.neverWas(row);
                        context.store().remove(row);
                    }));
            forgetBefore();
            context.store().forgetStable(stackId);
            tell(StackStatus.UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS);
        });
    }

    /** The end of a clean-up; what could not be deleted is let go. */
    void cleanedUp(StackRow stack) {
        context.store().write(() -> {
            List<Leftover> stuck = context.store().leftovers(stackId);
            stuck.forEach(leftover -> {
                context.store().remove(leftover);
                if (leftover.endsRow()) {
                    context.store().resource(stackId, leftover.logicalId()).ifPresent(context.store()::remove);
                }
            });
            boolean update = stack.status() == StackStatus.UPDATE_COMPLETE_CLEANUP_IN_PROGRESS;
            if (update) {
                context.store().update(stackId, Transitions::withNextPolicy);
            }
            StackStatus end = update ? StackStatus.UPDATE_COMPLETE : StackStatus.UPDATE_ROLLBACK_COMPLETE;
            if (stuck.isEmpty()) {
                tell(end);
            } else {
                tell(
                        end,
                        (update ? "Update" : "Rollback") + " successful. One or more resources could not be deleted.");
            }
        });
    }

    /** The policy that came with an update does not hold for the update itself. */
    private static StackRow withNextPolicy(StackRow stack) {
        return stack.operation()
                .nextPolicy()
                .map(policy -> stack.withSettings(settings -> settings.withPolicy(policy)))
                .orElse(stack);
    }

    /** The end of a deletion, or of the rollback of a creation. */
    void removed() {
        context.store().write(() -> {
            // A deletion may have been asked for in the middle of a rollback.
            boolean delete = context.store().stack(stackId).status() == StackStatus.DELETE_IN_PROGRESS;
            List<String> stuck = context.store().leftovers(stackId).stream()
                    .map(Leftover::logicalId)
                    .distinct()
                    .toList();
            if (!stuck.isEmpty()) {
                tell(
                        delete ? StackStatus.DELETE_FAILED : StackStatus.ROLLBACK_FAILED,
                        "The following resource(s) failed to delete: [" + String.join(", ", stuck) + "]. ");
                return;
            }
            context.store().forgetStable(stackId);
            if (delete) {
                Optional<Instant> now = Optional.of(context.time().instant());
                context.store().update(stackId, row -> row.withTimes(row.updated(), now)
                        .withOutputs(row.outputs(), List.of()));
            }
            tell(delete ? StackStatus.DELETE_COMPLETE : StackStatus.ROLLBACK_COMPLETE);
        });
    }

    /** The engine itself failed. */
    void broken(StackRow stack, String why) {
        StackStatus end =
                switch (stack.status()) {
                    case CREATE_IN_PROGRESS -> StackStatus.CREATE_FAILED;
                    case ROLLBACK_IN_PROGRESS -> StackStatus.ROLLBACK_FAILED;
                    case DELETE_IN_PROGRESS -> StackStatus.DELETE_FAILED;
                    case UPDATE_IN_PROGRESS, UPDATE_COMPLETE_CLEANUP_IN_PROGRESS -> StackStatus.UPDATE_FAILED;
                    default -> StackStatus.UPDATE_ROLLBACK_FAILED;
                };
        tell(end, "Internal Failure: " + why);
    }

    private void tell(StackStatus status) {
        context.journal().stack(stackId, status, Optional.empty());
    }

    private void tell(StackStatus status, String reason) {
        context.journal().stack(stackId, status, Optional.of(reason));
    }
}
