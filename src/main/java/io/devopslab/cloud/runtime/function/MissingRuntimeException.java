package io.devopslab.cloud.runtime.function;

/** This machine cannot run the function's runtime; the message says what to install. */
public final class MissingRuntimeException extends Exception {

    private static final long serialVersionUID = 1L;

    public MissingRuntimeException(String message) {
        super(message);
    }
}
