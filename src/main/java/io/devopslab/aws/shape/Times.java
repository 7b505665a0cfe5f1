package io.devopslab.aws.shape;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.traits.TimestampFormatTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/** Times in the four forms that AWS writes them in. */
final class Times {

    private static final DateTimeFormatter RFC_822 =
            DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US);

    private Times() {}

    /** The form that the service's model demands of a member, or else the protocol's own. */
    static Format format(SdkField<?> field, Format otherwise) {
        TimestampFormatTrait trait = field.getTrait(TimestampFormatTrait.class);
        return trait == null ? otherwise : trait.format();
    }

    static String text(Instant time, Format format) {
        return switch (format) {
            case RFC_822 -> RFC_822.format(time.atOffset(ZoneOffset.UTC));
            case UNIX_TIMESTAMP -> seconds(time).toPlainString();
            case UNIX_TIMESTAMP_MILLIS -> Long.toString(time.toEpochMilli());
            default -> time.truncatedTo(ChronoUnit.MILLIS).toString();
        };
    }

    /** Seconds since 1970, with milliseconds if there are any. */
    static BigDecimal seconds(Instant time) {
        BigDecimal seconds = BigDecimal.valueOf(time.toEpochMilli(), 3);
        return time.toEpochMilli() % 1_000 == 0 ? seconds.setScale(0, RoundingMode.UNNECESSARY) : seconds;
    }

    /**
     * Reads any of the forms; a bare number is seconds unless the format says milliseconds.
     *
     * @throws DateTimeException if it is none of them
     */
    static Instant parse(String text, Format format) {
        String time = text.trim();
        if (time.matches("-?[0-9.]{1,40}([eE][+-]?\\d{1,3})?")) {
            BigDecimal number = new BigDecimal(time);
            return ofSeconds(format == Format.UNIX_TIMESTAMP_MILLIS ? number.movePointLeft(3) : number);
        }
        if (time.length() > 3 && time.charAt(3) == ',') {
            return OffsetDateTime.parse(time, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        }
        return OffsetDateTime.parse(time).toInstant();
    }

    /**
     * @throws DateTimeException if it lies beyond all calendars
     */
    static Instant ofSeconds(BigDecimal seconds) {
        if (seconds.precision() - seconds.scale() > 18) {
            throw new DateTimeException("No calendar reaches so far.");
        }
        BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
        return Instant.ofEpochSecond(
                whole.longValueExact(),
                seconds.subtract(whole).movePointRight(9).longValue());
    }
}
