package io.devopslab.session.watch;

import io.devopslab.check.Report;
import io.devopslab.check.Standing;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Checks, and checks again when something has changed, until everything passes. Whoever listens hears of the first
 * report and of each that is another than the one before.
 */
final class Watching {

    /** A change seldom comes alone: what follows within this time is part of it. */
    static final Duration QUIET = Duration.ofMillis(300);

    /** A check whose own doing rings the bell does not run more often than this. */
    static final Duration LONGEST_QUIET = Duration.ofSeconds(10);

    /** What a change brings about without an event of its own, a message in a queue for example, is there by then. */
    static final Duration AFTERMATH = Duration.ofSeconds(4);

    /** How long nobody looks when nothing happens. */
    static final Duration LONG = Duration.ofHours(1);

    /** Not even a storm of changes keeps the checks from running for longer than so many of them. */
    private static final int LARGEST_BURST = 20;

    private final Supplier<Report> check;
    private final Changes changes;
    private final Consumer<Report> listener;
    private Optional<Report> told = Optional.empty();
    private Duration quiet = QUIET;

    Watching(Supplier<Report> check, Changes changes, Consumer<Report> listener) {
        this.check = check;
        this.changes = changes;
        this.listener = listener;
    }

    /** The report in which everything passes. */
    Report run() throws InterruptedException {
        boolean aftermath = false;
        while (true) {
            Report report = check.get();
            if (told.filter(report::equals).isPresent()) {
                quiet = min(quiet.multipliedBy(2), LONGEST_QUIET);
            } else {
                quiet = QUIET;
                told = Optional.of(report);
                listener.accept(report);
            }
            if (report.standing() == Standing.PASSED) {
                return report;
            }
            aftermath = awaitReason(aftermath);
        }
    }

    /**
     * Returns when there is reason to look again.
     *
     * @param aftermath whether the last look followed a change, and what it brings about may still come
     * @return whether the next one does
     */
    private boolean awaitReason(boolean aftermath) throws InterruptedException {
        if (aftermath && !changes.await(AFTERMATH)) {
            quiet = QUIET;
            return false;
        }
        if (!aftermath) {
            while (!changes.await(LONG)) {
                // Nothing has happened, so nothing can have changed.
            }
        }
        for (int i = 0; i < LARGEST_BURST && changes.await(quiet); i++) {
            // The burst goes on.
        }
        return true;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
