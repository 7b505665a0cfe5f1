package io.devopslab.cloud.service.cloudformation;

import io.devopslab.cloud.stack.engine.EngineContext;
import io.devopslab.cloud.stack.engine.LastStable;
import io.devopslab.cloud.stack.engine.StackEngine;
import io.devopslab.cloud.stack.policy.StackPolicy;
import io.devopslab.cloud.stack.state.Definition;
import io.devopslab.cloud.stack.state.Operation;
import io.devopslab.cloud.stack.state.Operation.OnFailure;
import io.devopslab.cloud.stack.state.ResourceRow;
import io.devopslab.cloud.stack.state.StackRow;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.cloudformation.model.CancelUpdateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.CancelUpdateStackResponse;
import software.amazon.awssdk.services.cloudformation.model.ContinueUpdateRollbackRequest;
import software.amazon.awssdk.services.cloudformation.model.ContinueUpdateRollbackResponse;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackResponse;

/** The operations that change stacks that stand. */
final class StackUpdates {

    static final String NO_UPDATES = "No updates are to be performed.";

    private static final Set<StackStatus> UPDATABLE = Set.of(
            StackStatus.CREATE_COMPLETE,
            StackStatus.CREATE_FAILED,
            StackStatus.UPDATE_COMPLETE,
            StackStatus.UPDATE_FAILED,
            StackStatus.UPDATE_ROLLBACK_COMPLETE,
            StackStatus.IMPORT_COMPLETE,
            StackStatus.IMPORT_ROLLBACK_COMPLETE);

    private final EngineContext context;
    private final StackEngine engine;
    private final Definitions definitions;
    private final TemplateSource templates;
    private final ChangeSets changeSets;
    private final StackPolicies policies;

    StackUpdates(EngineContext context, StackEngine engine, TemplateSource templates, ChangeSets changeSets) {
        this.context = context;
        this.engine = engine;
        this.changeSets = changeSets;
        this.definitions = new Definitions(context);
        this.templates = templates;
        this.policies = new StackPolicies(context, templates);
    }

    UpdateStackResponse update(UpdateStackRequest request) {
        Checks.token(request.clientRequestToken(), "clientRequestToken");
        Checks.noRollbackTriggers(request.rollbackConfiguration());
        StackRow stack = standing(request.stackName());
        if (repeated(stack, request.clientRequestToken())) {
            return UpdateStackResponse.builder().stackId(stack.id()).build();
        }
        requireUpdatable(stack);
        Definition target = definitions.define(wish(request, stack), stack.name(), stack.id());
        Optional<String> nextPolicy = policies.find(request.stackPolicyBody(), request.stackPolicyURL(), "StackPolicy");
        Optional<String> policy = policies.find(
                request.stackPolicyDuringUpdateBody(), request.stackPolicyDuringUpdateURL(), "StackPolicyDuringUpdate");
        boolean otherPolicy = nextPolicy
                .filter(next -> stack.settings()
                        .policy()
                        .filter(own -> StackPolicy.same(own, next))
                        .isEmpty())
                .isPresent();
        ChangePlanner.Outcome outcome = new ChangePlanner(context).plan(stack, target);
        if (!otherPolicy && !outcome.effective()) {
            throw Problems.validation(NO_UPDATES);
        }
        AllowedTypes.requireOf(request.resourceTypes(), outcome.changes());
        OnFailure onFailure =
                Boolean.TRUE.equals(request.disableRollback()) ? OnFailure.DO_NOTHING : OnFailure.ROLLBACK;
        Optional<String> token = Optional.ofNullable(request.clientRequestToken());
        boolean begun = context.store().write(() -> {
            if (!isStill(stack)) {
                return false;
            }
            begin(stack.id(), target, onFailure, token, Optional.empty(), policy, nextPolicy);
            changeSets.outdate(stack.id());
            return true;
        });
        if (!begun) {
            // Another operation came and went since the stack was looked at: what it left is what is to be updated.
            return update(request);
        }
        engine.run(stack.id());
        return UpdateStackResponse.builder().stackId(stack.id()).build();
    }

    private boolean isStill(StackRow seen) {
        return context.store()
                .stack(seen.id())
                .operation()
                .id()
                .equals(seen.operation().id());
    }

    private static boolean repeated(StackRow stack, @org.jspecify.annotations.Nullable String token) {
        return token != null
                && stack.operation().before().isPresent()
                && stack.operation().token().filter(token::equals).isPresent();
    }

    /** Writes down that the execution of a change set begins. */
    void begin(
            String stackId,
            Definition target,
            OnFailure onFailure,
            Optional<String> token,
            Optional<String> changeSetId) {
        begin(stackId, target, onFailure, token, changeSetId, Optional.empty(), Optional.empty());
    }

