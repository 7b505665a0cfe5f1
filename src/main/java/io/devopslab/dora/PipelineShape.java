package io.devopslab.dora;

import static io.devopslab.dora.HistoryReader.stream;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a pipeline's declaration says of production and of its source. */
final class PipelineShape {

    private static final String ALARM_RULE = "CloudWatchAlarm";

    private final JsonNode pipeline;

    PipelineShape(JsonNode pipeline) {
        this.pipeline = pipeline;
    }

    /** The last stage that deploys. */
    Optional<String> production() {
        return stream(pipeline.path("stages"))
                .filter(stage -> stream(stage.path("actions")).anyMatch(PipelineShape::deploys))
                .map(stage -> stage.path("name").asText())
                .reduce((first, second) -> second);
    }

    /** Whether an action, as declared or in an execution's input, is one that deploys. */
    static boolean deploys(JsonNode action) {
        return action.path("actionTypeId").path("category").asText().equals("Deploy");
    }

    /** The CodeCommit repository that the pipeline's source is in. */
    Optional<String> repository() {
        return source().map(action ->
                action.path("configuration").path("RepositoryName").asText());
    }

    /** The name of the action that takes the source from there. */
    Optional<String> sourceAction() {
        return source().map(action -> action.path("name").asText());
    }

    private Optional<JsonNode> source() {
        return stream(pipeline.path("stages").path(0).path("actions"))
                .filter(action ->
                        action.path("actionTypeId").path("provider").asText().equals("CodeCommit"))
                .findFirst();
    }

    /** The configurations of the actions that deploy by CodeDeploy. */
    List<JsonNode> codeDeployments() {
        return stream(pipeline.path("stages"))
                .flatMap(stage -> stream(stage.path("actions")))
                .filter(action ->
                        action.path("actionTypeId").path("provider").asText().equals("CodeDeploy"))
                .map(action -> action.path("configuration"))
                .toList();
    }

    /** The alarms that the pipeline's own conditions ask. */
    Set<String> alarms() {
        Set<String> names = new LinkedHashSet<>();
        pipeline.path("stages").findValues("rules").forEach(rules -> stream(rules)
                .filter(rule ->
                        rule.path("ruleTypeId").path("provider").asText().equals(ALARM_RULE))
                .map(rule -> rule.path("configuration").path("AlarmName").asText())
                .forEach(names::add));
        return names;
    }
}
