package io.devopslab.cloud.service.sns.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * When a delivery that failed is tried again: at once, then after the least delay, then after growing ones, then after
 * the greatest (Amazon SNS Developer Guide, "Amazon SNS message delivery retries").
 *
 * @param minDelay in seconds
 * @param maxDelay in seconds
 * @param retries of all four phases together
 * @param function how the delays grow: linear, arithmetic, geometric or exponential
 * @param contentType of HTTP requests
 */
public record DeliveryPolicy(
        int minDelay,
        int maxDelay,
        int retries,
        int noDelayRetries,
        int minDelayRetries,
        int maxDelayRetries,
        String function,
        String contentType) {

    private static final String PLAIN = "text/plain; charset=UTF-8";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What holds for HTTP when nobody says otherwise: three times, twenty seconds apart. */
    public static final DeliveryPolicy STANDARD = new DeliveryPolicy(20, 20, 3, 0, 0, 0, "linear", PLAIN);

    /** What holds for queues and functions, always: 100,015 times over 23 days. */
    static final DeliveryPolicy MANAGED = new DeliveryPolicy(1, 20, 100_015, 3, 2, 100_000, "exponential", PLAIN);

    /**
     * The policy of a topic: {@code {"http": {"defaultHealthyRetryPolicy": {…}, "defaultRequestPolicy": {…}}}}.
     *
     * @throws IllegalArgumentException with what is wrong about it
     */
    public static DeliveryPolicy ofTopic(String text) {
        JsonNode http = json(text).path("http");
        return STANDARD.with(http.path("defaultHealthyRetryPolicy"), http.path("defaultRequestPolicy"));
    }

    /**
     * The policy of a subscription: {@code {"healthyRetryPolicy": {…}, "requestPolicy": {…}}}, over its topic's.
     *
     * @throws IllegalArgumentException with what is wrong about it
     */
    public DeliveryPolicy ofSubscription(String text) {
        JsonNode policy = json(text);
        return with(policy.path("healthyRetryPolicy"), policy.path("requestPolicy"));
    }

    private static JsonNode json(String text) {
        try {
            JsonNode policy = JSON.readTree(text);
            if (policy.isObject()) {
                return policy;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("failed to parse JSON. " + e.getOriginalMessage(), e);
        }
        throw new IllegalArgumentException("JSON does not represent an object.");
    }

    private DeliveryPolicy with(JsonNode retry, JsonNode request) {
        DeliveryPolicy changed = new DeliveryPolicy(
                number(retry, "minDelayTarget", minDelay, 1, 3_600),
                number(retry, "maxDelayTarget", maxDelay, 1, 3_600),
                number(retry, "numRetries", retries, 0, 100),
                number(retry, "numNoDelayRetries", noDelayRetries, 0, 100),
                number(retry, "numMinDelayRetries", minDelayRetries, 0, 100),
                number(retry, "numMaxDelayRetries", maxDelayRetries, 0, 100),
                retry.path("backoffFunction").asText(function),
                request.path("headerContentType").asText(contentType));
        if (changed.minDelay > changed.maxDelay) {
            throw new IllegalArgumentException("minDelayTarget must be less than or equal to maxDelayTarget");
        }
        if (!changed.function.matches("linear|arithmetic|geometric|exponential")) {
            throw new IllegalArgumentException(
                    "backoffFunction must be linear, arithmetic, geometric or exponential, not " + changed.function);
        }
        return changed;
    }

    private static int number(JsonNode policy, String name, int otherwise, int from, int to) {
        JsonNode value = policy.path(name);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isInt() || value.intValue() < from || value.intValue() > to) {
            throw new IllegalArgumentException(name + " must be between " + from + " and " + to);
        }
        return value.intValue();
    }

    /**
     * How long to wait before the next attempt.
     *
     * @param failures attempts that failed, the first one included
     * @return empty when it is not to be tried again
     */
    public Optional<Duration> delay(int failures) {
        if (failures > retries) {
            return Optional.empty();
        }
        int growing = Math.max(retries - noDelayRetries - minDelayRetries - maxDelayRetries, 0);
        int inPhase = failures - noDelayRetries;
        if (inPhase <= 0) {
            return Optional.of(Duration.ZERO);
        }
        if (inPhase <= minDelayRetries) {
            return Optional.of(Duration.ofSeconds(minDelay));
        }
        int step = inPhase - minDelayRetries;
        return Optional.of(step <= growing ? grown(step, growing) : Duration.ofSeconds(maxDelay));
    }

    private Duration grown(int step, int steps) {
        double part = steps <= 1 ? 1 : (double) (step - 1) / (steps - 1);
        double seconds =
                switch (function.toLowerCase(Locale.ROOT)) {
                    case "exponential", "geometric" -> minDelay * Math.pow((double) maxDelay / minDelay, part);
                    default -> minDelay + (maxDelay - minDelay) * part;
                };
        return Duration.ofMillis(Math.round(seconds * 1_000));
    }
}
