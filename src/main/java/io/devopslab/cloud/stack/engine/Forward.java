package io.devopslab.cloud.stack.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.stack.ResourceFailure;
import io.devopslab.cloud.stack.ResourceHandler.Provisioned;
import io.devopslab.cloud.stack.intrinsic.Evaluator;
import io.devopslab.cloud.stack.plan.Blueprint;
import io.devopslab.cloud.stack.plan.Plan;
import io.devopslab.cloud.stack.state.ResourceRow;
import io.devopslab.cloud.stack.state.ResourceRow.Action;
import io.devopslab.cloud.stack.state.ResourceRow.State;
import io.devopslab.cloud.stack.state.ResourceRow.Step;
import io.devopslab.cloud.stack.state.StackRow;
import io.devopslab.cloud.stack.template.TemplateException;
import io.devopslab.cloud.stack.template.TemplateResource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;

/** Makes each resource of a stack what the stack's definition says: the work of CREATE and UPDATE_IN_PROGRESS. */
final class Forward {

    private final EngineContext context;
    private final StackRow stack;
    private final Blueprint blueprint;
    private final LiveValues values;
    private final Evaluator evaluator;
    private final boolean tagsChanged;

    Forward(EngineContext context, StackRow stack, Blueprint blueprint) {
        this.context = context;
        this.stack = stack;
        this.blueprint = blueprint;
        this.values = new LiveValues(context.store(), blueprint, stack.id());
        this.evaluator = new Evaluator(values);
        this.tagsChanged = stack.operation()
                .before()
                .filter(before -> !before.tagMap().equals(stack.definition().tagMap()))
                .isPresent();
    }

    LiveValues values() {
        return values;
    }

    /** Brings one resource forward. Returns whether it stands as it should. */
    boolean step(String logicalId) {
        TemplateResource resource = blueprint.resources().get(logicalId);
        Optional<ResourceRow> row = context.store().resource(stack.id(), logicalId);
        if (resource == null) {
            return true;
        }
        if (row.filter(this::isOfThisOperation).filter(r -> r.step().finished()).isPresent()) {
            return row.filter(r -> Statuses.complete(r.status())).isPresent();
        }
        ResourceRow begun;
        ObjectNode declared;
        try {
            declared = evaluator.evaluateObject(resource.properties());
            Plan plan = plan(resource, row, declared);
            if (plan.action().isEmpty()) {
                row.ifPresent(r -> keep(r, resource));
                return true;
            }
            if (plan.metadataOnly()) {
                return updateMetadata(resource, row.orElseThrow());
            }
            begun = begin(resource, row, plan.action().get());
        } catch (TemplateException | UnsupportedOperationException e) {
            return refuse(resource, row, e);
        }
        return call(resource, begun, declared);
    }

    private boolean isOfThisOperation(ResourceRow row) {
        return row.step().operation().equals(stack.operation().id());
    }

    private Plan plan(TemplateResource resource, Optional<ResourceRow> row, ObjectNode declared) {
        boolean begun = row.filter(this::isOfThisOperation).isPresent();
        Optional<State> standing = row.flatMap(begun ? ResourceRow::before : ResourceRow::current);
        boolean touched = tagsChanged
                || row.filter(r -> begun || Statuses.failed(r.status())).isPresent();
        return Plan.of(resource, standing, declared, metadata(resource), touched, context.handlers());
    }

    private ObjectNode metadata(TemplateResource resource) {
        return evaluator.evaluateObject(resource.metadata());
    }

    /** Nothing changes but what the engine itself goes by. */
    private void keep(ResourceRow row, TemplateResource resource) {
        row.current().ifPresent(state -> {
            State kept = state(resource, state.declared(), state.properties(), state.physicalId(), state.attributes());
            if (!kept.equals(state)) {
                context.store().put(row.withCurrent(Optional.of(kept)));
            }
        });
    }

    private boolean updateMetadata(TemplateResource resource, ResourceRow row) {
        context.store().write(() -> {
            ResourceRow begun = begin(resource, Optional.of(row), Action.UPDATE);
            State state = row.current().orElseThrow();
            State next = state(resource, state.declared(), state.properties(), state.physicalId(), state.attributes());
            finish(begun.withCurrent(Optional.of(next)), ResourceStatus.UPDATE_COMPLETE, Optional.empty());
        });
        return true;
    }

