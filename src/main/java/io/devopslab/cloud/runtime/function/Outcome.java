package io.devopslab.cloud.runtime.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * How a call ended, as the environment saw it.
 *
 * @param payload the answer, or a JSON description of the error
 * @param isReusable whether the environment can take another call
 * @param status what the call's report says of its end, with the tab that follows; empty when it says nothing
 */
record Outcome(String payload, boolean isError, boolean isReusable, String status) {

    private static final String TIMED_OUT = "Sandbox.Timedout";
    private static final ObjectMapper JSON = new ObjectMapper();

    static Outcome answered(String payload) {
        return new Outcome(payload, false, true, "");
    }

    /** The handler threw. */
    static Outcome failed(String payload) {
        return new Outcome(payload, true, true, "");
    }

    /** The environment did not come up, by its own report. */
    static Outcome failedInit(String payload) {
        return new Outcome(payload, true, false, failure(errorType(payload)));
    }

    /** What the environment says of itself is whatever its code sends. */
    private static String errorType(String payload) {
        try {
            return JSON.readTree(payload).path("errorType").asText().replaceAll("\\s", " ");
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    private static String failure(String type) {
        return "Status: error\t" + (type.isEmpty() ? "" : "Error Type: " + type + "\t");
    }

    /** The call took longer than its function may. */
    static Outcome timedOut(String requestId, String message) {
        return new Outcome(error(TIMED_OUT, requestId, message), true, false, "Status: timeout\t");
    }

    /** The platform's word on an environment that is no more. */
    static Outcome ended(String type, String requestId, String message) {
        return new Outcome(error(type, requestId, message), true, false, failure(type));
    }

    private static String error(String type, String requestId, String message) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("errorType", type)
                .put("errorMessage", "RequestId: " + requestId + " Error: " + message)
                .toString();
    }
}
