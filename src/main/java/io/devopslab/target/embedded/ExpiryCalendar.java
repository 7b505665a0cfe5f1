package io.devopslab.target.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.Time;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What expires when, in the cloud's time; kept in a file, so that it outlives the daemon. What fell due while no
 * daemon ran is done some minutes after the next one has come: whoever started that one may want to go on. Thread-safe.
 */
final class ExpiryCalendar {

    /** How long a daemon that has just started waits with what is overdue, in the cloud's time. */
    static final Duration GRACE = Duration.ofMinutes(5);

    /** After which it tries again what could not be done, in the cloud's time. */
    static final Duration RETRY = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(ExpiryCalendar.class);

    private final DaemonFiles files;
    private final ExpiryAction action;
    private final Map<String, Instant> dates = new TreeMap<>();
    private final Map<String, Time.Timer> timers = new HashMap<>();
    private Optional<Time> time = Optional.empty();

    ExpiryCalendar(DaemonFiles files, ExpiryAction action) {
        this.files = files;
        this.action = action;
        files.read(files.expiries()).ifPresent(kept -> kept.properties()
                .forEach(entry -> instant(entry.getValue()).ifPresent(at -> dates.put(entry.getKey(), at))));
    }

    private static Optional<Instant> instant(JsonNode node) {
        try {
            return Optional.of(Instant.parse(node.asText()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Goes by this clock from now on. */
    synchronized void follow(Time clock) {
        time = Optional.of(clock);
        timers.clear(); // Those of a clock that has ended.
        dates.forEach((name, at) -> schedule(name, later(at, clock.instant().plus(GRACE))));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    synchronized void register(String name, Instant at) {
        dates.put(name, at);
        keep();
        schedule(name, at);
    }

    synchronized void forget(String name) {
        if (dates.remove(name) != null) {
            keep();
        }
        Optional.ofNullable(timers.remove(name)).ifPresent(Time.Timer::cancel);
    }

    private void keep() {
        ObjectNode document = DaemonFiles.newDocument();
        dates.forEach((name, at) -> document.put(name, at.toString()));
        files.write(files.expiries(), document);
    }

    private void schedule(String name, Instant at) {
        Optional.ofNullable(timers.remove(name)).ifPresent(Time.Timer::cancel);
        time.ifPresent(clock -> {
            Duration left = Duration.between(clock.instant(), at);
            timers.put(name, clock.schedule(left.isNegative() ? Duration.ZERO : left, () -> due(name)));
        });
    }

    private void due(String name) {
        Optional<Instant> date = date(name);
        if (date.isEmpty()) {
            return;
        }
        LOG.info("The time of {} is over.", name);
        action.expired(name)
                .exceptionally(failure -> {
                    LOG.warn("What is to be done about {} failed.", name, failure);
                    return false;
                })
                .thenAccept(done -> settle(name, date.get(), done));
    }

    private synchronized Optional<Instant> date(String name) {
        return Optional.ofNullable(dates.get(name));
    }

    /** Forgets what is done, unless it got another end meanwhile. */
    private synchronized void settle(String name, Instant date, boolean done) {
        if (!date.equals(dates.get(name))) {
            return;
        }
        if (done) {
            forget(name);
        } else {
            time.ifPresent(clock -> schedule(name, clock.instant().plus(RETRY)));
        }
    }
}
