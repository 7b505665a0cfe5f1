package io.devopslab.dora;

import java.time.Duration;

/** Spans of time in their two largest units, by the signs that all languages share: {@code 2 d 3 h}. */
public final class Spans {

    private Spans() {}

    /** For example {@code 2 d 3 h}, {@code 5 h 12 min}, {@code 8 min 20 s}, {@code 40 s}. */
    public static String of(Duration span) {
        if (span.toDays() > 0) {
            return span.toDays() + " d " + span.toHoursPart() + " h";
        }
        if (span.toHours() > 0) {
            return span.toHours() + " h " + span.toMinutesPart() + " min";
        }
        return span.toMinutes() > 0
                ? span.toMinutes() + " min " + span.toSecondsPart() + " s"
                : span.toSeconds() + " s";
    }
}
