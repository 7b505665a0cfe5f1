package io.devopslab.cloud.runtime.git;

/** A request that git is refused, with the HTTP status that says so. */
final class GitRefusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    GitRefusal(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }

    /** The message, which is never null here. */
    String text() {
        return String.valueOf(getMessage());
    }
}
