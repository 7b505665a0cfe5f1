package io.devopslab.cloud.service.logs.filter;

import io.devopslab.cloud.service.logs.text.BoundedMatcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of the subset that CloudWatch Logs knows: no groups, no multi-byte characters. A search that
 * takes too many steps is given up, so that no pattern holds a thread for long.
 */
final class BoundedRegex {

    private static final String SYMBOLS = ":_#=@/;,-" + "^$?[]{}|\\*+.";
    private static final Pattern UNKNOWN_ESCAPE =
            Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\(?![dDsSwW]|x[0-9a-fA-F]{2})[A-Za-z0-9]");

    private final Pattern pattern;

    private BoundedRegex(Pattern pattern) {
        this.pattern = pattern;
    }

    static BoundedRegex of(String expression) {
        expression
                .chars()
                .filter(c -> !(c < 128 && Character.isLetterOrDigit(c)) && SYMBOLS.indexOf(c) < 0)
                .findFirst()
                .ifPresent(c -> {
                    throw InvalidPatternException.characters(Character.toString(c));
                });
        if (expression.isEmpty() || UNKNOWN_ESCAPE.matcher(expression).find()) {
            throw invalid(expression);
        }
        try {
            return new BoundedRegex(Pattern.compile(expression));
        } catch (PatternSyntaxException e) {
            throw invalid(expression);
        }
    }

    private static InvalidPatternException invalid(String expression) {
        return new InvalidPatternException("Invalid regular expression '" + expression + "'");
    }

    /** Whether the expression matches some part of {@code text}. */
    boolean find(String text) {
        try {
            return !BoundedMatcher.find(pattern, text).isEmpty();
        } catch (BoundedMatcher.TooManyStepsException e) {
            throw new InvalidPatternException("The regular expression takes too long on a log event.");
        }
    }
}
