package io.devopslab.target.container;

import java.util.List;

/** The end of a text that only programs read otherwise. */
record Tail(String text) {

    /** The last lines that say something to a person: no frames of stack traces. */
    String lines(int most) {
        List<String> told = text.lines()
                .filter(line ->
                        !line.isBlank() && !line.strip().startsWith("at ") && !line.matches("\\s*\\.\\.\\. \\d+ more"))
                .toList();
        return String.join("\n", told.subList(Math.max(0, told.size() - most), told.size()));
    }
}
