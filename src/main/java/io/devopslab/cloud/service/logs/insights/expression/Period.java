package io.devopslab.cloud.service.logs.insights.expression;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stretch of time as a query has it: {@code 5m}, {@code 1hr}, {@code 2weeks} (CloudWatch Logs User Guide, "stats").
 * Buckets of months, quarters and years follow the calendar, all others begin in 1970; all are of UTC.
 *
 * @param months how many months, or 0
 * @param millis how many milliseconds, where it is not months
 */
record Period(int months, long millis) implements Expression {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9})([A-Za-z]+)");
    private static final Map<String, Duration> FIXED = new HashMap<>();
    private static final Map<String, Integer> MONTHS = new HashMap<>();

    static {
        unit(Duration.ofMillis(1), "ms", "msec", "millisecond");
        unit(Duration.ofSeconds(1), "s", "sec", "second");
        unit(Duration.ofMinutes(1), "m", "min", "minute");
        unit(Duration.ofHours(1), "h", "hr", "hour");
        unit(Duration.ofDays(1), "d", "day");
        unit(Duration.ofDays(7), "w", "week");
        months(1, "mo", "mon", "month");
        months(3, "q", "qtr", "quarter");
        months(12, "y", "yr", "year");
    }

    private static void unit(Duration length, String... names) {
        for (String name : names) {
            FIXED.put(name, length);
            plural(name).forEach(plural -> FIXED.put(plural, length));
        }
    }

    private static void months(int count, String... names) {
        for (String name : names) {
            MONTHS.put(name, count);
            plural(name).forEach(plural -> MONTHS.put(plural, count));
        }
    }

    /** Only what has more than one character has a plural. */
    private static List<String> plural(String name) {
        return name.length() > 1 ? List.of(name + "s") : List.of();
    }

    /** The period that the text is, if its unit is one and its number is not zero. */
    static Optional<Period> of(String written) {
        Matcher parts = WRITTEN.matcher(written);
        if (!parts.matches() || Integer.parseInt(parts.group(1)) == 0) {
            return Optional.empty();
        }
        int count = Integer.parseInt(parts.group(1));
        String unit = parts.group(2).toLowerCase(Locale.ROOT);
        if (MONTHS.containsKey(unit)) {
            long months = (long) count * MONTHS.getOrDefault(unit, 1);
            return months > 12_000 ? Optional.empty() : Optional.of(new Period((int) months, 0));
        }
        return Optional.ofNullable(FIXED.get(unit)).map(length -> new Period(0, length.toMillis() * count));
    }

    /** The beginning of the bucket that the moment is in. */
    long floor(long moment) {
        return months == 0 ? Math.floorDiv(moment, millis) * millis : startOf(bucket(moment));
    }

    /** The beginning of the first bucket that does not begin before the moment. */
    long ceiling(long moment) {
        long floor = floor(moment);
        if (floor == moment) {
            return moment;
        }
        return months == 0 ? floor + millis : startOf(bucket(moment) + 1);
    }

    private long bucket(long moment) {
        LocalDate day = Instant.ofEpochMilli(moment).atZone(ZoneOffset.UTC).toLocalDate();
        return Math.floorDiv(day.getYear() * 12L + day.getMonthValue() - 1, (long) months);
    }

    private long startOf(long bucket) {
        long month = bucket * months;
        return LocalDate.of((int) Math.floorDiv(month, 12L), (int) Math.floorMod(month, 12L) + 1, 1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .toEpochMilli();
    }

    @Override
    public Value evaluate(Row row) {
        return Value.of((double) millis);
    }
}
