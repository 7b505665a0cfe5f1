package io.devopslab.cloud.service.codepipeline.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.ServiceContext;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.ActionTypeId;
import software.amazon.awssdk.services.codepipeline.model.StageExecutionStatus;

/** Tells the cloud about changes, in the words of the CodePipeline User Guide, "Monitoring CodePipeline events". */
final class ExecutionEvents {

    private static final String SOURCE = "aws.codepipeline";
    private static final DateTimeFormatter START =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private final ServiceContext context;

    ExecutionEvents(ServiceContext context) {
        this.context = context;
    }

    private void publish(String detailType, Execution execution, ObjectNode detail) {
        String arn = Arns.of("codepipeline", context.scope(), execution.pipeline());
        context.events().publish(context.scope(), SOURCE, detailType, List.of(arn), detail);
    }

    private ObjectNode detail(Execution execution, int attempt) {
        ObjectNode detail = JsonNodeFactory.instance
                .objectNode()
                .put("pipeline", execution.pipeline())
                .put("execution-id", execution.id())
                .put("start-time", START.format(execution.launch().started()))
                .put("version", (double) execution.version())
                .put("pipeline-execution-attempt", (double) attempt);
        return detail;
    }

    private static int attempt(Execution execution) {
        return execution.course().stages().stream()
                .mapToInt(StageRun::attempt)
                .max()
                .orElse(1);
    }

    /**
     * @param state for example {@code STARTED}
     */
    void pipeline(Execution execution, String state) {
        ObjectNode detail = detail(execution, attempt(execution));
        detail.putObject("execution-trigger")
                .put("trigger-type", execution.launch().trigger().type().toString())
                .put("trigger-detail", execution.launch().trigger().detail());
        execution.stop().flatMap(Execution.Stop::reason).ifPresent(reason -> detail.putObject("stop-execution-trigger")
                .put("reason", reason));
        publish("CodePipeline Pipeline Execution State Change", execution, detail.put("state", state));
    }

    void stage(Execution execution, StageRun stage, List<ActionRun> runs, String state) {
        ObjectNode detail =
                detail(execution, stage.attempt()).put("stage", stage.name()).put("state", state);
        if (stage.status() == StageExecutionStatus.FAILED) {
            addFailure(detail, execution, runs);
        }
        publish("CodePipeline Stage Execution State Change", execution, detail);
    }

    private static void addFailure(ObjectNode detail, Execution execution, List<ActionRun> runs) {
        ArrayNode sources = detail.putArray("source-actions");
        execution.results().revisions().forEach(revision -> {
            ObjectNode source = sources.addObject().put("sourceActionName", revision.action());
            source.putObject("sourceActionVariables").put("CommitId", revision.id());
        });
        ArrayNode failed = detail.putArray("failed-actions");
        runs.stream()
                .filter(run -> run.outcome().status() == ActionExecutionStatus.FAILED)
                .forEach(run -> failed.addObject()
                        .put("action", run.action())
                        .put(
                                "additional-information",
                                run.outcome()
                                        .error()
                                        .map(ActionRun.Failure::message)
                                        .orElse("")));
    }

    void action(Execution execution, ActionRun run, int attempt, String state) {
        ObjectNode detail = detail(execution, attempt)
                .put("action-execution-id", run.id())
                .put("stage", run.stage())
                .put("action", run.action())
                .put("state", state)
                .put("region", context.scope().region());
        addResult(detail, run);
        addArtifacts(detail, "input-artifacts", run.inputs());
        if (run.isSucceeded()) {
            addArtifacts(detail, "output-artifacts", run.outputs());
        }
        ActionTypeId type = run.declaration().actionTypeId();
        detail.putObject("type")
                .put("owner", type.ownerAsString())
                .put("category", type.categoryAsString())
                .put("provider", type.provider())
                .put("version", type.version());
        publish("CodePipeline Action Execution State Change", execution, detail);
    }

    private static void addResult(ObjectNode detail, ActionRun run) {
        External external = run.outcome().external();
        if (run.isInProgress()) {
            return;
        }
        ObjectNode result = detail.putObject("execution-result");
        external.url().ifPresent(url -> result.put("external-execution-url", url));
        external.summary()
                .or(() -> run.outcome().error().map(ActionRun.Failure::message))
                .ifPresent(summary -> result.put("external-execution-summary", summary));
        external.id().ifPresent(id -> result.put("external-execution-id", id));
        run.outcome().error().ifPresent(error -> result.put("error-code", error.code()));
    }

    private static void addArtifacts(ObjectNode detail, String member, List<ArtifactLocation> artifacts) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        artifacts.forEach(artifact -> list.addObject()
                .put("name", artifact.name())
                .putObject("s3location")
                .put("bucket", artifact.bucket())
                .put("key", artifact.key()));
        if (!list.isEmpty()) {
            detail.set(member, list);
        }
    }
}
