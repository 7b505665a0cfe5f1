package io.devopslab.cli.cloud;

import io.devopslab.text.Message;
import io.devopslab.text.UsageException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them. */
public final class Durations {

    private static final Pattern SHORT = Pattern.compile("(\\d{1,9})([smhd])");

    private Durations() {}

    /** Reads {@code 90s}, {@code 10m}, {@code 2h}, {@code 1d} or an ISO 8601 duration; never a negative one. */
    public static Duration parse(String text) {
        Matcher matcher = SHORT.matcher(text);
        try {
            Duration duration = matcher.matches()
                    ? Duration.parse(isoOf(Long.parseLong(matcher.group(1)), matcher.group(2)))
                    : Duration.parse(text);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeException e) {
            // The message below says what can be understood.
        }
        throw new UsageException(Message.of(Durations.class, "duration", text));
    }

    private static String isoOf(long amount, String unit) {
        return unit.equals("d") ? "P" + amount + "D" : "PT" + amount + unit;
    }
}
