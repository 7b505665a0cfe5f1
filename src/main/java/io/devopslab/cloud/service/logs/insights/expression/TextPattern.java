package io.devopslab.cloud.service.logs.insights.expression;

import io.devopslab.cloud.service.logs.text.BoundedMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of a query. Its groups may have any names of fields ({@code (?<@user>…)}), where Java's may
 * have letters and digits only.
 *
 * @param names the names of the groups, in their order; empty for a group without one
 */
public record TextPattern(Pattern pattern, List<String> names) {

    private static final Pattern GROUP =
            Pattern.compile("\\\\.|\\[(?:\\\\.|[^\\]\\\\])*+\\]|\\((?:\\?<([^>=!]+)>|(\\?)?)", Pattern.DOTALL);

    /**
     * @throws PatternSyntaxException when it is no regular expression
     */
    public static TextPattern of(String expression) {
        List<String> names = new ArrayList<>();
        String plain = GROUP.matcher(expression).replaceAll(found -> {
            boolean opens = found.group().startsWith("(");
            if (opens && found.group(2) == null) {
                names.add(found.group(1) == null ? "" : found.group(1));
            }
            return Matcher.quoteReplacement(opens && found.group(1) != null ? "(" : found.group());
        });
        return new TextPattern(Pattern.compile(plain), List.copyOf(names));
    }

    /**
     * Whether some part of the text matches.
     *
     * @throws TooComplexException when this takes too long
     */
    public boolean find(String text) {
        return !groups(text).isEmpty();
    }

    /**
     * The whole match and its groups, those that took no part empty; nothing when the text does not match.
     *
     * @throws TooComplexException when this takes too long
     */
    public List<String> groups(String text) {
        try {
            return BoundedMatcher.find(pattern, text);
        } catch (BoundedMatcher.TooManyStepsException e) {
            throw new TooComplexException();
        }
    }
}
