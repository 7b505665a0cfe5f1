package io.devopslab.target.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.Needs;
import io.devopslab.cloud.service.codebuild.TestEngine;
import io.devopslab.target.Outside;
import io.devopslab.target.Site;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The container of Floci in a real engine, where an image stands in for Floci's own. */
@Tag("engine")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class StandInTest {

    /** Made by {@code src/test/docker/stand-in-image}, where it is not there. */
    private static final String IMAGE = "lab-test/floci:1";

    @TempDir
    private Path labHome;

    private final List<String> others = new ArrayList<>();
    /** Without an engine there is nothing to remove, and nobody to ask. */
    private boolean ready;

    @BeforeEach
    void image() throws Exception {
        TestEngine.needed();
        if (TestEngine.docker("image", "ls", "--quiet", IMAGE).isEmpty()) {
            Process process = new ProcessBuilder("src/test/docker/stand-in-image", IMAGE, TestEngine.IMAGE)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Needs.that(process.waitFor() == 0, "an image, which cannot be made: " + said);
        }
        ready = true;
    }

    @AfterEach
    void remove() {
        if (!ready) {
            return;
        }
        target().remove();
        others.forEach(container -> TestEngine.docker("rm", "--force", container));
    }

    private ContainerTarget target() {
        return new ContainerTarget(Product.FLOCI, labHome, Optional.empty(), Map.of("LAB_FLOCI_IMAGE", IMAGE));
    }

    private List<String> containers(String label) {
        return TestEngine.docker("ps", "--all", "--quiet", "--no-trunc", "--filter", "label=" + label)
                .lines()
                .toList();
    }

    /** The name of a container as Floci starts them. */
    private String beside(String namespace) {
        String name = "floci-" + namespace + "-" + labHome.getFileName();
        others.add(name);
        TestEngine.docker(
                "run",
                "--detach",
                "--name",
                name,
                "--label",
                "floci_namespace=" + namespace,
                TestEngine.IMAGE,
                "sleep",
                "600");
        return name;
    }

    private static String names() {
        return TestEngine.docker("ps", "--all", "--format", "{{.Names}}");
    }

    @Test
    void it_is_started_once_found_again_and_removed_with_all_that_it_has_started() {
        Site site = target().open("eu-west-1");

        assertThat(site.outside().map(Outside::software)).contains("Floci 0-stand-in");
        assertThat(site.account()).isEqualTo("000000000000");
        String owner = "io.devopslab.owner=" + labHome.resolve("floci");
        assertThat(containers(owner)).hasSize(1);
        String container = containers(owner).get(0);
        assertThat(TestEngine.docker("port", container)).startsWith("4566/tcp -> 127.0.0.1:");
        assertThat(TestEngine.docker("exec", container, "ls", "-l", "/var/run/docker.sock"))
                .startsWith("s");
        String variables = TestEngine.docker("exec", container, "env");
        assertThat(variables).contains("FLOCI_DEFAULT_REGION=eu-west-1");
        assertThat(target().running("eu-west-1")).isPresent();
        target().open("eu-west-1");
        assertThat(containers(owner)).containsExactly(container);

        String namespace = variables
                .lines()
                .filter(line -> line.startsWith("FLOCI_DOCKER_RESOURCE_NAMESPACE="))
                .findFirst()
                .orElseThrow()
                .replaceFirst(".*=", "");
        String own = beside(namespace);
        String ofAnother = beside("of-another");
        assertThat(names()).contains(own, ofAnother);
        TestEngine.docker("volume", "create", "--label", "floci_namespace=" + namespace, namespace);
        TestEngine.docker("network", "create", "--label", "io.floci.owner=" + namespace + "/4566", namespace);
        assertThat(TestEngine.docker("volume", "ls", "--quiet")).contains(namespace);
        assertThat(TestEngine.docker("network", "ls")).contains(namespace);

        assertThat(target().remove()).isTrue();

        assertThat(containers(owner)).isEmpty();
        assertThat(names()).doesNotContain(own).contains(ofAnother);
        assertThat(TestEngine.docker("volume", "ls", "--quiet")).doesNotContain(namespace);
        assertThat(TestEngine.docker("network", "ls")).doesNotContain(namespace);
        assertThat(target().running("eu-west-1")).isEmpty();
    }

    @Test
    void one_that_was_killed_is_gone_and_what_it_left_is_removed() {
        target().open("eu-west-1");
        String owner = "io.devopslab.owner=" + labHome.resolve("floci");
        TestEngine.docker("kill", containers(owner).get(0));

        assertThat(target().running("eu-west-1")).isEmpty();

        assertThat(target().remove()).isTrue();
        assertThat(containers(owner)).isEmpty();
    }
}
