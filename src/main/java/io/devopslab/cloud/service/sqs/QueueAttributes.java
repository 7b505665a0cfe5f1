package io.devopslab.cloud.service.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Which attributes a queue may be given, and their defaults (Amazon SQS API Reference, "SetQueueAttributes"). */
final class QueueAttributes {

    static final int LARGEST_MESSAGE = 1_048_576;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of every queue. */
    static final Map<String, String> DEFAULTS = Map.of(
            "VisibilityTimeout", "30",
            "MaximumMessageSize", Integer.toString(LARGEST_MESSAGE),
            "MessageRetentionPeriod", "345600",
            "DelaySeconds", "0",
            "ReceiveMessageWaitTimeSeconds", "0",
            "SqsManagedSseEnabled", "true",
            "ContentBasedDeduplication", "false",
            "DeduplicationScope", "queue",
            "FifoThroughputLimit", "perQueue");

    static final Set<String> OF_FIFO =
            Set.of("FifoQueue", "ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit");

    private static final Map<String, Range> RANGES = Map.of(
            "VisibilityTimeout", new Range(0, 43_200),
            "MaximumMessageSize", new Range(1_024, LARGEST_MESSAGE),
            "MessageRetentionPeriod", new Range(60, 1_209_600),
            "DelaySeconds", new Range(0, 900),
            "ReceiveMessageWaitTimeSeconds", new Range(0, 20),
            "KmsDataKeyReusePeriodSeconds", new Range(60, 86_400));

    private static final Map<String, Set<String>> WORDS = Map.of(
            "SqsManagedSseEnabled", Set.of("true", "false"),
            "FifoQueue", Set.of("true"),
            "ContentBasedDeduplication", Set.of("true", "false"),
            "DeduplicationScope", Set.of("queue", "messageGroup"),
            "FifoThroughputLimit", Set.of("perQueue", "perMessageGroupId"));

    private static final Set<String> DOCUMENTS = Set.of("Policy", "RedriveAllowPolicy");

    private record Range(int from, int to) {
        boolean holds(String value) {
            return value.matches("[0-9]{1,9}") && Integer.parseInt(value) >= from && Integer.parseInt(value) <= to;
        }
    }

    private QueueAttributes() {}

    /** Checks what a caller wants a queue to have. */
    static void check(String queue, Map<String, String> attributes) {
        attributes.forEach((name, value) -> check(queue, name, value));
        if (attributes.containsKey("KmsMasterKeyId")
                && !attributes.getOrDefault("KmsMasterKeyId", "").isEmpty()
                && "true".equals(attributes.get("SqsManagedSseEnabled"))) {
            throw SqsErrors.twoKindsOfEncryption();
        }
    }

    private static void check(String queue, String name, String value) {
        boolean isKnown = RANGES.containsKey(name)
                || WORDS.containsKey(name)
                || DOCUMENTS.contains(name)
                || name.equals("RedrivePolicy")
                || name.equals("KmsMasterKeyId");
        if (!isKnown || (OF_FIFO.contains(name) && !queue.endsWith(".fifo"))) {
            throw SqsErrors.unknownAttribute(name);
        }
        if (!value.isEmpty()) {
            checkValue(name, value);
        } else if (RANGES.containsKey(name) || WORDS.containsKey(name)) {
            throw SqsErrors.invalidAttribute(name);
        }
    }

    private static void checkValue(String name, String value) {
        boolean inRange = !RANGES.containsKey(name) || RANGES.get(name).holds(value);
        boolean isWord = !WORDS.containsKey(name) || WORDS.get(name).contains(value);
        boolean isDocument = !DOCUMENTS.contains(name) || isObject(value);
        if (!inRange || !isWord || !isDocument) {
            throw SqsErrors.invalidAttribute(name);
        }
        if (name.equals(QueueAttributeName.REDRIVE_POLICY.toString())) {
            RedrivePolicy.parse(value);
        }
        if (name.equals(RedriveAllowPolicy.NAME)) {
            RedriveAllowPolicy.parse(value);
        }
    }

    private static boolean isObject(String text) {
        try {
            return JSON.readTree(text).isObject();
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