    /** Writes down that an update begins, unless something else has begun; then the engine must run it. */
    private void begin(
            String stackId,
            Definition target,
            OnFailure onFailure,
            Optional<String> token,
            Optional<String> changeSetId,
            Optional<String> policy,
            Optional<String> nextPolicy) {
        context.store().write(() -> {
            StackRow now = context.store().stack(stackId);
            requireUpdatable(now);
            Operation operation = new Operation(
                    context.service().ids().uuid(),
                    token,
                    Optional.of(LastStable.definition(now)),
                    onFailure,
                    List.of(),
                    Optional.empty(),
                    false,
                    Optional.empty());
            context.journal()
                    .stack(now.withOperation(operation.under(policy, nextPolicy))
                            .withDefinition(target)
                            .withTimes(Optional.of(context.time().instant()), Optional.empty())
                            .withSettings(
                                    settings -> settings.executing(changeSetId, onFailure == OnFailure.DO_NOTHING))
                            .withStatus(StackStatus.UPDATE_IN_PROGRESS, Optional.of("User Initiated")));
        });
    }

    /** Begins to make a nested stack again what it was before an update of its parent that failed. */
    void takeBack(String stackId, Definition earlier, String token) {
        context.store().write(() -> {
            begin(stackId, earlier, OnFailure.ROLLBACK, Optional.of(token), Optional.empty());
            changeSets.outdate(stackId);
        });
        engine.run(stackId);
    }

    static void requireUpdatable(StackRow stack) {
        if (!UPDATABLE.contains(stack.status())) {
            throw Problems.validation(
                    "Stack:" + stack.id() + " is in " + stack.status() + " state and can not be updated.");
        }
        if (stack.status() == StackStatus.CREATE_FAILED && !stack.settings().disableRollback()) {
            throw Problems.validation("This stack cannot be updated from [CREATE_FAILED] state because it contains"
                    + " [on-failure: DO_NOTHING]. Please use disable-rollback option instead during stack creation.");
        }
    }

    private Definitions.Wish wish(UpdateStackRequest request, StackRow stack) {
        Definition now = stack.definition();
        String body = body(request, now);
        return new Definitions.Wish(
                body,
                request.parameters(),
                now.parameters(),
                request.hasTags() ? request.tags() : now.tags(),
                request.capabilitiesAsStrings(),
                Optional.ofNullable(request.roleARN()).or(now::roleArn),
                request.hasNotificationARNs() ? request.notificationARNs() : now.notificationArns());
    }

    private String body(UpdateStackRequest request, Definition now) {
        boolean previous = Boolean.TRUE.equals(request.usePreviousTemplate());
        Optional<String> given = templates.find(request.templateBody(), request.templateURL());
        if (previous && given.isPresent()) {
            throw Problems.validation(
                    "Either Template URL or Template Body or UsePreviousTemplate must be specified, not several.");
        }
        return previous ? now.body() : templates.get(request.templateBody(), request.templateURL());
    }

    CancelUpdateStackResponse cancel(CancelUpdateStackRequest request) {
        StackRow stack = standing(request.stackName());
        boolean halted = context.store().write(() -> {
            StackRow now = context.store().stack(stack.id());
            if (now.status() != StackStatus.UPDATE_IN_PROGRESS) {
                throw Problems.validation("CancelUpdateStack cannot be called from current stack status");
            }
            return now.operation().halted().isPresent();
        });
        if (!halted) {
            engine.halt(stack.id(), "User Initiated");
        }
        return CancelUpdateStackResponse.builder().build();
    }

    ContinueUpdateRollbackResponse continueRollback(ContinueUpdateRollbackRequest request) {
        StackRow stack = standing(request.stackName());
        context.store().write(() -> {
            StackRow now = context.store().stack(stack.id());
            if (now.status() != StackStatus.UPDATE_ROLLBACK_FAILED) {
                throw Problems.validation("Stack:" + now.id() + " is in " + now.status()
                        + " state and can not continue rollback of an update.");
            }
            request.resourcesToSkip().forEach(name -> requireSkippable(now, name));
            Operation old = now.operation();
            Operation next = new Operation(
                    old.id(),
                    Optional.ofNullable(request.clientRequestToken()),
                    old.before(),
                    old.onFailure(),
                    request.resourcesToSkip(),
                    Optional.empty(),
                    false,
                    Optional.empty());
            context.journal()
                    .stack(now.withOperation(next)
                            .withStatus(StackStatus.UPDATE_ROLLBACK_IN_PROGRESS, Optional.of("User Initiated")));
        });
        engine.run(stack.id());
        return ContinueUpdateRollbackResponse.builder().build();
    }

    private void requireSkippable(StackRow stack, String logicalId) {
        boolean skippable = context.store()
                .resource(stack.id(), logicalId)
                .filter(row -> row.status() == ResourceStatus.UPDATE_FAILED)
                .filter(row -> row.step().action() == ResourceRow.Action.REVERT)
                .isPresent();
        if (!skippable) {
            throw Problems.validation("Resource " + logicalId + " of stack " + stack.name()
                    + " cannot be skipped: only resources in the status UPDATE_FAILED can.");
        }
    }

    private StackRow standing(@org.jspecify.annotations.Nullable String nameOrId) {
        String name = Checks.stackName(nameOrId);
        return context.store().find(name).filter(stack -> !stack.gone()).orElseThrow(() -> Problems.noStackNamed(name));
    }
}
