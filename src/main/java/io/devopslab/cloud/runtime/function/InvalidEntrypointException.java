package io.devopslab.cloud.runtime.function;

/** A function's code holds no program that can be started: its owner's mistake, and so an error of its calls. */
final class InvalidEntrypointException extends Exception {

    private static final long serialVersionUID = 1L;

    InvalidEntrypointException(String message) {
        super(message);
    }
}
