package io.devopslab.dora;

import com.fasterxml.jackson.databind.JsonNode;
import io.devopslab.aws.Input;
import io.devopslab.aws.OperationFailedException;
import io.devopslab.aws.OperationName;
import io.devopslab.aws.Operations;
import io.devopslab.text.Message;
import io.devopslab.text.UsageException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Reads what AWS knows of a pipeline: <a
 * href="https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ListPipelineExecutions.html">ListPipelineExecutions</a>,
 * <a href="https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ListActionExecutions.html">ListActionExecutions</a>
 * and what the actions lead to.
 */
public final class HistoryReader {

    private static final OperationName PIPELINE = new OperationName("codepipeline", "GetPipeline");
    private static final OperationName EXECUTIONS = new OperationName("codepipeline", "ListPipelineExecutions");
    private static final OperationName ACTIONS = new OperationName("codepipeline", "ListActionExecutions");

    private final Operations operations;

    public HistoryReader(Operations operations) {
        this.operations = operations;
    }

    /**
     * Reads all pages of it.
     *
     * @throws OperationFailedException when an operation that cannot be done without fails, above all because there is no such
     *     pipeline
     * @throws UsageException when nothing in the pipeline deploys
     */
    public History read(String pipeline, Window window) {
        PipelineShape shape = new PipelineShape(
                operations.call(PIPELINE, Input.of("name", pipeline)).orThrow().path("pipeline"));
        String stage = shape.production()
                .orElseThrow(() -> new UsageException(
                        message("no-production", pipeline), message("no-production.cure", pipeline)));
        Map<String, JsonNode> executions = executions(pipeline);
        List<Message> notes = new ArrayList<>();
        SelfHealing healing = new SelfHealing(operations, notes);
        shape.codeDeployments()
                .forEach(action -> healing.watch(
                        action.path("ApplicationName").asText(),
                        action.path("DeploymentGroupName").asText()));
        Map<String, List<JsonNode>> actions = actions(pipeline, stage);
        Attempts attempts = new Attempts(shape, healing);
        List<Deployment> deployments = new ArrayList<>();
        executions.forEach(
                (id, execution) -> deployments.addAll(attempts.of(execution, actions.getOrDefault(id, List.of()))));
        List<AlarmChange> alarms =
                new AlarmReader(operations, notes).read(shape.alarms(), healing.alarms(), pipeline, window.until());
        CommitGraph commits = shape.repository()
                .<CommitGraph>map(name -> new Commits(operations, name))
                .orElse(CommitGraph.NONE);
        if (shape.repository().isEmpty()) {
            notes.add(message("no-repository", pipeline));
        }
        return new History(pipeline, stage, window, executions.size(), deployments, commits, alarms, notes);
    }

    private Map<String, JsonNode> executions(String pipeline) {
        List<JsonNode> found = oldestFirst(EXECUTIONS, pipeline, "pipelineExecutionSummaries");
        Map<String, JsonNode> byId = new LinkedHashMap<>();
        found.forEach(
                execution -> byId.put(execution.path("pipelineExecutionId").asText(), execution));
        return byId;
    }

    private Map<String, List<JsonNode>> actions(String pipeline, String stage) {
        return oldestFirst(ACTIONS, pipeline, "actionExecutionDetails").stream()
                .filter(action -> action.path("stageName").asText().equals(stage))
                .collect(Collectors.groupingBy(
                        action -> action.path("pipelineExecutionId").asText()));
    }

    /** AWS lists the newest first. Of what happened at the same moment only the order tells what came after what. */
    private List<JsonNode> oldestFirst(OperationName operation, String pipeline, String list) {
        List<JsonNode> found = new ArrayList<>();
        operations
                .callAll(operation, Input.of("pipelineName", pipeline))
                .orThrow()
                .path(list)
                .forEach(found::add);
        Collections.reverse(found);
        return found;
    }

    static java.util.stream.Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    static Message message(String key, Object... arguments) {
        return Message.of(HistoryReader.class, key, arguments);
    }
}
