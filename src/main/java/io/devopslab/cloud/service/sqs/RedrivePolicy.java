package io.devopslab.cloud.service.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Where messages go that nobody could process.
 *
 * @param target the ARN of the dead-letter queue
 * @param maxReceives how often a message may be received before it goes there: 1 to 1,000
 */
record RedrivePolicy(String target, int maxReceives) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * @throws software.amazon.awssdk.awscore.exception.AwsServiceException when the text is no such policy
     */
    static RedrivePolicy parse(String text) {
        JsonNode policy = json(text);
        JsonNode count = policy.path("maxReceiveCount");
        if (!policy.isObject()) {
            throw invalid(text, "Redrive policy is not a valid JSON map.");
        }
        if (!policy.has("deadLetterTargetArn")) {
            throw invalid(text, "Redrive policy does not contain mandatory attribute: deadLetterTargetArn.");
        }
        if (count.isMissingNode()) {
            throw invalid(text, "Redrive policy does not contain mandatory attribute: maxReceiveCount.");
        }
        if (!count.asText().matches("[1-9][0-9]{0,2}|1000")) {
            throw invalid(
                    text,
                    "Invalid value for maxReceiveCount: " + count.asText() + ", valid values are from 1 to"
                            + " 1000 both inclusive.");
        }
        String target = policy.path("deadLetterTargetArn").asText();
        if (!target.matches("arn:[^:]+:sqs:[^:]+:[0-9]+:.+")) {
            throw invalid(text, "Invalid value for deadLetterTargetArn.");
        }
        return new RedrivePolicy(target, count.asInt());
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw invalid(text, "Redrive policy is not a valid JSON map.");
        }
    }

    private static RuntimeException invalid(String text, String reason) {
        return SqsErrors.invalidValue(text, "RedrivePolicy", reason);
    }
}
