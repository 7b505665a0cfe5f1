package io.devopslab.cloud.service.codecommit.repository;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as CodeCommit writes them into the details of events, for example {@code Wed Nov 06 19:10:58 UTC 2019}. */
public final class EventTimes {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss 'UTC' uuuu", Locale.ENGLISH);

    private EventTimes() {}

    public static String text(Instant time) {
        return FORMAT.format(time.atOffset(ZoneOffset.UTC));
    }
}
