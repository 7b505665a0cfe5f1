package io.devopslab.cloud.service.cloudformation;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.stack.engine.EngineContext;
import io.devopslab.cloud.stack.state.Definition;
import io.devopslab.cloud.stack.state.Operation.OnFailure;
import io.devopslab.cloud.stack.state.StackRow;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.AlreadyExistsException;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.ExecutionStatus;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** CreateChangeSet. */
final class ChangeSetCreation {

    private static final String NO_CHANGES =
            "The submitted information didn't contain changes. Submit different information to create a change set.";

    private final EngineContext context;
    private final ChangeSets changeSets;
    private final Definitions definitions;
    private final TemplateSource templates;
    private final StackRows rows;

    ChangeSetCreation(EngineContext context, ChangeSets changeSets, TemplateSource templates) {
        this.context = context;
        this.changeSets = changeSets;
        this.definitions = new Definitions(context);
        this.templates = templates;
        this.rows = new StackRows(context);
    }

    CreateChangeSetResponse create(CreateChangeSetRequest request) {
        String name = Checks.changeSetName(request.changeSetName());
        Checks.atMost(name, 128, "changeSetName");
        String stackName = Checks.stackName(request.stackName());
        ChangeSetType type = type(request);
        Checks.noRollbackTriggers(request.rollbackConfiguration());
        Optional<StackRow> existing = context.store().find(stackName).filter(stack -> !stack.gone());
        StackRow stack = type == ChangeSetType.CREATE
                ? stackToCreate(request, existing)
                : existing.orElseThrow(() -> Problems.noStackNamed(stackName));
        if (type == ChangeSetType.UPDATE) {
            StackUpdates.requireUpdatable(stack);
        }
        Definition target = definitions.define(wish(request, stack), stack.name(), stack.id());
        ChangePlanner.Outcome outcome = new ChangePlanner(context).plan(stack, target);
        AllowedTypes.requireOf(request.resourceTypes(), outcome.changes());
        ChangeSetRow row = row(request, stack, type, target, outcome);
        return context.store().write(() -> keep(row, stack, existing.isEmpty()));
    }

    private static ChangeSetType type(CreateChangeSetRequest request) {
        ChangeSetType type = request.changeSetType() == null ? ChangeSetType.UPDATE : request.changeSetType();
        return switch (type) {
            case CREATE, UPDATE -> type;
            case IMPORT ->
                throw Problems.validation("Importing existing resources is not supported by the embedded cloud");
            default ->
                throw Problems.validation("1 validation error detected: Value '" + request.changeSetTypeAsString()
                        + "' at 'changeSetType' failed to satisfy constraint: Member must satisfy enum value set:"
                        + " [IMPORT, UPDATE, CREATE]");
        };
    }

    private StackRow stackToCreate(CreateChangeSetRequest request, Optional<StackRow> existing) {
        if (existing.isPresent()) {
            if (existing.get().status() != StackStatus.REVIEW_IN_PROGRESS) {
                throw Problems.validation("Stack [" + existing.get().name()
                        + "] already exists and cannot be created again with the changeSet ["
                        + request.changeSetName() + "].");
            }
            return existing.get();
        }
        return rows.underReview(Checks.newStackName(request.stackName()));
    }

    private Definitions.Wish wish(CreateChangeSetRequest request, StackRow stack) {
        Definition now = stack.definition();
        boolean previous = Boolean.TRUE.equals(request.usePreviousTemplate());
        if (previous && now.body().isEmpty()) {
            throw Problems.validation("Either Template URL or Template Body must be specified.");
        }
        return new Definitions.Wish(
                previous ? now.body() : templates.get(request.templateBody(), request.templateURL()),
                request.parameters(),
                now.parameters(),
                request.hasTags() ? request.tags() : now.tags(),
                request.capabilitiesAsStrings(),
                Optional.ofNullable(request.roleARN()).or(now::roleArn),
                request.hasNotificationARNs() ? request.notificationARNs() : now.notificationArns());
    }

    private ChangeSetRow row(
            CreateChangeSetRequest request,
            StackRow stack,
            ChangeSetType type,
            Definition target,
            ChangePlanner.Outcome outcome) {
        boolean sameInput = target.body().equals(stack.definition().body())
                && target.parameters().equals(stack.definition().parameters());
        Optional<String> problem =
                outcome.effective() ? Optional.empty() : Optional.of(sameInput ? NO_CHANGES : StackUpdates.NO_UPDATES);
        return new ChangeSetRow(
                changeSets.newId(request.changeSetName()),
                request.changeSetName(),
                stack.id(),
                type,
                problem.isPresent() ? ChangeSetStatus.FAILED : ChangeSetStatus.CREATE_COMPLETE,
                problem.isPresent() ? ExecutionStatus.UNAVAILABLE : ExecutionStatus.AVAILABLE,
                problem,
                context.time().instant(),
                Optional.ofNullable(request.description()),
                Optional.ofNullable(request.clientToken()),
                target,
                outcome.changes(),
                Optional.ofNullable(request.onStackFailureAsString()).map(ChangeSetCreation::onFailure),
                Boolean.TRUE.equals(request.includeNestedStacks()),
                stack.operation().id(),
                Optional.empty());
    }

    private static OnFailure onFailure(String value) {
        try {
            return OnFailure.valueOf(value);
        } catch (IllegalArgumentException e) {
            throw Problems.validation("1 validation error detected: Value '" + value + "' at 'onStackFailure' failed to"
                    + " satisfy constraint: Member must satisfy enum value set: [ROLLBACK, DELETE, DO_NOTHING]");
        }
    }

    private CreateChangeSetResponse keep(ChangeSetRow row, StackRow stack, boolean isNew) {
        if (isNew) {
            context.store().find(stack.name()).ifPresent(other -> {
                throw Errors.of(AlreadyExistsException.builder(), "Stack [" + stack.name() + "] already exists");
            });
            context.journal().stack(stack);
        }
        Optional<ChangeSetRow> same = changeSets.named(stack.id(), row.name());
        if (same.isPresent()) {
            return repeated(same.get(), row);
        }
        changeSets.put(row);
        return response(row);
    }

    /** A repeated request with the same token is the same request. */
    private static CreateChangeSetResponse repeated(ChangeSetRow same, ChangeSetRow row) {
        if (row.token().isPresent() && row.token().equals(same.token())) {
            return response(same);
        }
        throw Errors.of(AlreadyExistsException.builder(), "ChangeSet " + same.id() + " already exists");
    }

    private static CreateChangeSetResponse response(ChangeSetRow row) {
        return CreateChangeSetResponse.builder()
                .id(row.id())
                .stackId(row.stackId())
                .build();
    }
}
