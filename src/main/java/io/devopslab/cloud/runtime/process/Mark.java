package io.devopslab.cloud.runtime.process;

/**
 * An environment variable that every process of a tree inherits, so that even one that left its parent and its
 * session is found where the system shows the environments of processes.
 *
 * @param value the variable's value, or its beginning when many trees are meant
 */
record Mark(String value) {

    static final String VARIABLE = "LAB_PROCESS_TREE";

    /**
     * @param environment as {@code /proc/PID/environ} has it: every variable followed by a zero
     */
    boolean isIn(String environment) {
        return ("\0" + environment).contains("\0" + VARIABLE + "=" + value);
    }
}
