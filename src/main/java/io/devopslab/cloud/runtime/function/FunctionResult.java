package io.devopslab.cloud.runtime.function;

/**
 * What became of a call.
 *
 * @param payload what the function answered, or a JSON description of the error
 * @param isError whether the function failed, or was ended
 * @param logTail the last 4 KB of what the call left in the log
 */
public record FunctionResult(String payload, boolean isError, String logTail) {}
