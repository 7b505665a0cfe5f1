package io.devopslab.validate;

import io.devopslab.session.Session;
import io.devopslab.target.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * Counts the lines of a ledger, each of which asks for the time before it is written, and ends the command before a
 * certain one as a kill would.
 */
final class LedgerClock implements Clock {

    private final Clock clock;
    private final IntPredicate end;
    private int asked;

    /**
     * @param end whether the command ends before that line, counted from 1
     */
    LedgerClock(Clock clock, IntPredicate end) {
        this.clock = clock;
        this.end = end;
    }

    /** Kills nobody. */
    static LedgerClock counting(Clock clock) {
        return new LedgerClock(clock, line -> false);
    }

    /**
     * Runs a command and kills it before the line for which {@code end} holds.
     *
     * @throws IllegalStateException when it comes to its end before
     */
    static void kill(Stage stage, IntPredicate end, Consumer<Session> command) {
        LedgerClock clock = new LedgerClock(stage.clock(), end);
        try {
            command.accept(stage.session(clock));
        } catch (Killed killed) {
            return;
        }
        throw new IllegalStateException("The command wrote " + clock.asked + " lines this time and was not killed.");
    }

    /** How often the time was asked for. */
    int asked() {
        return asked;
    }

    @Override
    public Instant now() {
        asked++;
        if (end.test(asked)) {
            throw new Killed();
        }
        return clock.now();
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        clock.pause(duration);
    }

    @Override
    public void advance(Duration duration) throws InterruptedException {
        clock.advance(duration);
    }

    /** No exception: whoever catches those must not survive. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }
}
