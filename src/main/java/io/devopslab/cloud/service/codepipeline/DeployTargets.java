package io.devopslab.cloud.service.codepipeline;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.service.codepipeline.definition.PipelineConstraints;
import io.devopslab.cloud.service.codepipeline.definition.PipelineErrors;
import io.devopslab.cloud.service.codepipeline.definition.Pipelines;
import io.devopslab.cloud.service.codepipeline.run.ActionRun;
import io.devopslab.cloud.service.codepipeline.run.Executions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;
import software.amazon.awssdk.services.codedeploy.model.Diagnostics;
import software.amazon.awssdk.services.codedeploy.model.InstanceTarget;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEvent;
import software.amazon.awssdk.services.codepipeline.model.ActionCategory;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionNotFoundException;
import software.amazon.awssdk.services.codepipeline.model.DeployActionExecutionTarget;
import software.amazon.awssdk.services.codepipeline.model.DeployTargetEvent;
import software.amazon.awssdk.services.codepipeline.model.DeployTargetEventContext;
import software.amazon.awssdk.services.codepipeline.model.ListDeployActionExecutionTargetsRequest;
import software.amazon.awssdk.services.codepipeline.model.ListDeployActionExecutionTargetsResponse;
import software.amazon.awssdk.services.codepipeline.model.TargetFilterName;
import software.amazon.awssdk.services.codepipeline.model.ValidationException;

/**
 * Where a deploy action deploys to, as CodeDeploy knows it: its deployment's targets and their lifecycle events, in
 * CodeDeploy's own words (CodePipeline API Reference, ListDeployActionExecutionTargets).
 */
final class DeployTargets {

    private static final int PAGE = 100;
    /** CodeDeploy tells no more at once (CodeDeploy API Reference, BatchGetDeploymentTargets). */
    private static final int BATCH = 25;

    private final Pipelines pipelines;
    private final Executions executions;
    private final Supplier<CodeDeployClient> codeDeploy;

    DeployTargets(Pipelines pipelines, Executions executions, Supplier<CodeDeployClient> codeDeploy) {
        this.pipelines = pipelines;
        this.executions = executions;
        this.codeDeploy = codeDeploy;
    }

    ListDeployActionExecutionTargetsResponse list(ListDeployActionExecutionTargetsRequest request) {
        check(request);
        ActionRun run = require(request);
        List<DeployActionExecutionTarget> found =
                run.outcome().external().id().map(this::targets).orElse(List.of()).stream()
                        .filter(target -> isWanted(target, request))
                        .toList();
        try {
            Page<DeployActionExecutionTarget> page = Page.of(
                    found,
                    DeployActionExecutionTarget::targetId,
                    request.nextToken(),
                    request.maxResults() == null ? PAGE : request.maxResults());
            return ListDeployActionExecutionTargetsResponse.builder()
                    .targets(page.items())
                    .nextToken(page.nextToken().orElse(null))
                    .build();
        } catch (IllegalArgumentException e) {
            throw PipelineErrors.invalidToken();
        }
    }

    private static void check(ListDeployActionExecutionTargetsRequest request) {
        Constraints checks = (request.pipelineName() == null
                        ? new Constraints()
                        : PipelineConstraints.pipelineName("pipelineName", request.pipelineName()))
                .required("actionExecutionId", request.actionExecutionId())
                .range("maxResults", request.maxResults(), 1, PAGE);
        request.filters()
                .forEach(filter -> checks.oneOf("filters.name", filter.nameAsString(), TargetFilterName.knownValues()));
        checks.verify(ValidationException.builder());
    }

    private ActionRun require(ListDeployActionExecutionTargetsRequest request) {
        Stream<String> names = request.pipelineName() == null
                ? pipelines.all().stream().map(Pipelines.Pipeline::name)
                : Stream.of(pipelines.require(request.pipelineName()).name());
        ActionRun run = names.flatMap(name -> executions.of(name).stream())
                .flatMap(execution -> executions.actions(execution).stream())
                .filter(candidate -> !candidate.isRule() && candidate.id().equals(request.actionExecutionId()))
                .findFirst()
                .orElseThrow(() -> Errors.of(
                        ActionExecutionNotFoundException.builder(),
                        "The action execution with id '" + request.actionExecutionId() + "' does not exist"));
        if (run.declaration().actionTypeId().category() != ActionCategory.DEPLOY
                || !run.declaration().actionTypeId().provider().equals("CodeDeploy")) {
            throw PipelineErrors.validation("The action '" + run.action()
                    + "' is no deploy action with targets: its type is "
                    + PipelineErrors.describe(run.declaration().actionTypeId()));
        }
        return run;
    }

    private static boolean isWanted(
            DeployActionExecutionTarget target, ListDeployActionExecutionTargetsRequest request) {
        return request.filters().stream()
                .allMatch(filter -> filter.values().isEmpty() || filter.values().contains(target.status()));
    }

    private List<DeployActionExecutionTarget> targets(String deployment) {
        List<String> ids = codeDeploy
                .get()
                .listDeploymentTargets(r -> r.deploymentId(deployment))
                .targetIds();
        List<DeployActionExecutionTarget> targets = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += BATCH) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + BATCH));
            codeDeploy
                    .get()
                    .batchGetDeploymentTargets(r -> r.deploymentId(deployment).targetIds(some))
                    .deploymentTargets()
                    .stream()
                    // A bundle of a pipeline is deployed to instances alone.
                    .flatMap(target -> Stream.ofNullable(target.instanceTarget())
                            .map(instance -> target(target.deploymentTargetTypeAsString(), instance)))
                    .forEach(targets::add);
        }
        return targets;
    }

    private static DeployActionExecutionTarget target(String type, InstanceTarget target) {
        List<LifecycleEvent> events = target.lifecycleEvents();
        return DeployActionExecutionTarget.builder()
                .targetId(target.targetId())
                .targetType(type)
                .status(target.statusAsString())
                .startTime(events.stream()
                        .flatMap(event -> Stream.ofNullable(event.startTime()))
                        .min(Comparator.naturalOrder())
                        .orElse(null))
                .endTime(isOver(target) ? target.lastUpdatedAt() : null)
                .events(events.stream().map(DeployTargets::event).toList())
                .build();
    }

    private static boolean isOver(InstanceTarget target) {
        return switch (target.status()) {
            case SUCCEEDED, FAILED, SKIPPED -> true;
            default -> false;
        };
    }

    private static DeployTargetEvent event(LifecycleEvent event) {
        return DeployTargetEvent.builder()
                .name(event.lifecycleEventName())
                .status(event.statusAsString())
                .startTime(event.startTime())
                .endTime(event.endTime())
                .context(Optional.ofNullable(event.diagnostics())
                        .map(Diagnostics::message)
                        .map(message -> DeployTargetEventContext.builder()
                                .message(message)
                                .build())
                        .orElse(null))
                .build();
    }
}
