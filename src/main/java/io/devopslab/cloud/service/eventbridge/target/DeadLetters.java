package io.devopslab.cloud.service.eventbridge.target;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.CallSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * Keeps events that a target did not take in the queue that it names for them, with attributes that say why
 * (EventBridge User Guide, "Using dead-letter queues to process undelivered events").
 */
public final class DeadLetters {

    private final Supplier<SqsClient> sqs;

    /**
     * Why an event was given up.
     *
     * @param exhausted which limit of the retry policy was reached; empty when no retry would have helped
     */
    public record Reason(RuntimeException problem, Optional<String> exhausted, int retries) {

        private String code() {
            if (!(problem instanceof AwsServiceException error)) {
                return problem instanceof IllegalArgumentException ? "INVALID_PARAMETER" : "INTERNAL_ERROR";
            }
            String code = error.awsErrorDetails().errorCode();
            if (error.isThrottlingException()) {
                return "THROTTLING";
            }
            if (error.statusCode() == 403 || code.contains("AccessDenied")) {
                return "NO_PERMISSIONS";
            }
            return error.statusCode() == 404 || code.contains("NotFound") || code.contains("NonExistent")
                    ? "NO_RESOURCE"
                    : "ERROR_FROM_TARGET";
        }

        private String message() {
            return problem instanceof AwsServiceException error
                    ? error.awsErrorDetails().errorMessage()
                    : String.valueOf(problem.getMessage());
        }
    }

    public DeadLetters(Supplier<SqsClient> sqs) {
        this.sqs = sqs;
    }

    /**
     * Sends an event to the queue of its target, which must have one, in the name of the rule.
     *
     * @param event in the form in which EventBridge delivers it
     */
    public void send(String ruleArn, Target target, String event, Reason reason) {
        SqsClient queues = sqs.get();
        String queue = Arns.name(target.deadLetterConfig().arn());
        queues.sendMessage(message -> message.queueUrl(
                        queues.getQueueUrl(r -> r.queueName(queue)).queueUrl())
                .messageBody(event)
                .messageAttributes(attributes(ruleArn, target, reason))
                .overrideConfiguration(CallSource.of(ruleArn)));
    }

    private static Map<String, MessageAttributeValue> attributes(String ruleArn, Target target, Reason reason) {
        Map<String, String> texts = new TreeMap<>();
        texts.put("RULE_ARN", ruleArn);
        texts.put("TARGET_ARN", target.arn());
        texts.put("ERROR_CODE", reason.code());
        texts.put("ERROR_MESSAGE", reason.message());
        reason.exhausted().ifPresent(condition -> {
            texts.put("EXHAUSTED_RETRY_CONDITION", condition);
            texts.put("RETRY_ATTEMPTS", Integer.toString(reason.retries()));
        });
        Map<String, MessageAttributeValue> attributes = new TreeMap<>();
        texts.forEach((name, text) -> attributes.put(
                name,
                MessageAttributeValue.builder()
                        .dataType("String")
                        .stringValue(text)
                        .build()));
        return attributes;
    }
}
