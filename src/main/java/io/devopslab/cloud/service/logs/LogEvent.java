package io.devopslab.cloud.service.logs;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/**
 * An event.
 *
 * @param timestamp when it happened, in milliseconds since 1970
 * @param ingested when it was received, in milliseconds since 1970
 * @param sequence its number in its stream, in the order of arrival
 */
record LogEvent(long timestamp, long ingested, long sequence, String message) {

    /** What each event weighs beside its message (API reference, PutLogEvents). */
    static final int OVERHEAD = 26;

    static final Comparator<LogEvent> ORDER =
            Comparator.comparingLong(LogEvent::timestamp).thenComparingLong(LogEvent::sequence);

    long bytes() {
        return bytes(message);
    }

    static long bytes(String message) {
        return (long) message.getBytes(StandardCharsets.UTF_8).length + OVERHEAD;
    }

    /**
     * The event's identifier as a number: it grows with the timestamp, then with the order of arrival, and differs
     * between streams.
     *
     * @param streamHash a number of 32 bits that stands for the stream
     */
    BigInteger id(int streamHash) {
        return firstIdAt(timestamp)
                .add(BigInteger.valueOf(sequence).shiftLeft(32))
                .add(BigInteger.valueOf(Integer.toUnsignedLong(streamHash)));
    }

    /** The lowest identifier that an event of that moment can have. */
    static BigInteger firstIdAt(long timestamp) {
        return BigInteger.valueOf(timestamp).shiftLeft(144);
    }
}
