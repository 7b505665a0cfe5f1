package io.devopslab.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.Needs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The script {@code lab} of this repository in a directory of its own, with a path of which a test knows everything:
 * the programs of POSIX that the script uses, and a {@code java} and a Maven that only tell how they were called.
 */
final class Launcher {

    private static final List<String> PROGRAMS = List.of(
            "sh",
            "cksum",
            "tr",
            "sed",
            "dirname",
            "readlink",
            "mkdir",
            "rmdir",
            "nice",
            "mv",
            "rm",
            "cp",
            "find",
            "head",
            "tail",
            "touch",
            "grep",
            "sleep",
            "ls",
            "wc",
            "cat");

    private final Path directory;
    private final Map<String, String> environment = new LinkedHashMap<>();

    /** What a run of the script said. */
    record Run(int exitCode, String out, String err) {

        /** The arguments that {@code java} was called with. */
        List<String> java() {
            return out.lines().toList();
        }
    }

    /** A run that goes on. */
    record Running(Process process, Path out, Path err) {}

    /** A clone with sources to build, and a home; no Java yet. */
    Launcher(Path directory) throws IOException {
        Needs.program("sh");
        this.directory = directory.toRealPath();
        Path bin = Files.createDirectories(bin());
        for (String program : PROGRAMS) {
            write(bin.resolve(program), "exec " + find(program) + " \"$@\"\n");
        }
        Files.createDirectories(root().resolve("src/main"));
        Files.createDirectories(home());
        Files.copy(Path.of("lab"), script());
        Files.writeString(root().resolve("pom.xml"), "<project/>");
        maven(
                "echo \"$JAVA_HOME\" >>builds; mkdir -p target/program/lib; echo program >target/program/lab.jar; echo x >target/program/lib/x.jar");
        environment.put("PATH", bin.toString());
        environment.put("HOME", home().toString());
    }

    private static Path find(String program) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .map(place -> Path.of(place, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no " + program + " on the path."));
    }

    Path root() {
        return directory.resolve("a clone");
    }

    Path script() {
        return root().resolve("lab");
    }

    Path home() {
        return directory.resolve("home");
    }

    Path bin() {
        return directory.resolve("bin");
    }

    Path cache() {
        return home().resolve(".lab/cache");
    }

    /** How often Maven was called, by the lines that it wrote: the JDKs that it was given. */
    List<String> builds() throws IOException {
        Path builds = root().resolve("builds");
        return Files.exists(builds) ? Files.readAllLines(builds) : List.of();
    }

    /** The arguments of each call of {@code java} that was to make an archive. */
    List<String> archives() throws IOException {
        Path archives = home().resolve("archives");
        return Files.exists(archives) ? Files.readAllLines(archives) : List.of();
    }

    /** How often {@code java} was started for a command. */
    int runs() throws IOException {
        Path runs = home().resolve("runs");
        return Files.exists(runs) ? Files.readAllLines(runs).size() : 0;
    }

    /** Sets a variable of the runs to come; empty takes it away. */
    Launcher with(String name, String value) {
        if (value.isEmpty()) {
            environment.remove(name);
        } else {
            environment.put(name, value);
        }
        return this;
    }

    /** A JDK of that version, which prints its arguments; returns its home. */
    Path jdk(String version) throws IOException {
        Path home = Files.createDirectories(directory.resolve("jdk-" + version));
        Files.createDirectories(home.resolve("bin"));
        write(
                home.resolve("bin/java"),
                "case \"$*\" in *-XshowSettings*)\n"
                        + "  printf '    java.home = %s\\n    java.specification.version = %s\\n' '" + home + "' "
                        + version
                        + " >&2; exit ;; esac\n"
                        + "case \"$*\" in *-XX:ArchiveClassesAtExit=*)\n"
                        + "  echo \"$*\" >>\"$HOME/archives\"; [ -z \"${FAKE_ARCHIVE:-}\" ] || : >\"${1#*=}\"; exit ;; esac\n"
                        + "[ \"${LAB_CONTAINERS:-}\" != later ] || [ -z \"${FAKE_NEED:-}\" ] || exit \"$FAKE_NEED\"\n"
                        + "echo run >>\"$HOME/runs\"; [ -z \"${FAKE_COMPLAINT:-}\" ] || echo \"$FAKE_COMPLAINT\" >&2\n"
                        + "for a; do printf '%s\\n' \"$a\"; done\n");
        write(home.resolve("bin/javac"), "exit 0\n");
        return home;
    }

    /** Puts that JDK on the path, instead of any other. */
    void onThePath(Path jdk) throws IOException {
        Files.deleteIfExists(bin().resolve("java"));
        Files.createSymbolicLink(bin().resolve("java"), jdk.resolve("bin/java"));
    }

    void maven(String script) throws IOException {
        write(root().resolve("mvnw"), script + "\n");
    }

    private static void write(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    Run run(String... arguments) {
        return run(script(), directory, arguments);
    }

    Run run(Path script, Path workingDirectory, String... arguments) {
        return finish(start(script, workingDirectory, arguments));
    }

    Running start(String... arguments) {
        return start(script(), directory, arguments);
    }

    private Running start(Path script, Path workingDirectory, String... arguments) {
        try {
            ProcessBuilder builder = new ProcessBuilder(
                            new ArrayList<>(Stream.concat(Stream.of("/bin/sh", script.toString()), Stream.of(arguments))
                                    .toList()))
                    .directory(workingDirectory.toFile())
                    .redirectOutput(
                            Files.createTempFile(directory, "run", ".out").toFile())
                    .redirectError(
                            Files.createTempFile(directory, "run", ".err").toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            return new Running(
                    builder.start(),
                    builder.redirectOutput().file().toPath(),
                    builder.redirectError().file().toPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Archives are made beside a run, and go on after it. */
    private void awaitArchives() {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (isMakingArchives()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Archives are still being made after a minute.");
            }
            Thread.onSpinWait();
        }
    }

    private boolean isMakingArchives() {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.anyMatch(file -> file.toString().endsWith(".jsa.making"));
        } catch (IOException | UncheckedIOException e) {
            // A directory went away under the walk.
            return true;
        }
    }

    /** Waits for the end of a run; one that spins is a failure. */
    Run finish(Running running) {
        Process process = running.process();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError("The launcher did not end within a minute.");
            }
            awaitArchives();
            return new Run(process.exitValue(), read(running.out()), read(running.err()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
