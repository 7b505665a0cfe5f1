package io.devopslab.cloud.service.codedeploy.deployment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.Scope;
import io.devopslab.cloud.service.codedeploy.setup.Names;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codedeploy.model.DeploymentInfo;
import software.amazon.awssdk.services.codedeploy.model.DeploymentOverview;
import software.amazon.awssdk.services.codedeploy.model.DeploymentTarget;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEvent;

/**
 * What triggers send (CodeDeploy User Guide, "JSON data formats for CodeDeploy triggers"). Unlike in that page's
 * example, the overview and the informations arrive as texts that hold JSON, as users of them parse it.
 */
final class TriggerMessage {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "EEE MMM dd HH:mm:ss 'UTC' yyyy", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int LONGEST_SUBJECT = 100;
    private static final Map<String, String> STATUSES = Map.of(
            "START", "CREATED", "SUCCESS", "SUCCEEDED", "FAILURE", "FAILED", "STOP", "STOPPED", "READY", "READY");

    private final Scope scope;

    TriggerMessage(Scope scope) {
        this.scope = scope;
    }

    private static String status(String state) {
        return STATUSES.getOrDefault(state, state);
    }

    /** For example {@code SUCCEEDED: AWS CodeDeploy d-75I7MBT7C in eu-west-1 to shop}; no longer than SNS takes. */
    String subject(DeploymentRow row, String state) {
        String subject = status(state) + ": AWS CodeDeploy " + row.id() + " in " + scope.region() + " to "
                + Names.application(row.info().applicationName());
        return subject.length() <= LONGEST_SUBJECT ? subject : subject.substring(0, LONGEST_SUBJECT);
    }

    String ofDeployment(DeploymentRow row, String state, String trigger) {
        DeploymentInfo info = row.info();
        ObjectNode message = head(row, trigger)
                .put("applicationName", info.applicationName())
                .put("deploymentGroupName", info.deploymentGroupName())
                .put("createTime", time(info.createTime()))
                .put("completeTime", time(info.completeTime()))
                .put("status", status(state));
        message.put("deploymentOverview", overview(row));
        if (info.errorInformation() != null) {
            message.put(
                    "errorInformation",
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("ErrorCode", info.errorInformation().codeAsString())
                            .put("ErrorMessage", info.errorInformation().message())
                            .toString());
        }
        message.put("rollbackInformation", rollback(info));
        return message.toString();
    }

    private ObjectNode head(DeploymentRow row, String trigger) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("region", scope.region())
                .put("accountId", scope.account())
                .put("eventTriggerName", trigger)
                .put("deploymentId", row.id());
    }

    private static @Nullable String time(@Nullable Instant time) {
        return time == null ? null : TIME.format(time);
    }

    private static String overview(DeploymentRow row) {
        DeploymentOverview overview = Targets.overview(row.targets());
        return JsonNodeFactory.instance
                .objectNode()
                .put("Succeeded", overview.succeeded())
                .put("Failed", overview.failed())
                .put("Skipped", overview.skipped())
                .put("InProgress", overview.inProgress())
                .put("Pending", overview.pending())
                .toString();
    }

    private static String rollback(DeploymentInfo info) {
        ObjectNode rollback = JsonNodeFactory.instance.objectNode();
        if (info.rollbackInfo() != null) {
            Optional.ofNullable(info.rollbackInfo().rollbackTriggeringDeploymentId())
                    .ifPresent(id -> rollback.put("RollbackTriggeringDeploymentId", id));
            Optional.ofNullable(info.rollbackInfo().rollbackDeploymentId())
                    .ifPresent(id -> rollback.put("RollbackDeploymentId", id));
            rollback.put("RollbackMessage", info.rollbackInfo().rollbackMessage());
        }
        return rollback.toString();
    }

    String ofInstance(DeploymentRow row, String instance, String trigger, Instant when) {
        ObjectNode message = head(row, trigger).put("lastUpdatedAt", time(when));
        Optional<DeploymentTarget> target = Targets.find(row.targets(), instance);
        message.put(
                "instanceId",
                target.map(each -> each.instanceTarget().targetArn()).orElse(instance));
        target.ifPresent(each -> {
            message.put("instanceStatus", Targets.status(each).toString());
            ArrayNode events = JsonNodeFactory.instance.arrayNode();
            Targets.events(each).forEach(event -> events.add(event(event)));
            message.put("lifecycleEvents", events.toString());
        });
        return message.toString();
    }

    private static ObjectNode event(LifecycleEvent event) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("LifecycleEvent", event.lifecycleEventName())
                .put("LifecycleEventStatus", event.statusAsString())
                .put("StartTime", time(event.startTime()))
                .put("EndTime", time(event.endTime()));
    }
}
