package io.devopslab.cloud.service.logs.text;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks for a regular expression and gives it up after so many steps, so that none holds a thread for long. */
public final class BoundedMatcher {

    private static final long STEPS_PER_CHARACTER = 2_000;
    private static final long FEWEST_STEPS = 100_000;
    private static final long MOST_STEPS = 20_000_000;

    private BoundedMatcher() {}

    /** A search was given up. */
    public static final class TooManyStepsException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private TooManyStepsException() {
            super("The regular expression takes too long on the text.");
        }
    }

    /**
     * The first match and its groups, those that took no part in it empty; nothing when there is no match.
     *
     * @throws TooManyStepsException when it takes too long, or nests too deeply
     */
    public static List<String> find(Pattern pattern, String text) {
        long steps = Math.min(MOST_STEPS, FEWEST_STEPS + STEPS_PER_CHARACTER * text.length());
        Matcher matcher = pattern.matcher(new CountedText(text, new AtomicLong(steps)));
        try {
            return matcher.find() ? groups(matcher, text) : List.of();
        } catch (StackOverflowError e) {
            throw new TooManyStepsException();
        }
    }

    private static List<String> groups(Matcher matcher, String text) {
        List<String> groups = new ArrayList<>();
        for (int i = 0; i <= matcher.groupCount(); i++) {
            groups.add(matcher.start(i) < 0 ? "" : text.substring(matcher.start(i), matcher.end(i)));
        }
        return groups;
    }

    /** A text that may be looked at a limited number of times, its parts included. */
    private record CountedText(CharSequence text, AtomicLong left) implements CharSequence {

        @Override
        public char charAt(int index) {
            if (left.getAndDecrement() <= 0) {
                throw new TooManyStepsException();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new CountedText(text.subSequence(start, end), left);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
