package io.devopslab.cloud.service.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which queues may name a queue as their dead-letter queue (API reference, SetQueueAttributes).
 *
 * @param permission {@code allowAll}, {@code denyAll} or {@code byQueue}
 * @param sources the ARNs of those that may, where the permission is by queue: at most 10
 */
record RedriveAllowPolicy(String permission, List<String> sources) {

    static final String NAME = "RedriveAllowPolicy";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> PERMISSIONS = Set.of("allowAll", "denyAll", "byQueue");
    private static final int MOST_SOURCES = 10;

    /**
     * @throws software.amazon.awssdk.awscore.exception.AwsServiceException when the text is no such policy
     */
    static RedriveAllowPolicy parse(String text) {
        JsonNode policy = json(text);
        String permission = policy.path("redrivePermission").asText("allowAll");
        List<String> sources = new ArrayList<>();
        policy.path("sourceQueueArns").forEach(source -> sources.add(source.asText()));
        if (!policy.isObject() || !PERMISSIONS.contains(permission) || sources.size() > MOST_SOURCES) {
            throw SqsErrors.invalidAttribute(NAME);
        }
        return new RedriveAllowPolicy(permission, List.copyOf(sources));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw SqsErrors.invalidAttribute(NAME);
        }
    }

    boolean allows(String source) {
        return permission.equals("allowAll") || (permission.equals("byQueue") && sources.contains(source));
    }
}
