package io.devopslab.cloud.runtime.process;

/**
 * How a process ended.
 *
 * @param code the exit code; for a process that a signal ended 128 plus the signal's number
 * @param cause who ended it
 */
public record ProcessExit(int code, Cause cause) {

    /** Who ended a process. */
    public enum Cause {
        /** It ended by itself. */
        EXITED,
        /** Its time, in the cloud or on the wall, was up. */
        TIMED_OUT,
        /** Its tree had more processes than allowed. */
        TOO_MANY_PROCESSES,
        /** Its tree was closed. */
        STOPPED
    }

    /** Whether it ended by itself with the code 0. */
    public boolean isSuccess() {
        return cause == Cause.EXITED && code == 0;
    }
}
