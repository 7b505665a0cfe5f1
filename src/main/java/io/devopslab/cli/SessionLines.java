package io.devopslab.cli;

import io.devopslab.catalog.Cost;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Times;
import io.devopslab.session.SessionState;
import io.devopslab.session.SessionState.Phase;
import io.devopslab.text.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/** A session for people. */
final class SessionLines {

    private final Console console;
    private final Instant now;
    private final Times times;

    /**
     * @param now the cloud's time
     */
    SessionLines(Console console, Instant now) {
        this.console = console;
        this.now = now;
        this.times = new Times(ZoneId.systemDefault(), now, console.language());
    }

    /**
     * @param cost what the lab costs; empty for a lab that is not there any more
     */
    void print(SessionState session, Optional<Cost> cost) {
        boolean runs = session.phase() != Phase.STOPPED;
        console.line(console.paint().strong(session.lab()) + "  "
                + text("status." + session.phase().name().toLowerCase(Locale.ROOT)));
        String started = times.moment(session.started());
        line(runs ? "status.since" : "status.started", started, times.since(session.started()));
        if (runs) {
            boolean over = !now.isBefore(session.expires());
            line(
                    over ? "status.over" : "status.expires",
                    times.moment(session.expires()),
                    times.span(now, session.expires()));
            boolean free = TargetArguments.isFree(session.target());
            cost.ifPresent(usd -> line(free ? "status.cost" : "status.cost-aws", usd.estimate(), usd.cap()));
        }
        // A stop takes what holds no work.
        place("status.workspace", session.workspace(), runs);
        session.clones().values().forEach(clone -> place("status.clone", clone, runs));
        line("status.cloud", session.target(), session.account(), session.region());
    }

    private void place(String key, Path directory, boolean runs) {
        if (runs || Files.isDirectory(directory)) {
            line(key, directory);
        }
    }

    private void line(String key, Object... arguments) {
        console.line(text(key, arguments));
    }

    /** A path is never broken, so that it can be copied. */
    private String text(String key, Object... arguments) {
        return Message.of(SessionLines.class, key, arguments).in(console.language());
    }
}