    /** Keeps that the handler is about to be called, before it is; after a kill the same step is found again. */
    private ResourceRow begin(TemplateResource resource, Optional<ResourceRow> row, Action action) {
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
            context.journal().resource(begun);
            return begun;
        });
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

    private boolean call(TemplateResource resource, ResourceRow begun, ObjectNode declared) {
        ObjectNode properties = Requests.empty();
        try {
            requireSupported(resource);
            properties = new DynamicReferences(context.lookups()).resolve(declared);
            Provisioned provisioned = invoke(resource, begun, properties);
            requireOther(begun, provisioned);
            State state = state(resource, declared, properties, provisioned.physicalId(), provisioned.attributes());
            return succeed(begun, state);
        } catch (ResourceFailure e) {
            ObjectNode attempted = properties;
            Optional<State> left = e.physicalId()
                    .filter(id -> begun.step().action() != Action.UPDATE)
                    .map(id -> state(resource, declared, attempted, id, Requests.empty()));
            return fail(begun, attempted, left, e);
        } catch (RuntimeException e) {
            return fail(begun, properties, Optional.empty(), e);
        }
    }

    /** A handler that finds the old resource where it was to make a new one has made none. */
    private static void requireOther(ResourceRow begun, Provisioned provisioned) {
        boolean same = begun.step().action() == Action.REPLACE
                && begun.before()
                        .filter(before -> before.type().equals(begun.type()))
                        .filter(before -> before.physicalId().equals(provisioned.physicalId()))
                        .isPresent();
        if (same) {
            throw Plan.customNamed(provisioned.physicalId());
        }
    }

    private static void requireSupported(TemplateResource resource) {
        if (resource.creationPolicy().isPresent() || resource.updatePolicy().isPresent()) {
            throw new UnsupportedOperationException("The attribute "
                    + (resource.creationPolicy().isPresent() ? "CreationPolicy" : "UpdatePolicy")
                    + " is not supported by the embedded cloud");
        }
        if (resource.deletionPolicy().equals("Snapshot")
                || resource.updateReplacePolicy().equals("Snapshot")) {
            throw new TemplateException(
                    "Template error: resource type " + resource.type() + " does not support deletion policy Snapshot");
        }
    }

    private Provisioned invoke(TemplateResource resource, ResourceRow begun, ObjectNode properties) {
        var handler = context.handlers().get(resource.type());
        if (begun.step().action() != Action.UPDATE) {
            return handler.create(Requests.create(stack, begun, properties));
        }
        State before = begun.before().orElseThrow();
        try {
            return handler.update(Requests.update(stack, begun, properties, before.properties()));
        } catch (UnsupportedOperationException e) {
            if (properties.equals(before.properties())) {
                // Only the stack's tags changed, and the type has none.
                return new Provisioned(before.physicalId(), before.attributes());
            }
            throw e;
        }
    }

    private State state(
            TemplateResource resource,
            ObjectNode declared,
            ObjectNode properties,
            String physicalId,
            ObjectNode attributes) {
        Set<String> needs = blueprint.graph().getOrDefault(resource.logicalId(), Set.of());
        return new State(
                resource.type(),
                physicalId,
                declared,
                properties,
                attributes,
                metadata(resource),
                resource.deletionPolicy(),
                resource.updateReplacePolicy(),
                List.copyOf(needs));
    }

    private boolean succeed(ResourceRow begun, State state) {
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
    private boolean fail(ResourceRow begun, ObjectNode attempted, Optional<State> left, RuntimeException problem) {
        context.requireOpen(problem);
        String reason = Failures.reason(problem, begun.logicalId(), begun.step().token());
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

    /** What the template says of the resource cannot be worked out: it fails without a try. */
    private boolean refuse(TemplateResource resource, Optional<ResourceRow> row, RuntimeException problem) {
        context.store().write(() -> {
            Action action = row.flatMap(ResourceRow::current).isPresent() ? Action.UPDATE : Action.CREATE;
            ResourceRow begun = begin(resource, row, action);
            String reason =
                    Failures.reason(problem, resource.logicalId(), begun.step().token());
            finish(begun, Statuses.failedOf(begun.status()), Optional.of(reason));
        });
        return false;
    }

    /** Tells the end of a step, whose handler has answered or was not needed. */
    private void finish(ResourceRow row, ResourceStatus status, Optional<String> reason) {
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
