package io.devopslab.cloud.stack.engine;

/** A step was broken off because the process ends. The next process takes it up again. */
final class Abandoned extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Abandoned(RuntimeException cause) {
        super("The process ends in the middle of a step.", cause);
    }
}
