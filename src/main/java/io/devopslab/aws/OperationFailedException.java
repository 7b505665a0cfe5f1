package io.devopslab.aws;

/** An operation failed where an answer was needed. */
public final class OperationFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Outcome.Failure failure;

    public OperationFailedException(Outcome.Failure failure) {
        super(failure.operation() + " failed: " + failure.code() + ": " + failure.message());
        this.failure = failure;
    }

    public Outcome.Failure failure() {
        return failure;
    }
}
