package io.devopslab.cloud.service.codestarnotifications;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.CloudEvent;
import java.time.temporal.ChronoUnit;

/** The message that a topic gets: the event, and with full details what the service adds to it. */
final class NotificationMessage {

    private NotificationMessage() {}

    static ObjectNode of(CloudEvent event, String ruleArn, boolean full) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("account", event.scope().account())
                .put("detailType", event.detailType())
                .put("region", event.scope().region())
                .put("source", event.source())
                .put("time", event.time().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("notificationRuleArn", ruleArn);
        message.set("detail", event.detail());
        ArrayNode resources = message.putArray("resources");
        event.resources().forEach(resources::add);
        ObjectNode more = message.putObject("additionalAttributes");
        if (full) {
            addMore(more, event.detail());
        }
        return message;
    }

    private static void addMore(ObjectNode more, JsonNode detail) {
        JsonNode summary = detail.path("execution-result").path("external-execution-summary");
        if (summary.isTextual()) {
            more.set("additionalInformation", summary);
        }
        JsonNode failed = detail.path("failed-actions");
        if (!failed.isEmpty()) {
            more.put("failedActionCount", failed.size());
            ArrayNode actions = more.putArray("failedActions");
            failed.forEach(action -> actions.addObject()
                    .put("action", action.path("action").asText())
                    .put(
                            "additionalInformation",
                            action.path("additional-information").asText()));
            more.put("failedStage", detail.path("stage").asText());
        }
    }
}
