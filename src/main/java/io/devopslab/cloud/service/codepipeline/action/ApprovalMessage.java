package io.devopslab.cloud.service.codepipeline.action;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.service.codepipeline.run.ActionCall;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * What a topic is told of an approval that is needed (CodePipeline User Guide, "JSON data format for manual approval
 * notifications").
 *
 * @param expires until when an answer counts
 */
record ApprovalMessage(String region, String token, Instant expires) {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm'Z'").withZone(ZoneOffset.UTC);

    String of(ActionCall call) {
        String pipeline = call.execution().pipeline();
        String console = "https://console.aws.amazon.com/codepipeline/home?region=" + region + "#/view/" + pipeline;
        ObjectNode message =
                JsonNodeFactory.instance.objectNode().put("region", region).put("consoleLink", console);
        ObjectNode approval = message.putObject("approval")
                .put("pipelineName", pipeline)
                .put("stageName", call.run().stage())
                .put("actionName", call.run().action())
                .put("token", token)
                .put("expires", MINUTE.format(expires));
        approval.put("externalEntityLink", call.configuration().get("ExternalEntityLink"));
        approval.put(
                "approvalReviewLink",
                console + "/" + call.run().stage() + "/" + call.run().action() + "/approve/" + token);
        approval.put("customData", call.configuration().get("CustomData"));
        return message.toString();
    }
}
