package io.devopslab.cloud.service.cloudwatch.math;

/** An expression that cannot be parsed or computed. The message says what is wrong with it. */
public final class MathException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MathException(String message) {
        super(message);
    }
}
