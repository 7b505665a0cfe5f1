package io.devopslab.cloud.service.cloudformation;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.stack.engine.EngineContext;
import io.devopslab.cloud.stack.engine.StackEngine;
import io.devopslab.cloud.stack.plan.Exports;
import io.devopslab.cloud.stack.state.Definition;
import io.devopslab.cloud.stack.state.Operation;
import io.devopslab.cloud.stack.state.Operation.OnFailure;
import io.devopslab.cloud.stack.state.StackRow;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.AlreadyExistsException;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateStackResponse;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackResponse;
import software.amazon.awssdk.services.cloudformation.model.DeletionMode;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudformation.model.UpdateTerminationProtectionRequest;
import software.amazon.awssdk.services.cloudformation.model.UpdateTerminationProtectionResponse;

/** The operations that make stacks and end them. */
final class StackMutations {

    private static final Set<StackStatus> UNDELETABLE = Set.of(
            StackStatus.UPDATE_IN_PROGRESS,
            StackStatus.UPDATE_COMPLETE_CLEANUP_IN_PROGRESS,
            StackStatus.UPDATE_ROLLBACK_IN_PROGRESS,
            StackStatus.UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS);

    private final EngineContext context;
    private final StackEngine engine;
    private final Definitions definitions;
    private final TemplateSource templates;
    private final ChangeSets changeSets;
    private final StackRows rows;
    private final StackPolicies policies;

    StackMutations(EngineContext context, StackEngine engine, TemplateSource templates, ChangeSets changeSets) {
        this.context = context;
        this.engine = engine;
        this.changeSets = changeSets;
        this.rows = new StackRows(context);
        this.definitions = new Definitions(context);
        this.templates = templates;
        this.policies = new StackPolicies(context, templates);
    }

    CreateStackResponse create(CreateStackRequest request) {
        return create(request, Optional.empty());
    }

    /** Begins to create a stack, which may be nested in another. */
    CreateStackResponse create(CreateStackRequest request, Optional<StackRow> parent) {
        String name = Checks.newStackName(request.stackName());
        Checks.token(request.clientRequestToken(), "clientRequestToken");
        Checks.noRollbackTriggers(request.rollbackConfiguration());
        if (request.onFailure() != null && request.disableRollback() != null) {
            throw Problems.validation("You can specify either DisableRollback or OnFailure, but not both.");
        }
        String id = rows.newId(name);
        OnFailure onFailure = onFailure(request);
        Definition definition = definitions.define(wish(request), name, id);
        AllowedTypes.require(request.resourceTypes(), definition.body());
        Optional<String> policy = policies.find(request.stackPolicyBody(), request.stackPolicyURL(), "StackPolicy");
        Optional<String> token = Optional.ofNullable(request.clientRequestToken());
        String made = context.store().write(() -> {
            Optional<StackRow> existing = context.store().find(name);
            if (existing.isPresent()) {
                return sameRequest(existing.get(), token);
            }
            context.journal().stack(rows.creating(request, id, definition, onFailure, parent, policy));
            return id;
        });
        if (made.equals(id)) {
            engine.run(id);
        }
        return CreateStackResponse.builder().stackId(made).build();
    }

    private static Definitions.Wish wish(CreateStackRequest request, String body) {
        return new Definitions.Wish(
                body,
                request.parameters(),
                List.of(),
                request.tags(),
                request.capabilitiesAsStrings(),
                Optional.ofNullable(request.roleARN()),
                request.notificationARNs());
    }

    private Definitions.Wish wish(CreateStackRequest request) {
        return wish(request, templates.get(request.templateBody(), request.templateURL()));
    }

    /** A repeated request with the same token is the same request. */
    private static String sameRequest(StackRow existing, Optional<String> token) {
        if (token.isPresent() && existing.operation().token().equals(token)) {
            return existing.id();
        }
        throw Errors.of(AlreadyExistsException.builder(), "Stack [" + existing.name() + "] already exists");
    }

    private static OnFailure onFailure(CreateStackRequest request) {
        if (Boolean.TRUE.equals(request.disableRollback())) {
            return OnFailure.DO_NOTHING;
        }
        String given = request.onFailureAsString();
        if (given == null) {
            return OnFailure.ROLLBACK;
        }
        try {
            return OnFailure.valueOf(given);
        } catch (IllegalArgumentException e) {
            throw Problems.validation("1 validation error detected: Value '" + given + "' at 'onFailure' failed to"
                    + " satisfy constraint: Member must satisfy enum value set: [ROLLBACK, DELETE, DO_NOTHING]");
        }
    }

