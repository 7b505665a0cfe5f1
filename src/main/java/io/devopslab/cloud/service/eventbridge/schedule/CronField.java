package io.devopslab.cloud.service.eventbridge.schedule;

import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Lists, ranges and steps of numbers or names. */
final class CronField {

    private CronField() {}

    /**
     * @param names what may stand for the numbers from {@code min} on
     */
    static NavigableSet<Integer> parse(String text, int min, int max, List<String> names) {
        NavigableSet<Integer> values = new TreeSet<>();
        for (String part : text.split(",", -1)) {
            values.addAll(part(part, min, max, names));
        }
        return values;
    }

    private static NavigableSet<Integer> part(String part, int min, int max, List<String> names) {
        int slash = part.indexOf('/');
        String range = slash < 0 ? part : part.substring(0, slash);
        int step = slash < 0 ? 1 : number(part.substring(slash + 1), 1, max, List.of(), part);
        int dash = range.indexOf('-');
        int from = range.equals("*") ? min : number(dash < 0 ? range : range.substring(0, dash), min, max, names, part);
        int to = slash < 0 ? from : max;
        if (range.equals("*")) {
            to = max;
        } else if (dash >= 0) {
            to = number(range.substring(dash + 1), min, max, names, part);
        }
        if (to < from) {
            throw new IllegalArgumentException("The range " + part + " runs backwards.");
        }
        NavigableSet<Integer> values = new TreeSet<>();
        for (int value = from; value <= to; value += step) {
            values.add(value);
        }
        return values;
    }

    static int number(String text, int min, int max, List<String> names, String field) {
        int name = names.indexOf(text.toUpperCase(Locale.ROOT));
        int value = name >= 0 ? min + name : parsed(text, field);
        if (value < min || value > max) {
            throw new IllegalArgumentException("'" + field + "' is outside of " + min + " to " + max + ".");
        }
        return value;
    }

    private static int parsed(String text, String field) {
        if (!text.matches("\\d{1,4}")) {
            throw new IllegalArgumentException("'" + field + "' is no field of a cron expression.");
        }
        return Integer.parseInt(text);
    }
}
