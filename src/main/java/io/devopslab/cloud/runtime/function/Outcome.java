package io.devopslab.cloud.runtime.function;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * How a call ended, as the environment saw it.
 *
 * @param payload the answer, or a JSON description of the error
 * @param isReusable whether the environment can take another call
 */
record Outcome(String payload, boolean isError, boolean isReusable) {

    static Outcome answered(String payload) {
        return new Outcome(payload, false, true);
    }

    /** The handler threw. */
    static Outcome failed(String payload) {
        return new Outcome(payload, true, true);
    }

    /** The environment did not come up, by its own report. */
    static Outcome failedInit(String payload) {
        return new Outcome(payload, true, false);
    }

    /** The platform's word on an environment that is no more. */
    static Outcome ended(String type, String requestId, String message) {
        String payload = JsonNodeFactory.instance
                .objectNode()
                .put("errorType", type)
                .put("errorMessage", "RequestId: " + requestId + " Error: " + message)
                .toString();
        return new Outcome(payload, true, false);
    }
}
