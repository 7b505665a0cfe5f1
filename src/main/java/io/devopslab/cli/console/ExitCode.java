package io.devopslab.cli.console;

/** How a command ends. Scripts rely on the numbers. */
public enum ExitCode {
    DONE(0),
    FAULT(1),
    USAGE(2),
    CHECK_FAILED(3),
    INCONCLUSIVE(4),
    LEFT_BEHIND(5),
    INVALID_LAB(6),
    LOCKED(7),
    INTERRUPTED(130);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
