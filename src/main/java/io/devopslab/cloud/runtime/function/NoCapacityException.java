package io.devopslab.cloud.runtime.function;

/** More functions are running at once than this machine is asked to bear. */
public final class NoCapacityException extends Exception {

    private static final long serialVersionUID = 1L;

    NoCapacityException(String message) {
        super(message);
    }
}
