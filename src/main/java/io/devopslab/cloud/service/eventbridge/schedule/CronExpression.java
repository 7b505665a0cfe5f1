package io.devopslab.cloud.service.eventbridge.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;

/**
 * Six fields: minutes, hours, day of month, month, day of week (1 is Sunday), year. EventBridge User Guide, "Cron
 * expressions".
 */
record CronExpression(
        NavigableSet<Integer> minutes,
        NavigableSet<Integer> hours,
        DayRule days,
        NavigableSet<Integer> months,
        NavigableSet<Integer> years) {

    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2199;

    static CronExpression parse(String text) {
        String[] fields = text.trim().split("\\s+", -1);
        if (fields.length != 6) {
            throw new IllegalArgumentException("A cron expression has six fields, not " + fields.length + ".");
        }
        return new CronExpression(
                CronField.parse(fields[0], 0, 59, List.of()),
                CronField.parse(fields[1], 0, 23, List.of()),
                DayRule.parse(fields[2], fields[4]),
                CronField.parse(fields[3], 1, 12, MONTHS),
                CronField.parse(fields[5], FIRST_YEAR, LAST_YEAR, List.of()));
    }

    /** The first minute after {@code now} that the fields describe. */
    Optional<Instant> next(Instant now) {
        var start =
                now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES).atZone(ZoneOffset.UTC);
        LocalDate today = start.toLocalDate();
        for (YearMonth month = YearMonth.from(today); month.getYear() <= years.last(); month = month.plusMonths(1)) {
            if (years.contains(month.getYear()) && months.contains(month.getMonthValue())) {
                Optional<Instant> found = nextIn(month, today, start.toLocalTime());
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Instant> nextIn(YearMonth month, LocalDate today, LocalTime from) {
        for (int day : days.in(month)) {
            LocalDate date = month.atDay(day);
            if (!date.isBefore(today)) {
                Optional<LocalTime> time = nextAt(date.equals(today) ? from : LocalTime.MIDNIGHT);
                if (time.isPresent()) {
                    return Optional.of(date.atTime(time.get()).toInstant(ZoneOffset.UTC));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<LocalTime> nextAt(LocalTime from) {
        for (int hour : hours.tailSet(from.getHour())) {
            Integer minute = hour == from.getHour() ? minutes.ceiling(from.getMinute()) : minutes.first();
            if (minute != null) {
                return Optional.of(LocalTime.of(hour, minute));
            }
        }
        return Optional.empty();
    }
}
