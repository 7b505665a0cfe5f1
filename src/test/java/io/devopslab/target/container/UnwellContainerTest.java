package io.devopslab.target.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.devopslab.target.TargetException;
import io.devopslab.text.Exit;
import io.devopslab.text.Language;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Containers of emulators that do not become ready, or die: what a person is shown of why. */
final class UnwellContainerTest {

    @TempDir
    private Path labHome;

    /** How a start in that engine is refused, by somebody who has two seconds. */
    private TargetException refusal(Product product, FakeEngine engine) {
        ContainerTarget target = new ContainerTarget(
                product,
                labHome,
                Optional.empty(),
                engine.environment(),
                Duration.ofMillis(500),
                Duration.ofSeconds(2));
        TargetException refusal = catchThrowableOfType(TargetException.class, () -> target.open("eu-west-1"));
        assertThat(refusal).as(engine.requests()).isNotNull();
        assertThat(refusal.exit()).isEqualTo(Exit.INCONCLUSIVE);
        assertThat(labHome.resolve(product.target()).resolve("address.json"))
                .as("the next start looks anew")
                .doesNotExist();
        return refusal;
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void one_that_does_not_become_ready_in_time_is_told_with_the_end_of_its_log(Product product) {
        try (FakeEngine engine = new FakeEngine(FakeEngine.RUNNING, "Its version: 4.14.0\nWaiting for the licence\n")) {
            engine.healthPage(product, 503, "");

            TargetException refusal = refusal(product, engine);

            assertThat(refusal.problem().toString())
                    .startsWith(product.title())
                    .contains("Timed out", "Waiting for the licence");
            assertThat(refusal.cure().orElseThrow().toString())
                    .contains("containers.log", "LAB_" + product.name() + "_IMAGE");
            assertThat(engine.isAskedToRemove()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void one_that_ends_at_once_is_told_with_the_end_of_its_log(Product product) {
        try (FakeEngine engine = new FakeEngine(FakeEngine.EXITED, "License activation failed!\n")) {
            assertThat(refusal(product, engine).problem().toString()).contains("License activation failed!");
        }
    }

    @Test
    void a_health_page_that_never_turns_green_is_told_with_the_end_of_the_log_in_both_languages() {
        String log = "frames of nobody's\n".repeat(200) + "sqs: no space left on device\nReady.\n";
        try (FakeEngine engine = new FakeEngine(FakeEngine.RUNNING, log)) {
            engine.healthPage(Product.LOCALSTACK, 503, "{\"services\": {\"sqs\": \"error\"}}");

            TargetException refusal = refusal(Product.LOCALSTACK, engine);

            for (Language language : Language.values()) {
                assertThat(refusal.problem().in(language))
                        .contains("/_localstack/health", "sqs: no space left on device", "Ready.")
                        .hasSizeLessThan(1000);
            }
            assertThat(refusal.cure().orElseThrow().toString()).contains("docker logs " + FakeEngine.CONTAINER);
            assertThat(engine.isAskedToRemove()).as("who is to look at it").isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>It works!</html>", "{\"status\": \"UP\"}"})
    void an_image_that_is_another_program_is_not_taken_for_floci(String page) {
        try (FakeEngine engine = new FakeEngine(FakeEngine.RUNNING, "Some other program.\n")) {
            engine.emulates(Product.FLOCI, page);

            TargetException refusal = refusal(Product.FLOCI, engine);

            for (Language language : Language.values()) {
                assertThat(refusal.problem().in(language))
                        .contains("floci/floci:latest", "/_floci/health", "Some other program.");
            }
            assertThat(refusal.cure().orElseThrow().toString()).contains("docker logs " + FakeEngine.CONTAINER);
        }
    }
}
