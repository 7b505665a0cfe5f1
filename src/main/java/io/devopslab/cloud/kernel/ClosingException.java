package io.devopslab.cloud.kernel;

/** A change was not kept, or a step was broken off, because the cloud is being closed. The next process takes it up again. */
public final class ClosingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ClosingException() {
        super("The cloud is being closed.");
    }

    ClosingException(RuntimeException cause) {
        super("The cloud is being closed.", cause);
    }
}
