package io.devopslab.cloud.service.codebuild.run;

import io.devopslab.cloud.service.codebuild.spec.Buildspec.OnFailure;
import java.util.regex.Pattern;

/** Decides whether an error is one after which the buildspec wants another try. */
final class RetryPattern {

    private static final int LONGEST_MESSAGE = 500;
    private static final int MOST_STEPS = 1_000_000;

    private RetryPattern() {}

    /** An expression that takes too long matches nothing. */
    static boolean matches(OnFailure onFailure, String message) {
        if (onFailure.pattern().isEmpty()) {
            return true;
        }
        String text = message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) : message;
        try {
            return Pattern.compile(onFailure.pattern())
                    .matcher(new Counted(text, new int[] {MOST_STEPS}))
                    .find();
        } catch (TooLongException e) {
            return false;
        }
    }

    private static final class TooLongException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Counted implements CharSequence {
        private final CharSequence text;
        private final int[] left;

        Counted(CharSequence text, int[] left) {
            this.text = text;
            this.left = left;
        }

        @Override
        public char charAt(int index) {
            if (--left[0] < 0) {
                throw new TooLongException();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(text.subSequence(start, end), left);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
