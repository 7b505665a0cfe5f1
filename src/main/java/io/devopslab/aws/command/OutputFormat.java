package io.devopslab.aws.command;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The values of {@code --output}. */
enum OutputFormat {
    JSON,
    TEXT,
    TABLE;

    static OutputFormat of(String word) {
        List<String> words = Arrays.stream(values())
                .map(format -> format.name().toLowerCase(Locale.ROOT))
                .toList();
        if (!words.contains(word)) {
            throw Usage.unknown("kind.output", word, words, "lab aws help");
        }
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
