package io.devopslab.validate;

import io.devopslab.session.Session;
import io.devopslab.target.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Counts the lines of a ledger, each of which asks for the time before it is written, and ends the command before a
 * certain one as a kill would.
 */
final class LedgerClock implements Clock {

    private final Clock clock;
    private final int last;
    private int asked;

    /**
     * @param last before which line, counted from 1, the command ends; 0 for none
     */
    LedgerClock(Clock clock, int last) {
        this.clock = clock;
        this.last = last;
    }

    /**
     * Runs a command and kills it before it writes that line.
     *
     * @throws IllegalStateException when it writes fewer lines
     */
    static void kill(Stage stage, int line, Consumer<Session> command) {
        try {
            command.accept(stage.session(new LedgerClock(stage.clock(), line)));
        } catch (Killed killed) {
            return;
        }
        throw new IllegalStateException("The command wrote fewer than " + line + " lines this time.");
    }

    /** How often the time was asked for. */
    int asked() {
        return asked;
    }

    @Override
    public Instant now() {
        asked++;
        if (asked == last) {
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
