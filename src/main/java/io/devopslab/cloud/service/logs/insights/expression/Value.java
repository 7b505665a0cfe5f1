package io.devopslab.cloud.service.logs.insights.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** What an expression comes to. A truth is the number 1 or 0, as the results show it. */
public sealed interface Value {

    /** The number that this is or reads as. */
    OptionalDouble number();

    /** How results show it; empty when it is missing. */
    String shown();

    default boolean isPresent() {
        return true;
    }

    default boolean isTrue() {
        OptionalDouble number = number();
        return number.isPresent() ? number.getAsDouble() != 0 : shown().equalsIgnoreCase("true");
    }

    /** What is said where a row has no such field, or a function has no answer. */
    static Value missing() {
        return Missing.NOTHING;
    }

    static Value of(boolean truth) {
        return new Num(truth ? 1 : 0);
    }

    static Value of(String text) {
        return new Text(text);
    }

    /** A number; what is none (a division by zero, the root of a negative) is missing. */
    static Value of(double number) {
        return Double.isFinite(number) ? new Num(number) : missing();
    }

    /**
     * @param millis since 1970
     */
    static Value ofMoment(long millis) {
        return new Moment(millis);
    }

    /** There is none. */
    enum Missing implements Value {
        NOTHING;

        @Override
        public OptionalDouble number() {
            return OptionalDouble.empty();
        }

        @Override
        public String shown() {
            return "";
        }

        @Override
        public boolean isPresent() {
            return false;
        }
    }

    /** A text, also a number as an event has it, which is shown as it was written. */
    record Text(String text) implements Value {

        private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d{1,300}(\\.\\d{0,300})?)([eE][+-]?\\d{1,3})?");

        @Override
        public OptionalDouble number() {
            return NUMBER.matcher(text).matches()
                    ? OptionalDouble.of(Double.parseDouble(text))
                    : OptionalDouble.empty();
        }

        @Override
        public String shown() {
            return text;
        }
    }

    /** A number; four decimals of it are shown at most. */
    record Num(double value) implements Value {

        private static final int DECIMALS = 4;

        @Override
        public OptionalDouble number() {
            return OptionalDouble.of(value);
        }

        @Override
        public String shown() {
            BigDecimal rounded = BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_UP);
            return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
        }
    }

    /** A moment, shown in UTC; as a number it is the milliseconds since 1970. */
    record Moment(long millis) implements Value {

        private static final DateTimeFormatter FORM =
                DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

        @Override
        public OptionalDouble number() {
            return OptionalDouble.of((double) millis);
        }

        @Override
        public String shown() {
            return FORM.format(Instant.ofEpochMilli(millis));
        }
    }
}
