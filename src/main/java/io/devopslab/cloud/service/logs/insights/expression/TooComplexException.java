package io.devopslab.cloud.service.logs.insights.expression;

/** A regular expression takes too long on a log event. */
public final class TooComplexException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooComplexException() {
        super("The regular expression takes too long on a log event.");
    }
}
