package io.devopslab.cloud.runtime.function;

/**
 * One call of a function.
 *
 * @param payload a JSON document
 * @param invokedArn what the caller called, qualifier included
 * @param clientContext a JSON document of the caller's; empty when there is none
 * @param traceId in the form {@code Root=…;Parent=…;Sampled=0}
 */
public record FunctionEvent(
        String requestId, String payload, String invokedArn, String clientContext, String traceId) {}
