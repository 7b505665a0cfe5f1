package io.devopslab.dora;

import static io.devopslab.dora.HistoryReader.message;
import static io.devopslab.dora.HistoryReader.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.devopslab.aws.Input;
import io.devopslab.aws.OperationName;
import io.devopslab.aws.Operations;
import io.devopslab.aws.Outcome;
import io.devopslab.text.Message;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a deploy action that failed has itself gone back to what was before. CloudFormation does, unless somebody tells it
 * not to, which the modes of its action cannot; CodeDeploy does where its deployment group says so, and tells of the deployment
 * that did it (<a href="https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_RollbackInfo.html">RollbackInfo</a>).
 */
final class SelfHealing {

    private static final OperationName DEPLOYMENT = new OperationName("codedeploy", "GetDeployment");
    private static final OperationName GROUP = new OperationName("codedeploy", "GetDeploymentGroup");

    private final Optionally optionally;
    private final Set<String> alarms = new LinkedHashSet<>();
    private final Set<String> groups = new LinkedHashSet<>();

    /**
     * @param notes is told what the target does not know
     */
    SelfHealing(Operations operations, List<Message> notes) {
        this.optionally = new Optionally(operations, notes, message("no-codedeploy"));
    }

    /** The alarms of the deployment groups that are watched. */
    Set<String> alarms() {
        return alarms;
    }

    /**
     * @param action a failed one, of ListActionExecutions
     */
    boolean restored(JsonNode action) {
        return switch (action.path("input")
                .path("actionTypeId")
                .path("provider")
                .asText()) {
            case "CloudFormation" -> PipelineShape.deploys(action.path("input"));
            case "CodeDeploy" -> rolledBack(action);
            default -> false;
        };
    }

    private boolean rolledBack(JsonNode action) {
        String id = action.path("output")
                .path("executionResult")
                .path("externalExecutionId")
                .asText();
        if (id.isEmpty()) {
            return false;
        }
        Optional<JsonNode> deployment =
                optionally.call(DEPLOYMENT, Input.of("deploymentId", id)).map(output -> output.path("deploymentInfo"));
        return deployment
                .map(info ->
                        info.path("rollbackInfo").path("rollbackDeploymentId").asText())
                .filter(rollback -> !rollback.isEmpty())
                .isPresent();
    }

    /** Learns which alarms stop the deployments of a group; a group that is gone has none. */
    void watch(String application, String group) {
        if (groups.add(application + "/" + group)) {
            optionally
                    .call(GROUP, Input.of("applicationName", application, "deploymentGroupName", group))
                    .ifPresent(output -> stream(output.path("deploymentGroupInfo")
                                    .path("alarmConfiguration")
                                    .path("alarms"))
                            .forEach(alarm -> alarms.add(alarm.path("name").asText())));
        }
    }

    /** Operations that a target may lack; what it then does not tell is said, once. */
    static final class Optionally {

        private final Operations operations;
        private final List<Message> notes;
        private final Message lacking;

        Optionally(Operations operations, List<Message> notes, Message lacking) {
            this.operations = operations;
            this.notes = notes;
            this.lacking = lacking;
        }

        /** The output; empty where the target does not have the operation, or what is asked for is gone. */
        Optional<JsonNode> call(OperationName name, JsonNode input) {
            return told(() -> operations.call(name, input));
        }

        Optional<JsonNode> callAll(OperationName name, JsonNode input) {
            return told(() -> operations.callAll(name, input));
        }

        private Optional<JsonNode> told(java.util.function.Supplier<Outcome> call) {
            Outcome outcome;
            try {
                outcome = call.get();
            } catch (io.devopslab.aws.UnknownNameException e) {
                return lacks(); // This program does not carry the service's client.
            }
            if (outcome instanceof Outcome.Failure failure && failure.kind() == Outcome.Kind.UNSUPPORTED) {
                return lacks();
            }
            return outcome instanceof Outcome.Failure failure && failure.isNotFound()
                    ? Optional.empty()
                    : Optional.of(outcome.orThrow());
        }

        private Optional<JsonNode> lacks() {
            if (!notes.contains(lacking)) {
                notes.add(lacking);
            }
            return Optional.empty();
        }
    }
}
