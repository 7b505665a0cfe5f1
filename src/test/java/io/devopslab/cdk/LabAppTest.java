package io.devopslab.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.devopslab.Needs;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LabAppTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void the_committed_template_is_what_the_cdk_app_synthesises(@TempDir Path directory) throws IOException {
        Needs.program("node");

        LabApp.synthesise(directory);

        assertThat(JSON.readTree(Path.of("labs/cicd/template.json").toFile()))
                .as("run `npx aws-cdk@2 synth` or this test's app, and copy cdk.out/cicd.template.json")
                .isEqualTo(JSON.readTree(directory.resolve("cicd.template.json").toFile()));
    }
}
