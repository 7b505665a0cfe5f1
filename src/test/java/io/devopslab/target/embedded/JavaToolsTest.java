package io.devopslab.target.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
    void those_of_former_versions_go_when_new_ones_are_whole_but_for_those_that_a_process_uses(@TempDir Path home)
            throws IOException, InterruptedException {
        Path former = Files.createDirectories(JavaTools.directory(home, "former"));
        Files.writeString(former.resolve("javac"), "");
        Path used = Files.createDirectories(JavaTools.directory(home, "used"));
        Path unknown = Files.createDirectories(home.resolve("cache/tools2-17"));
        Process user = user(home, used);

        assertThat(JavaTools.prepare(home)).isTrue();
        assertThat(former).doesNotExist();
        assertThat(used).isDirectory();
        assertThat(unknown)
                .as("of a version that did not say whether it uses its own")
                .isDirectory();

        user.destroyForcibly().waitFor();
        ToolsInUse.removeFormer(JavaTools.directory(home), used.getFileName().toString());
        assertThat(used).doesNotExist();
        try (Stream<Path> left = Files.list(home.resolve("cache"))) {
            assertThat(left).containsExactlyInAnyOrder(unknown, JavaTools.directory(home));
        }
    }

    /** Another process, which says that it uses that directory as a daemon does. */
    private static Process user(Path home, Path directory) throws IOException {
        Path source = Files.writeString(home.resolve("User.java"), """
                import java.nio.channels.*;
                import java.nio.file.*;
                class User {
                    public static void main(String[] a) throws Exception {
                        FileLock lock = FileChannel.open(Path.of(a[0]), StandardOpenOption.CREATE,
                                StandardOpenOption.READ, StandardOpenOption.WRITE).lock(0, Long.MAX_VALUE, true);
                        System.out.println("used");
                        System.in.read();
                        lock.release();
                    }
                }
                """);
        Process user = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        source.toString(),
                        directory + ".lock")
                .redirectErrorStream(true)
                .start();
        assertThat(user.inputReader().readLine()).isEqualTo("used");
        return user;
    }

    @Test
    void a_process_that_uses_them_keeps_them(@TempDir Path home) throws IOException {
        Files.createDirectories(home.resolve("cache"));
        Path tools = Files.createDirectories(JavaTools.use(home));

        ToolsInUse.removeFormer(
                JavaTools.directory(home, "newer"), tools.getFileName().toString());

        assertThat(tools).isDirectory();
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
