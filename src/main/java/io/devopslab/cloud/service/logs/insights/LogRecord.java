package io.devopslab.cloud.service.logs.insights;

/**
 * A log event as a query sees it.
 *
 * @param log the account and the group: {@code 123456789012:/aws/lambda/f}
 * @param timestamp when it happened, in milliseconds since 1970
 * @param ingested when it was received, in milliseconds since 1970
 * @param pointer what GetLogRecord finds it by
 */
public record LogRecord(String log, String stream, long timestamp, long ingested, String message, String pointer) {

    /** Whether a Lambda function wrote it, whose lines have more fields. */
    boolean isOfLambda() {
        return log.contains(":/aws/lambda/");
    }
}
