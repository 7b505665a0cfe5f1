package io.devopslab.cloud.service.eventbridge.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which days of a month: by day of month or by day of week, of which exactly one is given and the other is '?'. */
sealed interface DayRule {

    /** The days of that month, in order. */
    NavigableSet<Integer> in(YearMonth month);

    static DayRule parse(String dayOfMonth, String dayOfWeek) {
        if (dayOfMonth.equals("?") == dayOfWeek.equals("?")) {
            throw new IllegalArgumentException("Either the day of the month or the day of the week must be '?'.");
        }
        return dayOfWeek.equals("?") ? ofMonth(dayOfMonth) : ofWeek(dayOfWeek);
    }

    private static DayRule ofMonth(String text) {
        if (text.equals("L")) {
            return new LastDay();
        }
        if (text.endsWith("W")) {
            return new NearestWeekday(CronField.number(text.substring(0, text.length() - 1), 1, 31, List.of(), text));
        }
        return new DaysOfMonth(CronField.parse(text, 1, 31, List.of()));
    }

    private static DayRule ofWeek(String text) {
        int hash = text.indexOf('#');
        if (hash > 0) {
            int day = CronField.number(text.substring(0, hash), 1, 7, DaysOfWeek.NAMES, text);
            return new NthWeekday(day, CronField.number(text.substring(hash + 1), 1, 5, List.of(), text));
        }
        if (text.equals("L")) {
            return new DaysOfWeek(new TreeSet<>(List.of(7)));
        }
        if (text.endsWith("L")) {
            String day = text.substring(0, text.length() - 1);
            return new LastWeekday(CronField.number(day, 1, 7, DaysOfWeek.NAMES, text));
        }
        return new DaysOfWeek(CronField.parse(text, 1, 7, DaysOfWeek.NAMES));
    }

    private static DayOfWeek dayOfWeek(int number) {
        return number == 1 ? DayOfWeek.SUNDAY : DayOfWeek.of(number - 1);
    }

    private static NavigableSet<Integer> of(int day) {
        return new TreeSet<>(List.of(day));
    }

    record DaysOfMonth(NavigableSet<Integer> days) implements DayRule {
        @Override
        public NavigableSet<Integer> in(YearMonth month) {
            return days.headSet(month.lengthOfMonth(), true);
        }
    }

    record LastDay() implements DayRule {
        @Override
        public NavigableSet<Integer> in(YearMonth month) {
            return of(month.lengthOfMonth());
        }
    }

    record NearestWeekday(int day) implements DayRule {
        @Override
        public NavigableSet<Integer> in(YearMonth month) {
            if (day > month.lengthOfMonth()) {
                return new TreeSet<>();
            }
            LocalDate date = month.atDay(day);
            int shift =
                    switch (date.getDayOfWeek()) {
                        case SATURDAY -> day == 1 ? 2 : -1;
                        case SUNDAY -> day == month.lengthOfMonth() ? -2 : 1;
                        default -> 0;
                    };
            return of(day + shift);
        }
    }

    record DaysOfWeek(NavigableSet<Integer> days) implements DayRule {

        static final List<String> NAMES = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

        @Override
        public NavigableSet<Integer> in(YearMonth month) {
            List<DayOfWeek> wanted = days.stream().map(DayRule::dayOfWeek).toList();
            return IntStream.rangeClosed(1, month.lengthOfMonth())
                    .filter(day -> wanted.contains(month.atDay(day).getDayOfWeek()))
                    .boxed()
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    record LastWeekday(int day) implements DayRule {
        @Override
        public NavigableSet<Integer> in(YearMonth month) {
            return of(month.atDay(1)
                    .with(TemporalAdjusters.lastInMonth(dayOfWeek(day)))
                    .getDayOfMonth());
        }
    }

    record NthWeekday(int day, int nth) implements DayRule {
        @Override
        public NavigableSet<Integer> in(YearMonth month) {
            LocalDate date = month.atDay(1).with(TemporalAdjusters.dayOfWeekInMonth(nth, dayOfWeek(day)));
            return YearMonth.from(date).equals(month) ? of(date.getDayOfMonth()) : new TreeSet<>();
        }
    }
}
