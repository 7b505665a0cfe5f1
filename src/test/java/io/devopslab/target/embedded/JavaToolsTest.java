package io.devopslab.target.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JavaToolsTest {

    /** A space, a quote and a dollar in the path are no trouble for the scripts. */
    @Test
    void the_tools_compile_and_run_as_the_plain_ones_do(@TempDir Path directory)
            throws IOException, InterruptedException {
        Needs.program("sh");
        Path home = Files.createDirectories(directory.resolve("it's $HOME"));
        assertThat(JavaTools.prepare(home)).isTrue();
        Path tools = JavaTools.directory(home);
        Files.writeString(
                directory.resolve("Hello.java"),
                "class Hello { public static void main(String[] a) { System.out.print(a[0]); } }");

        assertThat(run(directory, tools.resolve("javac").toString(), "-d", ".", "Hello.java"))
                .isEmpty();
        assertThat(run(directory, tools.resolve("java").toString(), "-cp", ".", "Hello", "a b"))
                .isEqualTo("a b");
        // A compiler's complaint comes through as it is.
        Files.writeString(directory.resolve("Wrong.java"), "class Wrong {");
        assertThat(run(directory, tools.resolve("javac").toString(), "Wrong.java"))
                .contains("reached end of file while parsing");
    }

    @Test
    void an_archive_that_java_refuses_is_told_nowhere(@TempDir Path directory)
            throws IOException, InterruptedException {
        Needs.program("sh");
        assertThat(JavaTools.prepare(directory)).isTrue();
        Path tools = JavaTools.directory(directory);
        for (String name : new String[] {"java.jsa", "javac.jsa"}) {
            Files.delete(tools.resolve(name));
            Files.writeString(tools.resolve(name), "no archive");
        }

        assertThat(run(directory, tools.resolve("javac").toString(), "-version"))
                .startsWith("javac ")
                .hasLineCount(1);
    }

    @Test
    void they_are_made_once_and_leave_nothing_beside_them(@TempDir Path directory)
            throws IOException, InterruptedException {
        assertThat(JavaTools.prepare(directory)).isTrue();
        Path tools = JavaTools.directory(directory);
        Object made = Files.getLastModifiedTime(tools.resolve("javac"));

        assertThat(JavaTools.prepare(directory)).isTrue();

        assertThat(Files.getLastModifiedTime(tools.resolve("javac"))).isEqualTo(made);
        try (Stream<Path> beside = Files.list(directory.resolve("cache"))) {
            assertThat(beside).containsExactly(tools);
        }
    }

    @Test
    void another_way_of_making_or_calling_them_has_another_directory(@TempDir Path home) {
        assertThat(JavaTools.directory(home)).isEqualTo(JavaTools.directory(home, JavaTools.recipe()));
        assertThat(JavaTools.directory(home)).isNotEqualTo(JavaTools.directory(home, JavaTools.recipe() + " "));
        assertThat(JavaTools.recipe())
                .as("all that they are made of")
                .contains("class Training", "-J-XX:ArchiveClassesAtExit=", "--release 17")
                .contains("exec 'bin/javac'", "'-J-XX:ArchiveRelocationMode=0'", "exec 'bin/java'");
    }

    @Test
    void who_begins_to_use_them_makes_them_young_again(@TempDir Path home) throws IOException {
        Path tools = JavaTools.use(home);
        assertThat(tools).doesNotExist();
        Files.createDirectories(tools);
        Instant longAgo = Instant.now().minus(Duration.ofDays(30));
        Files.setLastModifiedTime(tools, FileTime.from(longAgo));

        assertThat(JavaTools.use(home)).isEqualTo(tools);

        assertThat(Files.getLastModifiedTime(tools).toInstant()).isAfter(longAgo.plus(Duration.ofDays(1)));
    }

    @Test
    void where_nothing_can_be_written_there_are_none(@TempDir Path directory) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThat(JavaTools.prepare(file)).isFalse();
    }

    private static String run(Path directory, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(command))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
