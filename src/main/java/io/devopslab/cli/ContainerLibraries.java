package io.devopslab.cli;

import io.devopslab.cli.console.Invocation;
import io.devopslab.target.container.Product;

/**
 * The libraries that run containers are a download of their own. The launcher gets them when a command comes to need them, and
 * gives the command again: so whatever refuses a command line refuses it before. Nothing is written or done until then.
 */
final class ContainerLibraries {

    /** What the exit code of a command means to the launcher alone: get them, and ask me again. */
    static final int NEEDED = 75;

    /** {@code later} where they are not there, and the launcher can get them. */
    static final String VARIABLE = "LAB_CONTAINERS";

    private ContainerLibraries() {}

    /** Ends a command that is about to use a target which needs what is not there yet. */
    static void require(Invocation invocation, String target) {
        boolean later = "later".equals(invocation.environment().get(VARIABLE));
        if (later && Product.of(target).isPresent()) {
            throw new NeededException();
        }
    }

    /** Nobody reads it: the launcher takes the exit code. */
    static final class NeededException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NeededException() {
            super("The libraries that run containers are not here yet.");
        }
    }
}
