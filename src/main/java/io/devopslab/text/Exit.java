package io.devopslab.text;

/** What a command's exit code says. */
public enum Exit {
    DONE(0),
    FAULT(1),
    USAGE(2),
    FAILED(3),
    INCONCLUSIVE(4),
    LEFT_BEHIND(5),
    INVALID_LAB(6),
    LOCKED(7),
    INTERRUPTED(130);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
