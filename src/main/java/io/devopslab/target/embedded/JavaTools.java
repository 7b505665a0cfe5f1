package io.devopslab.target.embedded;

import io.devopslab.process.ProcessStarter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The commands {@code javac} and {@code java} of this Java, as builds find them: the real ones, which start from a
 * class-data archive of what a compiler loads. A build that compiles little takes half the time. A directory under the
 * cache, made once for each Java; without it, and on systems without a POSIX shell, builds use the plain commands.
 */
public final class JavaTools {

    private static final long MOST_SECONDS = 60;

    /** By each command, how it is told an option of Java's. */
    private static final Map<String, String> COMMANDS = Map.of("javac", "-J", "java", "");

    /** Archives stay where they were made for: to move one takes time at each start (docs/performance.md). */
    private static final List<String> IN_PLACE = List.of(
            "-XX:+IgnoreUnrecognizedVMOptions", "-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0");

    private JavaTools() {}

    /** Where they are once {@link #prepare} has made them. */
    public static Path directory(Path labHome) {
        String home = System.getProperty("java.home");
        String key = Runtime.version() + "-" + Integer.toHexString(home.hashCode());
        return labHome.resolve("cache").resolve("tools2-" + key.replace('+', '-'));
    }

    /**
     * Makes them unless they are there, which takes a few seconds.
     *
     * @return whether they are there now; without them builds are slower and nothing else
     */
    public static boolean prepare(Path labHome) throws InterruptedException {
        Path directory = directory(labHome);
        Path java = Path.of(System.getProperty("java.home"), "bin");
        if (Files.isDirectory(directory)) {
            return true;
        }
        if (!Files.isExecutable(java.resolve("javac"))) {
            return false;
        }
        try {
            Files.createDirectories(Objects.requireNonNull(directory.getParent()));
            Path part = Files.createTempDirectory(directory.getParent(), "tools.part");
            try {
                return make(java, part, directory) && move(part, directory);
            } finally {
                RunningCloud.delete(part);
            }
        } catch (IOException | UncheckedIOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static boolean make(Path java, Path part, Path directory) throws IOException, InterruptedException {
        Path source = part.resolve("Training.java");
        try (InputStream training = JavaTools.class.getResourceAsStream("Training.java.txt")) {
            Files.copy(Objects.requireNonNull(training), source);
        }
        for (Map.Entry<String, String> command : COMMANDS.entrySet()) {
            String name = command.getKey();
            Path archive = part.resolve(name + ".jsa");
            List<String> training = new ArrayList<>(List.of(
                    java.resolve(name).toString(),
                    command.getValue() + "-XX:ArchiveClassesAtExit=" + archive,
                    command.getValue() + "-Xlog:disable"));
            if (name.equals("javac")) {
                training.addAll(List.of("--release", "17", "-d", part.toString()));
            }
            training.add(source.toString());
            if (!run(training, part) || !Files.exists(archive)) {
                return false;
            }
            write(part.resolve(name), script(java.resolve(name), command.getValue(), directory.resolve(name + ".jsa")));
        }
        return true;
    }

    private static boolean run(List<String> command, Path directory) throws IOException, InterruptedException {
        Process process = ProcessStarter.start(new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD));
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return false;
        }
        return process.exitValue() == 0;
    }

    /** An archive that Java refuses costs time and nothing else; it must not say so in a learner's log. */
    private static String script(Path command, String option, Path archive) {
        String options = Stream.concat(
                        IN_PLACE.stream(), Stream.of("-XX:SharedArchiveFile=" + archive, "-Xlog:disable"))
                .map(word -> quoted(option + word))
                .collect(Collectors.joining(" "));
        return "#!/bin/sh\nexec " + quoted(command.toString()) + " " + options + " \"$@\"\n";
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private static void write(Path file, String script) throws IOException {
        Files.writeString(file, script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static boolean move(Path part, Path directory) throws IOException {
        try {
            Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(part, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | AtomicMoveNotSupportedException e) {
            return Files.isDirectory(directory);
        } catch (IOException e) {
            // Another command was faster: a directory that is not empty is not replaced.
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
        return true;
    }
}
