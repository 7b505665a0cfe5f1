package io.devopslab.catalog;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A command on the learner's machine; all texts may hold placeholders.
 *
 * @param words the program and its arguments; no shell reads them
 * @param directory inside the workspace
 * @param timeout of the wall clock; the whole process tree ends with it
 */
public record Command(List<String> words, String directory, Map<String, String> environment, Duration timeout) {

    public Command {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }
}
