package io.devopslab.cloud.service.logs.insights.expression;

import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The order of {@code sort} (CloudWatch Logs User Guide, "sort"): what is no number before all numbers, numbers by
 * their values, texts chunk by chunk, where chunks of digits are compared by their length and then by their value, and
 * others by Unicode. What is missing comes first.
 */
public final class NaturalOrder implements Comparator<Value> {

    private static final Pattern CHUNK = Pattern.compile("\\d+|\\D+");

    @Override
    public int compare(Value left, Value right) {
        if (!left.isPresent() || !right.isPresent()) {
            return Boolean.compare(left.isPresent(), right.isPresent());
        }
        OptionalDouble a = left.number();
        OptionalDouble b = right.number();
        if (a.isPresent() && b.isPresent()) {
            return Double.compare(a.getAsDouble(), b.getAsDouble());
        }
        if (a.isPresent() || b.isPresent()) {
            return a.isPresent() ? 1 : -1;
        }
        return compareChunks(left.shown(), right.shown());
    }

    private static int compareChunks(String left, String right) {
        Matcher a = CHUNK.matcher(left);
        Matcher b = CHUNK.matcher(right);
        while (a.find()) {
            if (!b.find()) {
                return 1;
            }
            int order = compareChunk(a.group(), b.group());
            if (order != 0) {
                return order;
            }
        }
        return b.find() ? -1 : 0;
    }

    private static int compareChunk(String left, String right) {
        boolean digits = Character.isDigit(left.charAt(0)) && Character.isDigit(right.charAt(0));
        if (digits && left.length() != right.length()) {
            return Integer.compare(left.length(), right.length());
        }
        return left.compareTo(right);
    }
}
