package io.devopslab.guide;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Markdown of a guide. A task's part begins with the heading {@code ## Task: ID} and ends before the next
 * heading of the same or a higher level.
 *
 * @param markdown as the author wrote it, placeholders and all
 */
public record GuideText(String markdown) {

    private static final Pattern TASK = Pattern.compile("^## Task: (\\S+)\\s*$");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z][A-Za-z0-9_.-]*)}");

    /** The ids of the tasks that the guide has a part for, in its order. */
    public List<String> tasks() {
        List<String> tasks = new ArrayList<>();
        markdown.lines().map(TASK::matcher).filter(Matcher::matches).forEach(heading -> tasks.add(heading.group(1)));
        return tasks;
    }

    /** The part of one task; empty when the guide has none. */
    public Optional<GuideText> task(String id) {
        StringBuilder part = new StringBuilder();
        boolean inside = false;
        boolean fenced = false;
        for (String line : markdown.lines().toList()) {
            fenced ^= line.stripLeading().startsWith("```");
            Matcher heading = TASK.matcher(line);
            if (!fenced && (line.startsWith("## ") || line.startsWith("# "))) {
                inside = heading.matches() && heading.group(1).equals(id);
            }
            if (inside) {
                part.append(line).append('\n');
            }
        }
        return part.isEmpty() ? Optional.empty() : Optional.of(new GuideText(part.toString()));
    }

    /** The guide with the learner's own values; a placeholder without a value stays as it is. */
    public GuideText with(Function<String, Optional<String>> values) {
        return new GuideText(fill(markdown, values));
    }

    /** Any text with the values in it. */
    static String fill(String text, Function<String, Optional<String>> values) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(place ->
                        Matcher.quoteReplacement(values.apply(place.group(1)).orElse(place.group())));
    }
}
