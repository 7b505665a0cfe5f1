package io.devopslab.session;

import io.devopslab.target.TargetException;
import java.time.Instant;

/** The end of a session's time: where the target looks after it, the target is told. */
final class Expiry {

    private final Workbench bench;

    Expiry(Workbench bench) {
        this.bench = bench;
    }

    /** Whether a session that is open has had its time. */
    boolean isOver() {
        Instant now = bench.site().clock().now();
        return bench.journal().isOpen()
                && bench.journal()
                        .state()
                        .filter(state -> !now.isBefore(state.expires()))
                        .isPresent();
    }

    /** Has the session stopped when its time is over, by whoever does that on its target. */
    void register() {
        try {
            bench.journal().state().ifPresent(state -> bench.site().expiries().register(state.lab(), state.expires()));
        } catch (TargetException e) {
            bench.note(Workbench.message("no-expiry", bench.lab().id()));
        }
    }

    /** Nothing is left that could expire. */
    void forget() {
        try {
            bench.site().expiries().forget(bench.lab().id());
        } catch (TargetException e) {
            // Then it is told in vain that its time is over: who comes to stop it finds nothing to do.
        }
    }
}
