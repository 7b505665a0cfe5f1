package io.devopslab.session.stack;

/** A stack did not become what it was to become. */
public final class StackFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String stack;
    private final String status;

    StackFailedException(String stack, String status, String reason) {
        super(reason);
        this.stack = stack;
        this.status = status;
    }

    public String stack() {
        return stack;
    }

    /** The status that the stack ended in. */
    public String status() {
        return status;
    }

    /** What went wrong first. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
