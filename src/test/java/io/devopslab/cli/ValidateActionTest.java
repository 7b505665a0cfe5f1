package io.devopslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.devopslab.Needs;
import io.devopslab.catalog.yaml.YamlDocument;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The action of GitHub for repositories with labs, with a {@code lab} that only tells how it was called. */
class ValidateActionTest {

    private static final Path ACTION = Path.of(".github/actions/validate-labs");

    @TempDir
    Path directory;

    private JsonNode action;

    @BeforeEach
    void action() throws Exception {
        Needs.program("bash");
        action = YamlDocument.parse(Files.readString(ACTION.resolve("action.yml")))
                .tree();
        Path lab = directory.resolve("lab");
        Files.writeString(lab, "#!/bin/sh\nfor a; do printf '%s\\n' \"$a\"; done\n");
        assertThat(lab.toFile().setExecutable(true)).isTrue();
        Files.createDirectories(directory.resolve(ACTION));
    }

    /** What {@code lab} was called with when a workflow gives these inputs. */
    private List<String> called(Map<String, String> inputs) throws Exception {
        JsonNode step = action.path("runs").path("steps").get(1);
        assertThat(step.path("run").textValue())
                .as("no input is a part of the script")
                .doesNotContain("${{");
        Map<String, String> environment = new HashMap<>();
        step.path("env").properties().forEach(variable -> {
            String name = variable.getValue().textValue().replaceAll("\\$\\{\\{ inputs\\.([a-z-]+) }}", "$1");
            JsonNode input = action.path("inputs").path(name);
            assertThat(input.isMissingNode()).as(name).isFalse();
            environment.put(
                    variable.getKey(),
                    inputs.getOrDefault(name, input.path("default").textValue()));
        });
        environment.put("GITHUB_ACTION_PATH", directory.resolve(ACTION).toString());
        ProcessBuilder builder = new ProcessBuilder(
                        "bash",
                        "--noprofile",
                        "--norc",
                        "-eo",
                        "pipefail",
                        "-c",
                        step.path("run").textValue())
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        List<String> words =
                new String(process.getInputStream().readAllBytes()).lines().toList();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as("%s", words).isZero();
        return words;
    }

    @Test
    void without_inputs_it_proves_all_labs_of_the_repository() throws Exception {
        assertThat(called(Map.of()))
                .containsExactly("validate", "--labs", "labs", "--junit", "labs.xml", "--kills", "some", "--all");
    }

    @Test
    void inputs_are_values_and_no_commands() throws Exception {
        String hostile = "a b\"; touch pwned; $(touch pwned) `touch pwned`";
        assertThat(called(Map.of("labs", hostile, "shard", "1/4", "lab", "one two; touch pwned")))
                .containsExactly(
                        "validate",
                        "--labs",
                        hostile,
                        "--junit",
                        "labs.xml",
                        "--shard",
                        "1/4",
                        "--kills",
                        "some",
                        "one",
                        "two;",
                        "touch",
                        "pwned");
        assertThat(directory.resolve("pwned")).doesNotExist();
    }

    @Test
    void its_options_are_those_of_the_command() throws Exception {
        String help = CommandRun.lab(directory, "validate", "--help").out();
        for (Map<String, String> inputs : List.of(Map.of("shard", "1/2"), Map.of("target", "localstack"))) {
            assertThat(called(inputs)).filteredOn(word -> word.startsWith("--")).allMatch(help::contains);
        }
    }
}
