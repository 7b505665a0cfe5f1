package io.devopslab.cloud.service.eventbridge.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When a scheduled rule runs (EventBridge User Guide, "Creating a rule that runs on a schedule"). Times are UTC. */
public sealed interface ScheduleExpression {

    /**
     * The first moment after {@code now}; empty when there is none any more.
     *
     * @param anchor when the schedule was made, from which a rate counts
     */
    Optional<Instant> next(Instant anchor, Instant now);

    /**
     * @throws IllegalArgumentException for a text that is no schedule expression
     */
    static ScheduleExpression parse(String text) {
        if (text.startsWith("cron(") && text.endsWith(")")) {
            return new Cron(CronExpression.parse(text.substring("cron(".length(), text.length() - 1)));
        }
        return Rate.parse(text);
    }

    /** Every so many minutes, hours or days. */
    record Rate(Duration period) implements ScheduleExpression {

        private static final Pattern SYNTAX = Pattern.compile("rate\\((\\d{1,6}) (minute|hour|day)(s?)\\)");

        private static Rate parse(String text) {
            Matcher matcher = SYNTAX.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("'" + text + "' is neither rate(…) nor cron(…).");
            }
            int value = Integer.parseInt(matcher.group(1));
            boolean singular = matcher.group(3).isEmpty();
            if (value < 1 || singular != (value == 1)) {
                throw new IllegalArgumentException("A rate is 1 minute, or 2 and more minutes; not '" + text + "'.");
            }
            return new Rate(
                    switch (matcher.group(2)) {
                        case "minute" -> Duration.ofMinutes(value);
                        case "hour" -> Duration.ofHours(value);
                        default -> Duration.ofDays(value);
                    });
        }

        @Override
        public Optional<Instant> next(Instant anchor, Instant now) {
            long passed = Duration.between(anchor, now).toMillis() / period.toMillis();
            return Optional.of(anchor.plus(period.multipliedBy(Math.max(passed, 0) + 1)));
        }
    }

    /** At moments that six fields describe. */
    record Cron(CronExpression expression) implements ScheduleExpression {
        @Override
        public Optional<Instant> next(Instant anchor, Instant now) {
            return expression.next(now);
        }
    }
}
