package io.devopslab;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/**
 * Programs that a test drives for real. Where one is missing the test reports itself as skipped, except in CI
 * ({@code LAB_TESTS=strict}), which installs them all: there a skip would hide a failure.
 */
public final class Needs {

    private Needs() {}

    /** Goes on only where {@code name} is on the path. */
    public static void program(String name) {
        boolean found = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
        that(found, "the program '" + name + "' on the path");
    }

    /** Goes on only where {@code available} holds. */
    public static void that(boolean available, String what) {
        if (!available && "strict".equals(System.getenv("LAB_TESTS"))) {
            fail("This test needs " + what + ", and CI has to provide it.");
        }
        Assumptions.assumeTrue(available, "needs " + what);
    }
}
