package io.devopslab.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.devopslab.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LabAppTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void the_committed_template_of_each_lab_is_what_the_cdk_app_synthesises(@TempDir Path directory)
            throws IOException {
        Needs.program("node");

        LabApp.synthesise(directory);

        List<Path> synthesised = synthesised(directory);
        assertThat(synthesised).as("the stacks of the CDK app").hasSizeGreaterThanOrEqualTo(2);
        for (Path made : synthesised) {
            String lab = made.getFileName().toString().replace(".template.json", "");
            assertThat(JSON.readTree(Path.of("labs", lab, "template.json").toFile()))
                    .as("run `npx aws-cdk@2 synth` or this test's app, and copy cdk.out/%s.template.json", lab)
                    .isEqualTo(JSON.readTree(made.toFile()));
        }
    }

    private static List<Path> synthesised(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".template.json"))
                    .sorted()
                    .toList();
        }
    }
}
