package io.devopslab.validate;

import java.util.List;
import java.util.stream.IntStream;

/** Before which lines of their ledgers commands are killed. */
public enum Kills {
    /** Before none. */
    NONE,
    /**
     * Before the first and the last ones, and every fourth between: a stack's resources make long runs of lines that
     * are all alike. One and the same command is killed again and again on its way.
     */
    SOME,
    /** Before every one, each time a command that was not killed before. */
    EVERY;

    private static final int EDGE = 5;
    private static final int STEP = 4;

    /** The chosen ones of so many lines, counted from 1. */
    List<Integer> of(int lines) {
        return IntStream.rangeClosed(1, lines)
                .filter(line ->
                        this == EVERY || (this == SOME && (line <= EDGE || line > lines - EDGE || line % STEP == 0)))
                .boxed()
                .toList();
    }
}
