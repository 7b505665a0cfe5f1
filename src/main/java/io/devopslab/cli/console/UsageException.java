package io.devopslab.cli.console;

/** The command was called in a way that cannot be meant; the message says what to type instead. */
public final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }
}
