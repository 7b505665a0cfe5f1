package io.devopslab.cloud.service.codepipeline;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.service.codepipeline.definition.PipelineConstraints;
import io.devopslab.cloud.service.codepipeline.definition.PipelineErrors;
import io.devopslab.cloud.service.codepipeline.definition.Pipelines;
import io.devopslab.cloud.service.codepipeline.run.ActionRun;
import io.devopslab.cloud.service.codepipeline.run.Execution;
import io.devopslab.cloud.service.codepipeline.run.Executions;
import io.devopslab.cloud.service.codepipeline.view.HistoryView;
import io.devopslab.cloud.service.codepipeline.view.RuleView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionFilter;
import software.amazon.awssdk.services.codepipeline.model.GetPipelineExecutionRequest;
import software.amazon.awssdk.services.codepipeline.model.GetPipelineExecutionResponse;
import software.amazon.awssdk.services.codepipeline.model.ListActionExecutionsRequest;
import software.amazon.awssdk.services.codepipeline.model.ListActionExecutionsResponse;
import software.amazon.awssdk.services.codepipeline.model.ListPipelineExecutionsRequest;
import software.amazon.awssdk.services.codepipeline.model.ListPipelineExecutionsResponse;
import software.amazon.awssdk.services.codepipeline.model.ListRuleExecutionsRequest;
import software.amazon.awssdk.services.codepipeline.model.ListRuleExecutionsResponse;
import software.amazon.awssdk.services.codepipeline.model.RuleExecutionFilter;
import software.amazon.awssdk.services.codepipeline.model.StageExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.StartTimeRange;
import software.amazon.awssdk.services.codepipeline.model.ValidationException;

/** The operations that tell what ran. */
final class HistoryOperations {

    private static final int PAGE = 100;

    private final Pipelines pipelines;
    private final Executions executions;
    private final String region;

    HistoryOperations(Pipelines pipelines, Executions executions, String region) {
        this.pipelines = pipelines;
        this.executions = executions;
        this.region = region;
    }

    GetPipelineExecutionResponse get(GetPipelineExecutionRequest request) {
        PipelineConstraints.pipelineName("pipelineName", request.pipelineName())
                .required("pipelineExecutionId", request.pipelineExecutionId())
                .pattern("pipelineExecutionId", request.pipelineExecutionId(), ExecutionOperations.EXECUTION_ID)
                .verify(ValidationException.builder());
        pipelines.require(request.pipelineName());
        return GetPipelineExecutionResponse.builder()
                .pipelineExecution(
                        HistoryView.execution(require(request.pipelineName(), request.pipelineExecutionId())))
                .build();
    }

    private Execution require(String pipeline, String id) {
        return executions.find(pipeline, id).orElseThrow(() -> PipelineErrors.noSuchExecution(pipeline, id));
    }

    private static Constraints paged(@Nullable String pipeline, @Nullable Integer maxResults) {
        return PipelineConstraints.pipelineName("pipelineName", pipeline).range("maxResults", maxResults, 1, PAGE);
    }

    private static <T> Page<T> page(
            List<T> all, Function<T, String> key, @Nullable String token, @Nullable Integer size) {
        try {
            return Page.of(all, key, token, size == null ? PAGE : size);
        } catch (IllegalArgumentException e) {
            throw PipelineErrors.invalidToken();
        }
    }