    DeleteStackResponse delete(DeleteStackRequest request) {
        String name = Checks.stackName(request.stackName());
        Checks.token(request.clientRequestToken(), "clientRequestToken");
        if (request.deletionMode() == DeletionMode.UNKNOWN_TO_SDK_VERSION) {
            throw Problems.validation("1 validation error detected: Value '" + request.deletionModeAsString()
                    + "' at 'deletionMode' failed to satisfy constraint: Member must satisfy enum value set: [STANDARD,"
                    + " FORCE_DELETE_STACK]");
        }
        Optional<StackRow> found = context.store().find(name);
        if (found.isPresent() && !found.get().gone()) {
            delete(found.get().id(), request);
        }
        return DeleteStackResponse.builder().build();
    }

    /** How a deletion goes on after it has been written down. */
    private enum Course {
        NOTHING_TO_DO,
        INTERRUPT,
        BEGIN
    }

    private void delete(String id, DeleteStackRequest request) {
        switch (context.store().write(() -> course(id, request))) {
            // The execution that runs goes on with the deletion when what it began is done.
            case INTERRUPT -> engine.halt(id, "Stack deletion requested. ");
            case BEGIN -> engine.run(id);
            case NOTHING_TO_DO -> {
                // It is being deleted already, or must not be.
            }
        }
    }

    private Course course(String id, DeleteStackRequest request) {
        StackRow stack = context.store().stack(id);
        requireDeletable(stack, request);
        if (stack.status() == StackStatus.DELETE_IN_PROGRESS || stack.gone()) {
            return Course.NOTHING_TO_DO;
        }
        context.journal()
                .stack(stack.withOperation(deletion(stack, request))
                        .withStatus(StackStatus.DELETE_IN_PROGRESS, Optional.of("User Initiated")));
        Optional<String> inUse = new Exports(context.store()).inUse(stack, List.of());
        if (inUse.isPresent()) {
            context.journal().stack(stack.withStatus(stack.status(), Optional.of("Delete canceled. " + inUse.get())));
            return Course.NOTHING_TO_DO;
        }
        changeSets.removeAll(id);
        return stack.busy() ? Course.INTERRUPT : Course.BEGIN;
    }

    private static void requireDeletable(StackRow stack, DeleteStackRequest request) {
        if (stack.settings().terminationProtection()) {
            throw Problems.validation(
                    "Stack [" + stack.name() + "] cannot be deleted while TerminationProtection is enabled");
        }
        if (UNDELETABLE.contains(stack.status())) {
            throw Problems.validation(
                    "Stack [" + stack.name() + "] cannot be deleted while in status " + stack.status());
        }
        if (!request.retainResources().isEmpty() && stack.status() != StackStatus.DELETE_FAILED) {
            throw Problems.validation("Invalid operation on stack [" + stack.id()
                    + "]. Specify resources to retain only when the current stack state is DELETE_FAILED.");
        }
        if (request.deletionMode() == DeletionMode.FORCE_DELETE_STACK && stack.status() != StackStatus.DELETE_FAILED) {
            throw Problems.validation("Invalid operation on stack [" + stack.id()
                    + "]. You can activate DeletionMode FORCE_DELETE_STACK in a delete stack operation only when the"
                    + " stack is in the DELETE_FAILED state.");
        }
    }

    private Operation deletion(StackRow stack, DeleteStackRequest request) {
        // A creation that is interrupted keeps its identity: its steps must still be found.
        String id =
                stack.busy() ? stack.operation().id() : context.service().ids().uuid();
        return new Operation(
                id,
                Optional.ofNullable(request.clientRequestToken()),
                Optional.empty(),
                OnFailure.DO_NOTHING,
                request.retainResources(),
                Optional.empty(),
                DeletionMode.FORCE_DELETE_STACK == request.deletionMode(),
                Optional.empty());
    }

    UpdateTerminationProtectionResponse protect(UpdateTerminationProtectionRequest request) {
        String name = Checks.stackName(request.stackName());
        boolean enabled = Checks.required(request.enableTerminationProtection(), "enableTerminationProtection");
        StackRow stack = standing(name);
        if (stack.settings().parentId().isPresent()) {
            throw Problems.validation("The termination protection of a nested stack is that of its root stack and"
                    + " cannot be changed directly: " + stack.name());
        }
        context.store().update(stack.id(), row -> row.withSettings(settings -> settings.protect(enabled)));
        return UpdateTerminationProtectionResponse.builder().stackId(stack.id()).build();
    }

    private StackRow standing(@Nullable String nameOrId) {
        String name = Checks.stackName(nameOrId);
        return context.store().find(name).filter(stack -> !stack.gone()).orElseThrow(() -> Problems.noStackNamed(name));
    }
}
