package io.devopslab.cli.console;

import io.devopslab.text.Language;
import io.devopslab.text.Message;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Moments and spans as people read them: local, short, and to the minute. */
public final class Times {

    private final ZoneId zone;
    private final Instant now;
    private final Language language;

    /**
     * @param now the moment from which spans are reckoned, and whose year is not said
     */
    public Times(ZoneId zone, Instant now, Language language) {
        this.zone = zone;
        this.now = now;
        this.language = language;
    }

    /** For example {@code 27 Nov 22:10}; with its year when that is another than now's. */
    public String moment(Instant instant) {
        ZonedDateTime local = instant.atZone(zone);
        String key = local.getYear() == now.atZone(zone).getYear() ? "time.short" : "time.long";
        return DateTimeFormatter.ofPattern(text(key), Locale.ENGLISH).format(local);
    }

    /** To the second, for example {@code 22:10:07}. */
    public String clock(Instant instant) {
        return DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH).format(instant.atZone(zone));
    }

    /** How long ago, or how long until, in the two largest units; never less than nothing. */
    public String span(Instant from, Instant to) {
        Duration span = Duration.between(from, to);
        if (span.toMinutes() < 1) {
            return text("span.moment");
        }
        if (span.toHours() < 1) {
            return text("span.minutes", span.toMinutes());
        }
        return span.toDays() < 1
                ? text("span.hours", span.toHours(), span.toMinutesPart())
                : text("span.days", span.toDays(), span.toHoursPart());
    }

    /** Since {@code instant} until now. */
    public String since(Instant instant) {
        return span(instant, now);
    }

    /** As programs read it: ISO 8601 in UTC, to the second. */
    public static String iso(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private String text(String key, Object... arguments) {
        return Message.of(Times.class, key, arguments).in(language);
    }
}
