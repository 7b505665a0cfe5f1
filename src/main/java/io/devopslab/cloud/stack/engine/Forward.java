package io.devopslab.cloud.stack.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.stack.ResourceFailure;
import io.devopslab.cloud.stack.ResourceHandler.Provisioned;
import io.devopslab.cloud.stack.intrinsic.Evaluator;
import io.devopslab.cloud.stack.plan.Blueprint;
import io.devopslab.cloud.stack.plan.DynamicReferences;
import io.devopslab.cloud.stack.plan.Plan;
import io.devopslab.cloud.stack.state.ResourceRow;
import io.devopslab.cloud.stack.state.ResourceRow.Action;
import io.devopslab.cloud.stack.state.ResourceRow.State;
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
    private final UpdatePolicies policies;
    private final boolean tagsChanged;
    private final StepLog log;
    private final PolicyGuard guard;

    Forward(EngineContext context, StackRow stack, Blueprint blueprint) {
        this.context = context;
        this.stack = stack;
        this.log = new StepLog(context, stack);
        this.guard = new PolicyGuard(context, stack);
        this.blueprint = blueprint;
        this.values = new LiveValues(context.store(), blueprint, stack.id());
        this.evaluator = new Evaluator(values);
        this.policies = new UpdatePolicies(context.handlers(), evaluator);
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
        if (row.filter(log::isOfThisOperation).filter(r -> r.step().finished()).isPresent()) {
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
            Optional<String> refusal = guard.refusal(row, plan.action().get());
            if (refusal.isPresent()) {
                log.deny(row.orElseThrow(), refusal.get());
                return false;
            }
            if (plan.metadataOnly()) {
                return updateMetadata(resource, row.orElseThrow());
            }
            begun = log.begin(resource, row, plan.action().get(), declared);
        } catch (TemplateException | UnsupportedOperationException e) {
            return refuse(resource, row, e);
        }
        return call(resource, begun, declared);
    }

    private Plan plan(TemplateResource resource, Optional<ResourceRow> row, ObjectNode declared) {
        boolean begun = row.filter(log::isOfThisOperation).isPresent();
        Optional<State> standing = row.flatMap(begun ? ResourceRow::before : ResourceRow::current);
        boolean touched = tagsChanged
                || row.filter(r -> begun || Statuses.failed(r.status())).isPresent();
        Set<String> renewed = standing.map(state -> new DynamicReferences(context.lookups()).renewed(state, declared))
                .orElse(Set.of());
        return Plan.of(resource, standing, declared, metadata(resource), renewed, touched, context.handlers());
    }

    private ObjectNode metadata(TemplateResource resource) {
        return evaluator.evaluateObject(resource.metadata());
    }

    /** Nothing changes but what the engine itself goes by. */
    private void keep(ResourceRow row, TemplateResource resource) {
        row.current().ifPresent(state -> {
            State kept = renewed(resource, state);
            if (!kept.equals(state)) {
                context.store().put(row.withCurrent(Optional.of(kept)));
            }
        });
    }

    private State renewed(TemplateResource resource, State state) {
        Provisioned provisioned = new Provisioned(state.physicalId(), state.attributes());
        return state(resource, state.declared(), state.properties(), provisioned, state.live());
    }

    private boolean updateMetadata(TemplateResource resource, ResourceRow row) {
        context.store().write(() -> {
            ResourceRow begun = log.begin(
                    resource,
                    Optional.of(row),
                    Action.UPDATE,
                    row.current().map(State::properties).orElse(Requests.empty()));
            State next = renewed(resource, row.current().orElseThrow());
            log.finish(begun.withCurrent(Optional.of(next)), ResourceStatus.UPDATE_COMPLETE, Optional.empty());
        });
        return true;
    }

    private boolean call(TemplateResource resource, ResourceRow begun, ObjectNode declared) {
        ObjectNode properties = Requests.empty();
        try {
            requireSupported(resource);
            properties = new DynamicReferences(context.lookups()).resolve(declared);
            Provisioned provisioned = invoke(resource, begun, properties);
            requireOther(begun, provisioned);
            Optional<ObjectNode> live = context.handlers().live(resource.type(), provisioned.physicalId());
            return log.succeed(begun, state(resource, declared, properties, provisioned, live));
        } catch (ResourceFailure e) {
            ObjectNode attempted = properties;
            Optional<State> left = e.physicalId()
                    .filter(id -> begun.step().action() != Action.UPDATE)
                    .map(id -> state(
                            resource, declared, attempted, new Provisioned(id, Requests.empty()), Optional.empty()));
            return log.fail(begun, attempted, left, e);
        } catch (RuntimeException e) {
            return log.fail(begun, properties, Optional.empty(), e);
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

    private void requireSupported(TemplateResource resource) {
        if (resource.creationPolicy().isPresent()) {
            throw new UnsupportedOperationException(
                    "The attribute CreationPolicy is not supported by the embedded cloud");
        }
        policies.require(resource);
    }

    private Provisioned invoke(TemplateResource resource, ResourceRow begun, ObjectNode properties) {
        var handler = context.handlers().get(resource.type());
        if (begun.step().action() != Action.UPDATE) {
            return handler.create(Requests.create(stack, begun, properties));
        }
        State before = begun.before().orElseThrow();
        policies.apply(
                resource,
                Requests.update(stack, begun, properties, before.properties()),
                reason -> log.progress(begun, reason));
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
            Provisioned provisioned,
            Optional<ObjectNode> live) {
        Set<String> needs = blueprint.graph().getOrDefault(resource.logicalId(), Set.of());
        return new State(
                resource.type(),
                provisioned.physicalId(),
                declared,
                properties,
                provisioned.attributes(),
                metadata(resource),
                resource.deletionPolicy(),
                resource.updateReplacePolicy(),
                List.copyOf(needs),
                live);
    }

    /** What the template says of the resource cannot be worked out: it fails without a try. */
    private boolean refuse(TemplateResource resource, Optional<ResourceRow> row, RuntimeException problem) {
        context.store().write(() -> {
            Action action = row.flatMap(ResourceRow::current).isPresent() ? Action.UPDATE : Action.CREATE;
            ResourceRow begun = log.begin(resource, row, action, Requests.empty());
            String reason = Failures.reason(
                    problem, resource.logicalId(), resource.type(), begun.step().token());
            log.finish(begun, Statuses.failedOf(begun.status()), Optional.of(reason));
        });
        return false;
    }

    /** Everything that is being done counts as failed from now on; the handlers that run are waited for. */
    void cancel() {
        log.cancel();
    }
}
