package io.devopslab.target.embedded;

import io.devopslab.process.ProcessStarter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * The commands {@code javac} and {@code java} of this Java, as builds find them: the real ones, which start from a
 * class-data archive of what a compiler loads. A build that compiles little takes half the time. A directory under the
 * cache, made once for each Java and each way of making it; without it, and on systems without a POSIX shell, builds use the plain commands.
 */
public final class JavaTools {

    private static final long MOST_SECONDS = 60;

    private static final String SOURCE = "Training.java";

    /** How the names of directories begin that are not whole yet, or no longer. */
    private static final String PART = "tools.part";

    /** By each command, how it is told an option of Java's; in an order that is always the same. */
    private static final Map<String, String> COMMANDS = new TreeMap<>(Map.of("javac", "-J", "java", ""));

    /** Archives stay where they were made for: to move one takes time at each start (docs/performance.md). */
    private static final List<String> IN_PLACE = List.of(
            "-XX:+IgnoreUnrecognizedVMOptions", "-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0");

    private JavaTools() {}

    /**
     * Where they are once {@link #prepare} has made them. The name says all that they depend on: this Java, and how they are made
     * and called; so a version that makes or calls them in another way has a directory of its own.
     */
    public static Path directory(Path labHome) {
        return directory(labHome, recipe());
    }

    /** Where those are that are made in another way. */
    static Path directory(Path labHome, String recipe) {
        String version = Runtime.version().toString().replace('+', '-');
        String java = checksum(System.getProperty("java.home"));
        return labHome.resolve("cache").resolve("tools-" + java + "-" + version + "-" + checksum(recipe));
    }

    private static String checksum(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(sum.getValue());
    }

    /** How they are made and called, but for where. */
    static String recipe() {
        Path java = Path.of("bin");
        Path tools = Path.of("tools");
        StringBuilder recipe = new StringBuilder(training());
        COMMANDS.keySet().forEach(name -> recipe.append(String.join(" ", training(java, tools, name)))
                .append('\n')
                .append(script(java, tools, name)));
        return recipe.toString();
    }

    /**
     * The same directory for a process that uses it from now on, and marked as used: the launcher removes those that nobody has begun
     * to use for two weeks. Who loses them so builds slower and nothing else.
     *
     * @return where they are, or will be
     */
    public static Path use(Path labHome) {
        Path directory = directory(labHome);
        try {
            Files.setLastModifiedTime(directory, FileTime.from(Instant.now()));
        } catch (IOException e) {
            // They are not there yet, or belong to somebody else.
        }
        return directory;
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
            Path part = Files.createTempDirectory(directory.getParent(), PART);
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
        Files.writeString(part.resolve(SOURCE), training());
        for (String name : COMMANDS.keySet()) {
            if (!run(training(java, part, name), part) || !Files.exists(archive(part, name))) {
                return false;
            }
            write(part.resolve(name), script(java, directory, name));
        }
        return true;
    }

    /** The program at whose compilation and run the archives are made. */
    private static String training() {
        try (InputStream training = JavaTools.class.getResourceAsStream(SOURCE + ".txt")) {
            return new String(Objects.requireNonNull(training).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The program's own jar cannot be read.", e);
        }
    }

    private static Path archive(Path directory, String name) {
        return directory.resolve(name + ".jsa");
    }

    private static List<String> training(Path java, Path part, String name) {
        String option = COMMANDS.get(name);
        List<String> training = new ArrayList<>(List.of(
                java.resolve(name).toString(),
                option + "-XX:ArchiveClassesAtExit=" + archive(part, name),
                option + "-Xlog:disable"));
        if (name.equals("javac")) {
            training.addAll(List.of("--release", "17", "-d", part.toString()));
        }
        training.add(part.resolve(SOURCE).toString());
        return training;
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
    private static String script(Path java, Path directory, String name) {
        String options = Stream.concat(
                        IN_PLACE.stream(),
                        Stream.of("-XX:SharedArchiveFile=" + archive(directory, name), "-Xlog:disable"))
                .map(word -> quoted(COMMANDS.get(name) + word))
                .collect(Collectors.joining(" "));
        return "#!/bin/sh\nexec " + quoted(java.resolve(name).toString()) + " " + options + " \"$@\"\n";
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
