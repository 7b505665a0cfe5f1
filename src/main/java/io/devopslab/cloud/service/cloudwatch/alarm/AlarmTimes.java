package io.devopslab.cloud.service.cloudwatch.alarm;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The ways in which alarms write moments. */
final class AlarmTimes {

    private static final DateTimeFormatter DATA = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSxx", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter REASON =
            DateTimeFormatter.ofPattern("dd/MM/yy HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SENTENCE = DateTimeFormatter.ofPattern(
                    "EEEE dd MMMM, yyyy HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private AlarmTimes() {}

    /** {@code 2022-07-09T02:39:54.536+0000}. */
    static String data(Instant time) {
        return DATA.format(time);
    }

    /** {@code 09/07/22 02:34:00}. */
    static String reason(Instant time) {
        return REASON.format(time);
    }

    /** {@code Saturday 09 July, 2022 02:39:54 UTC}. */
    static String sentence(Instant time) {
        return SENTENCE.format(time);
    }
}
