package io.devopslab.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The places in a manifest's texts that are filled in when a lab runs: {@code ${stack.cicd.RepositoryName}}. */
public final class Placeholders {

    /** A dollar before the dollar makes a plain text of what would be a placeholder. */
    private static final Pattern PLACE = Pattern.compile("\\$(\\$\\{)|\\$\\{([^{}]{0,200})}");

    private Placeholders() {}

    /** The names of the text's placeholders, in their order. */
    public static List<String> in(String text) {
        List<String> names = new ArrayList<>();
        fill(text, name -> {
            names.add(name);
            return "";
        });
        return names;
    }

    /** The text with each placeholder replaced by what {@code values} has for its name. */
    public static String fill(String text, Function<String, String> values) {
        if (text.indexOf('$') < 0) {
            return text;
        }
        return PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(
                        place.group(1) != null ? place.group(1) : values.apply(place.group(2))));
    }
}
