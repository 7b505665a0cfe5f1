package io.devopslab.target.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.devopslab.target.Outside;
import io.devopslab.target.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an engine is asked for, for the container of a product and for what that has started. */
final class ContainerTargetTest {

    /** Floci's page, as its source writes it. */
    private static final String PAGE = "{\"services\": {\"s3\": \"running\"}, \"edition\": \"community\","
            + " \"original_edition\": \"floci-always-free\", \"version\": \"1.5.30\"}";

    @TempDir
    private Path labHome;

    private ContainerTarget target(Product product, FakeEngine engine, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(engine.environment());
        environment.putAll(more);
        return new ContainerTarget(
                product, labHome, Optional.empty(), environment, Duration.ofSeconds(20), Duration.ofSeconds(30));
    }

    private ContainerTarget floci(FakeEngine engine) {
        return target(Product.FLOCI, engine, Map.of());
    }

    private static FakeEngine engine() {
        FakeEngine engine = new FakeEngine(FakeEngine.RUNNING, "Ready.\n");
        engine.emulates(Product.FLOCI, PAGE);
        engine.emulates(Product.LOCALSTACK, "{\"version\": \"4.14.0\", \"services\": {}}");
        return engine;
    }

    private static Map<String, String> variables(JsonNode made) {
        Map<String, String> variables = new HashMap<>();
        made.path("Env").forEach(each -> {
            String[] parts = each.asText().split("=", 2);
            variables.put(parts[0], parts[1]);
        });
        return variables;
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @Test
    void floci_gets_its_region_a_namespace_and_the_socket_of_the_engine() throws IOException {
        try (FakeEngine engine = engine()) {
            Site site = floci(engine).open("eu-central-1");

            assertThat(site.target()).isEqualTo("floci");
            assertThat(site.account()).isEqualTo("000000000000");
            assertThat(site.outside().map(Outside::software)).contains("Floci 1.5.30");
            JsonNode made = engine.made();
            assertThat(made.path("Image").asText()).isEqualTo("floci/floci:latest");
            assertThat(variables(made))
                    .containsEntry("FLOCI_DEFAULT_REGION", "eu-central-1")
                    .containsEntry("FLOCI_DEFAULT_AVAILABILITY_ZONE", "eu-central-1a")
                    .containsEntry("FLOCI_DEFAULT_ACCOUNT_ID", "000000000000")
                    .hasEntrySatisfying("FLOCI_DOCKER_RESOURCE_NAMESPACE", namespace -> assertThat(namespace)
                            .matches("lab-[0-9a-f]{8}"))
                    .containsEntry("FLOCI_SERVICES_CLOUDFORMATION_ALLOW_STUB_UNSUPPORTED_RESOURCE_TYPES", "true")
                    .hasSize(5);
            assertThat(made.path("Labels").path("io.devopslab.owner").asText())
                    .isEqualTo(labHome.resolve("floci").toString());
            JsonNode host = made.path("HostConfig");
            assertThat(texts(host.path("Binds")))
                    .singleElement()
                    .asString()
                    .startsWith("/var/run/docker.sock:/var/run/docker.sock:rw");
            assertThat(host.path("PortBindings")
                            .path("4566/tcp")
                            .path(0)
                            .path("HostIp")
                            .asText())
                    .as("whoever reaches it reaches the engine")
                    .isEqualTo("127.0.0.1");
        }
    }

    @Test
    void localstack_gets_nothing_of_floci() throws IOException {
        try (FakeEngine engine = engine()) {
            Site site = target(Product.LOCALSTACK, engine, Map.of("LOCALSTACK_AUTH_TOKEN", "a-token"))
                    .open("eu-west-1");

            assertThat(site.target()).isEqualTo("localstack");
            assertThat(site.outside().map(Outside::software)).contains("LocalStack 4.14.0");
            JsonNode made = engine.made();
            assertThat(made.path("Image").asText()).isEqualTo("localstack/localstack:4.14.0");
            String owner = labHome.resolve("localstack").toString();
            assertThat(variables(made))
                    .containsEntry("CFN_IGNORE_UNSUPPORTED_RESOURCE_TYPES", "1")
                    .containsEntry("LOCALSTACK_AUTH_TOKEN", "a-token")
                    .containsEntry("LAMBDA_DOCKER_FLAGS", "-l io.devopslab.owner=" + owner)
                    .allSatisfy((name, value) -> assertThat(name).doesNotContain("FLOCI"));
            assertThat(made.path("Labels").path("io.devopslab.owner").asText()).isEqualTo(owner);
        }
    }

    @Test
    void another_image_is_started_where_one_is_named() throws IOException {
        try (FakeEngine engine = engine()) {
            target(
                            Product.FLOCI,
                            engine,
                            Map.of(
                                    "LAB_FLOCI_IMAGE", "registry.example.com/mirror/floci:1.5.30",
                                    "LAB_LOCALSTACK_IMAGE", "of/another:product"))
                    .open("eu-west-1");

            assertThat(engine.made().path("Image").asText()).isEqualTo("registry.example.com/mirror/floci:1.5.30");
        }
    }

    @Test
    void one_that_runs_is_found_again_and_not_started_twice() {
        try (FakeEngine engine = engine()) {
            assertThat(floci(engine).running("eu-west-1")).isEmpty();
            floci(engine).open("eu-west-1");

            assertThat(floci(engine).running("eu-west-1")).isPresent();
            // It would fail: there is no such engine.
            ContainerTarget later = target(Product.FLOCI, engine, Map.of("DOCKER_HOST", "unix:///nonexistent"));
            assertThat(later.open("eu-west-1").outside().map(Outside::software)).contains("Floci 1.5.30");
        }
    }

    @Test
    void what_floci_has_started_goes_behind_it() throws IOException {
        try (FakeEngine engine = engine()) {
            floci(engine).open("eu-west-1");
            String namespace = variables(engine.made()).get("FLOCI_DOCKER_RESOURCE_NAMESPACE");
            engine.hasBeside(
                    "\"floci_namespace=" + namespace + "\"",
                    "\"floci_namespace=" + namespace + "\"",
                    "\"io.floci.owner=" + namespace + "/4566\"");

            assertThat(floci(engine).remove()).isTrue();

            assertThat(engine.removed())
                    .as(engine.requests())
                    .containsExactly(
                            "/containers/" + FakeEngine.CONTAINER,
                            "/containers/beside",
                            "/volumes/filled",
                            "/networks/wired");
            assertThat(floci(engine).running("eu-west-1")).isEmpty();
        }
    }

    @Test
    void where_nothing_runs_nothing_is_removed() {
        try (FakeEngine engine = engine()) {
            assertThat(floci(engine).remove()).isFalse();

            assertThat(engine.removed()).isEmpty();
        }
    }

    @Test
    void both_products_in_one_home_know_nothing_of_each_other() {
        try (FakeEngine first = engine();
                FakeEngine second = engine()) {
            ContainerTarget localStack = target(Product.LOCALSTACK, first, Map.of());
            ContainerTarget floci = floci(second);
            localStack.open("eu-west-1");
            assertThat(floci.running("eu-west-1")).isEmpty();
            floci.open("eu-west-1");

            assertThat(localStack.remove()).isTrue();

            assertThat(localStack.running("eu-west-1")).isEmpty();
            assertThat(floci.running("eu-west-1")).isPresent();
            assertThat(labels(first)).containsExactly("io.devopslab.owner=" + labHome.resolve("localstack"));
            assertThat(floci.remove()).isTrue();
            assertThat(labels(second))
                    .hasSize(3)
                    .contains("io.devopslab.owner=" + labHome.resolve("floci"))
                    .doesNotContainAnyElementsOf(labels(first));
        }
    }

    /** Without those of Testcontainers itself, by which it finds what it may use again. */
    private static TreeSet<String> labels(FakeEngine engine) {
        TreeSet<String> labels = new TreeSet<>(engine.labels());
        labels.removeIf(label -> label.startsWith("org.testcontainers"));
        return labels;
    }
}