    ListPipelineExecutionsResponse list(ListPipelineExecutionsRequest request) {
        paged(request.pipelineName(), request.maxResults()).verify(ValidationException.builder());
        pipelines.require(request.pipelineName());
        List<Execution> found = executions.of(request.pipelineName()).stream()
                .filter(execution -> isWanted(execution, request))
                .toList();
        Page<Execution> page = page(found, Execution::id, request.nextToken(), request.maxResults());
        return ListPipelineExecutionsResponse.builder()
                .pipelineExecutionSummaries(
                        page.items().stream().map(HistoryView::summary).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static boolean isWanted(Execution execution, ListPipelineExecutionsRequest request) {
        if (request.filter() == null || request.filter().succeededInStage() == null) {
            return true;
        }
        return execution
                .stage(String.valueOf(request.filter().succeededInStage().stageName()))
                .filter(stage -> stage.status() == StageExecutionStatus.SUCCEEDED)
                .isPresent();
    }

    private record Shown(Execution execution, ActionRun run) {}

    ListActionExecutionsResponse listActions(ListActionExecutionsRequest request) {
        paged(request.pipelineName(), request.maxResults()).verify(ValidationException.builder());
        pipelines.require(request.pipelineName());
        List<Shown> found = new ArrayList<>();
        for (Execution execution : wanted(request)) {
            List<ActionRun> runs = new ArrayList<>(executions.actions(execution));
            runs.removeIf(ActionRun::isRule);
            Collections.reverse(runs);
            Set<String> counting = counting(execution, request.filter());
            runs.stream()
                    .filter(run -> counting.isEmpty() || counting.contains(run.key()))
                    .forEach(run -> found.add(new Shown(execution, run)));
        }
        Page<Shown> page = page(found, shown -> shown.run().id(), request.nextToken(), request.maxResults());
        return ListActionExecutionsResponse.builder()
                .actionExecutionDetails(page.items().stream()
                        .map(shown -> HistoryView.action(shown.execution(), shown.run(), region))
                        .toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    ListRuleExecutionsResponse listRules(ListRuleExecutionsRequest request) {
        paged(request.pipelineName(), request.maxResults()).verify(ValidationException.builder());
        pipelines.require(request.pipelineName());
        List<Shown> found = new ArrayList<>();
        for (Execution execution : wanted(request)) {
            List<ActionRun> runs = new ArrayList<>(executions.actions(execution));
            Collections.reverse(runs);
            runs.stream().filter(ActionRun::isRule).forEach(run -> found.add(new Shown(execution, run)));
        }
        Page<Shown> page = page(found, shown -> shown.run().id(), request.nextToken(), request.maxResults());
        return ListRuleExecutionsResponse.builder()
                .ruleExecutionDetails(page.items().stream()
                        .map(shown -> RuleView.detail(shown.execution(), shown.run()))
                        .toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private List<Execution> wanted(ListRuleExecutionsRequest request) {
        RuleExecutionFilter filter = request.filter();
        Optional<String> id = filter == null
                ? Optional.empty()
                : Optional.ofNullable(filter.pipelineExecutionId())
                        .or(() -> Optional.ofNullable(filter.latestInPipelineExecution())
                                .map(latest -> String.valueOf(latest.pipelineExecutionId())));
        return id.map(wanted -> List.of(require(request.pipelineName(), wanted)))
                .orElseGet(() -> executions.of(request.pipelineName()));
    }

    private List<Execution> wanted(ListActionExecutionsRequest request) {
        ActionExecutionFilter filter = request.filter();
        if (filter != null && filter.pipelineExecutionId() != null) {
            return List.of(require(request.pipelineName(), filter.pipelineExecutionId()));
        }
        if (filter != null && filter.latestInPipelineExecution() != null) {
            return List.of(require(
                    request.pipelineName(),
                    String.valueOf(filter.latestInPipelineExecution().pipelineExecutionId())));
        }
        return executions.of(request.pipelineName());
    }

    /** The runs that count, when only these are asked for: not those that a retry has put aside. */
    private static Set<String> counting(Execution execution, @Nullable ActionExecutionFilter filter) {
        Set<String> keys = new HashSet<>();
        if (filter != null
                && filter.latestInPipelineExecution() != null
                && filter.latestInPipelineExecution().startTimeRange() == StartTimeRange.LATEST) {
            execution
                    .course()
                    .stages()
                    .forEach(stage -> keys.addAll(stage.actions().values()));
        }
        return keys;
    }
}
