package io.devopslab.guide;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** The programs on the path of an environment. */
final class Programs {

    private final Map<String, String> environment;

    Programs(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Where the program is; the path of this process may be another one. */
    Optional<String> find(String name) {
        return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty() && isProgram(directory, name))
                .map(directory -> Path.of(directory, name).toString())
                .findFirst();
    }

    private static boolean isProgram(String directory, String name) {
        try {
            Path file = Path.of(directory, name);
            return Files.isRegularFile(file) && Files.isExecutable(file);
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
