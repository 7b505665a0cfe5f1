package io.devopslab.dora;

import static io.devopslab.dora.HistoryReader.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.devopslab.dora.Deployment.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes deployments of what an execution did in the production stage: one for each try of the stage. */
final class Attempts {

    private static final String UNKNOWN = "";

    private final PipelineShape shape;
    private final SelfHealing healing;

    Attempts(PipelineShape shape, SelfHealing healing) {
        this.shape = shape;
        this.healing = healing;
    }

    /**
     * @param execution of ListPipelineExecutions
     * @param actions of ListActionExecutions, those of the production stage
     */
    List<Deployment> of(JsonNode execution, List<JsonNode> actions) {
        List<List<JsonNode>> tries = split(actions);
        List<Deployment> deployments = new ArrayList<>();
        for (List<JsonNode> one : tries) {
            deployments.add(deployment(execution, one, deployments.size() + 1));
        }
        return deployments;
    }

    /** A try begins with the first action that deploys; the next one with an action that was in the last one already. */
    private static List<List<JsonNode>> split(List<JsonNode> actions) {
        List<JsonNode> sorted = actions.stream()
                .sorted(Comparator.comparing(action -> time(action, "startTime")))
                .toList();
        List<List<JsonNode>> tries = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (JsonNode action : sorted) {
            boolean begins = tries.isEmpty() && PipelineShape.deploys(action.path("input"));
            if (!begins && tries.isEmpty()) {
                continue; // What comes before a deployment, an approval for example, is not in production yet.
            }
            if (begins || seen.contains(name(action))) {
                tries.add(new ArrayList<>());
                seen.clear();
            }
            seen.add(name(action));
            tries.get(tries.size() - 1).add(action);
        }
        return tries;
    }

    private Deployment deployment(JsonNode execution, List<JsonNode> actions, int attempt) {
        List<JsonNode> failed = actions.stream()
                .filter(action -> status(action).equals("Failed"))
                .toList();
        boolean decided = !failed.isEmpty()
                || actions.stream().allMatch(action -> status(action).equals("Succeeded"));
        Outcome outcome = !decided ? Outcome.UNDECIDED : failed.isEmpty() ? Outcome.SUCCEEDED : Outcome.FAILED;
        List<JsonNode> revisions = stream(execution.path("sourceRevisions")).toList();
        Optional<JsonNode> own = revisions.stream()
                .filter(revision ->
                        Optional.of(revision.path("actionName").asText()).equals(shape.sourceAction()))
                .findFirst();
        return new Deployment(
                execution.path("pipelineExecutionId").asText(),
                attempt,
                rollbackTo(execution),
                revisions.stream()
                        .map(revision -> revision.path("actionName").asText() + "="
                                + revision.path("revisionId").asText())
                        .sorted()
                        .collect(Collectors.joining(",")),
                own.map(revision -> revision.path("revisionId").asText()).orElse(UNKNOWN),
                own.or(() -> revisions.stream().findFirst())
                        .map(revision -> revision.path("revisionSummary").asText())
                        .flatMap(text -> text.lines().findFirst())
                        .orElse(UNKNOWN),
                time(actions.get(0), "startTime"),
                actions.stream()
                        .map(action -> time(action, "lastUpdateTime"))
                        .max(Comparator.naturalOrder())
                        .orElseThrow(),
                outcome,
                !failed.isEmpty() && failed.stream().allMatch(healing::restored),
                failed.stream().findFirst().map(Attempts::said).orElse(UNKNOWN));
    }

    private static Optional<String> rollbackTo(JsonNode execution) {
        return execution.path("executionType").asText().equals("ROLLBACK")
                ? Optional.of(execution
                        .path("rollbackMetadata")
                        .path("rollbackTargetPipelineExecutionId")
                        .asText())
                : Optional.empty();
    }

    private static String said(JsonNode action) {
        JsonNode result = action.path("output").path("executionResult");
        String message = result.path("errorDetails").path("message").asText(UNKNOWN);
        String text =
                message.isEmpty() ? result.path("externalExecutionSummary").asText(UNKNOWN) : message;
        return text.isEmpty() ? name(action) : name(action) + ": " + text;
    }

    private static String name(JsonNode action) {
        return action.path("actionName").asText();
    }

    private static String status(JsonNode action) {
        return action.path("status").asText();
    }

    private static Instant time(JsonNode action, String member) {
        return Instant.parse(action.path(member).asText());
    }
}
