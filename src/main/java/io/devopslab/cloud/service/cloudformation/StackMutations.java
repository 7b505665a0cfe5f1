package io.devopslab.cloud.service.cloudformation;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.stack.engine.EngineContext;
import io.devopslab.cloud.stack.engine.StackEngine;
import io.devopslab.cloud.stack.state.Definition;
import io.devopslab.cloud.stack.state.Operation;
import io.devopslab.cloud.stack.state.Operation.OnFailure;
import io.devopslab.cloud.stack.state.StackRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.AlreadyExistsException;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateStackResponse;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackResponse;
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

    StackMutations(EngineContext context, StackEngine engine, TemplateSource templates) {
        this.context = context;
        this.engine = engine;
        this.definitions = new Definitions(context);
        this.templates = templates;
    }

    CreateStackResponse create(CreateStackRequest request) {
        String name = Checks.newStackName(request.stackName());
        Checks.atMost(request.clientRequestToken(), 128, "clientRequestToken");
        if (request.onFailure() != null && request.disableRollback() != null) {
            throw Problems.validation("You can specify either DisableRollback or OnFailure, but not both.");
        }
        String id = newId(name);
        Definition definition = definitions.define(wish(request), name, id);
        Optional<String> token = Optional.ofNullable(request.clientRequestToken());
        String made = context.store().write(() -> {
            Optional<StackRow> existing = context.store().find(name);
            if (existing.isPresent()) {
                return sameRequest(existing.get(), token);
            }
            context.journal().stack(row(request, name, id, definition));
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

    String newId(String name) {
        return Arns.of(
                "cloudformation",
                context.service().scope(),
                "stack/" + name + "/" + context.service().ids().uuid());
    }

    /** A repeated request with the same token is the same request. */
    private static String sameRequest(StackRow existing, Optional<String> token) {
        if (token.isPresent() && existing.operation().token().equals(token)) {
            return existing.id();
        }
        throw Errors.of(AlreadyExistsException.builder(), "Stack [" + existing.name() + "] already exists");
    }

    private StackRow row(CreateStackRequest request, String name, String id, Definition definition) {
        Instant now = context.time().instant();
        OnFailure onFailure = onFailure(request);
        Optional<Integer> timeout = Optional.ofNullable(request.timeoutInMinutes());
        Operation operation = new Operation(
                context.service().ids().uuid(),
                Optional.ofNullable(request.clientRequestToken()),
                Optional.empty(),
                onFailure,
                List.of(),
                timeout.map(minutes -> now.plus(Duration.ofMinutes(minutes))),
                Optional.empty());
        StackRow.Settings settings = new StackRow.Settings(
                Boolean.TRUE.equals(request.enableTerminationProtection()),
                onFailure == OnFailure.DO_NOTHING,
                Boolean.TRUE.equals(request.retainExceptOnCreate()),
                timeout,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(request.stackPolicyBody()));
        return new StackRow(
                id,
                name,
                now,
                Optional.empty(),
                Optional.empty(),
                StackStatus.CREATE_IN_PROGRESS,
                Optional.of("User Initiated"),
                definition,
                operation,
                List.of(),
                List.of(),
                settings);
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
        Optional<StackRow> found = context.store().find(name);
        if (found.isPresent() && !found.get().gone()) {
            delete(found.get().id(), request);
        }
        return DeleteStackResponse.builder().build();
    }

    private void delete(String id, DeleteStackRequest request) {
        boolean wasBusy = context.store().write(() -> {
            StackRow stack = context.store().stack(id);
            requireDeletable(stack, request);
            if (stack.status() == StackStatus.DELETE_IN_PROGRESS || stack.gone()) {
                return true;
            }
            context.journal()
                    .stack(stack.withOperation(deletion(stack, request))
                            .withStatus(StackStatus.DELETE_IN_PROGRESS, Optional.of("User Initiated")));
            return stack.busy();
        });
        if (wasBusy) {
            // The execution that runs goes on with the deletion when what it began is done.
            engine.halt(id, "Stack deletion requested. ");
        } else {
            engine.run(id);
        }
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
                Optional.empty());
    }

    UpdateTerminationProtectionResponse protect(UpdateTerminationProtectionRequest request) {
        String name = Checks.stackName(request.stackName());
        boolean enabled = Checks.required(request.enableTerminationProtection(), "enableTerminationProtection");
        StackRow stack = standing(name);
        context.store()
                .update(
                        stack.id(),
                        row -> row.withSettings(old -> new StackRow.Settings(
                                enabled,
                                old.disableRollback(),
                                old.retainExceptOnCreate(),
                                old.timeoutMinutes(),
                                old.parentId(),
                                old.rootId(),
                                old.changeSetId(),
                                old.policy())));
        return UpdateTerminationProtectionResponse.builder().stackId(stack.id()).build();
    }

    private StackRow standing(@Nullable String nameOrId) {
        String name = Checks.stackName(nameOrId);
        return context.store().find(name).filter(stack -> !stack.gone()).orElseThrow(() -> Problems.noStackNamed(name));
    }
}
