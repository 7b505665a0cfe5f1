package io.devopslab.cloud.service.cloudwatch.alarm;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;

/**
 * Has metric alarms looked at, at the end of each minute, and of each ten seconds where an alarm has periods shorter
 * than a minute (CloudWatch User Guide, "Alarm evaluation"). It rests while there are none. Thread-safe.
 */
final class AlarmClock {

    private static final Logger LOG = LoggerFactory.getLogger(AlarmClock.class);
    private static final int MINUTE = 60;
    private static final int SHORT = 10;

    private final ServiceContext context;
    private final AlarmTables tables;
    private final MetricAlarmEvaluator evaluator;
    private final StateChanges changes;
    private Optional<Time.Timer> timer = Optional.empty();

    AlarmClock(ServiceContext context, AlarmTables tables, MetricAlarmEvaluator evaluator, StateChanges changes) {
        this.context = context;
        this.tables = tables;
        this.evaluator = evaluator;
        this.changes = changes;
    }

    /** Looks at which alarms there are, and waits for the next moment at which one is to be evaluated. */
    synchronized void wind() {
        timer.ifPresent(Time.Timer::cancel);
        timer = Optional.empty();
        boolean any = false;
        boolean anyShort = false;
        for (AlarmRow row : tables.all()) {
            any |= row.metric().isPresent();
            anyShort |= row.metric().filter(AlarmClock::isShort).isPresent();
        }
        if (any) {
            int step = anyShort ? SHORT : MINUTE;
            Instant now = context.time().instant();
            Instant next = Instant.ofEpochSecond((Math.floorDiv(now.getEpochSecond(), step) + 1) * step);
            timer = Optional.of(context.time().schedule(Duration.between(now, next), () -> strike(next)));
        }
    }

    private static boolean isShort(MetricAlarm alarm) {
        return MetricAlarmEvaluator.period(alarm) < MINUTE;
    }

    private void strike(Instant moment) {
        boolean isFullMinute = moment.getEpochSecond() % MINUTE == 0;
        try {
            for (AlarmRow row : tables.all()) {
                row.metric()
                        .filter(alarm -> isFullMinute || isShort(alarm))
                        .ifPresent(alarm -> look(row, alarm, moment));
            }
        } finally {
            wind();
        }
    }

    private void look(AlarmRow row, MetricAlarm alarm, Instant moment) {
        try {
            evaluator.evaluate(alarm, moment).ifPresent(reached -> reach(row, reached));
        } catch (RuntimeException e) {
            context.store().requireOpen(e);
            // The other alarms are to be looked at all the same.
            LOG.error("The alarm {} cannot be evaluated.", row.name(), e);
        }
    }

    private void reach(AlarmRow seen, Reached reached) {
        if (reached.state() == seen.state()) {
            return;
        }
        context.store().write(() -> tables.find(seen.name())
                // What was changed since it was looked at is looked at again soon.
                .filter(alarm -> alarm.configured().equals(seen.configured())
                        && alarm.metric().isPresent())
                .filter(alarm -> alarm.state() != reached.state())
                .ifPresent(alarm -> changes.reach(alarm, reached)));
    }
}
