package io.devopslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cli.console.Invocation;
import io.devopslab.target.embedded.JavaTools;
import io.devopslab.text.Exit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class RehearseCommandTest {

    /** An archive that has seen only errors would make nothing faster, and nobody would notice. */
    @ParameterizedTest
    @ValueSource(strings = {"within", "beside"})
    void a_lab_is_really_started_checked_and_stopped_and_nothing_is_left(
            String where, @TempDir Path home, @TempDir Path userHome) throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        Invocation invocation = new Invocation(
                Map.of(
                        "HOME",
                        home.toString(),
                        "LANG",
                        "en_US.UTF-8",
                        "PATH",
                        System.getenv("PATH"),
                        // Java takes it from the system's list of users and not from HOME.
                        "JAVA_TOOL_OPTIONS",
                        "-Duser.home=" + userHome),
                home,
                Path.of("").toAbsolutePath(),
                Optional.empty(),
                out,
                out,
                false,
                Optional.empty());

        // Their making is another test's.
        Files.createDirectories(JavaTools.directory(invocation.labHome()));
        List<Path> before = files(home);

        assertThat(new Cli(invocation).run("rehearse", "--lab=" + where)).isEqualTo(Exit.DONE.code());

        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("The lab cicd is ready.")
                .contains("A green build")
                .contains("The lab cicd has stopped; nothing of it is left in the cloud.");
        assertThat(files(home)).isEqualTo(before);
        assertThat(userHome).as("where JGit would keep what it measures").isEmptyDirectory();
    }

    /** The learner's own home is not touched. */
    private static List<Path> files(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.sorted().toList();
        }
    }
}
