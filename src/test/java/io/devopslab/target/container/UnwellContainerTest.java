package io.devopslab.target.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.devopslab.target.TargetException;
import io.devopslab.text.Exit;
import io.devopslab.text.Language;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers of LocalStack that do not become ready, or die: what a person is shown of why. */
final class UnwellContainerTest {

    @TempDir
    private Path labHome;

    /** How a start in that engine is refused, by somebody who has two seconds. */
    private TargetException refusal(FakeEngine engine) {
        LocalStackTarget target = new LocalStackTarget(
                labHome, Optional.empty(), engine.environment(), new HealthPage(Duration.ofMillis(500)));
        LocalStackOptions options = new LocalStackOptions(
                LocalStackOptions.DEFAULT_IMAGE, Map.of("SERVICES", "sqs"), Duration.ofSeconds(2));
        TargetException refusal = catchThrowableOfType(TargetException.class, () -> target.open(options, "eu-west-1"));
        assertThat(refusal).as(engine.requests()).isNotNull();
        assertThat(refusal.exit()).isEqualTo(Exit.INCONCLUSIVE);
        assertThat(labHome.resolve("localstack/address.json"))
                .as("the next start looks anew")
                .doesNotExist();
        return refusal;
    }

    @Test
    void one_that_does_not_become_ready_in_time_is_told_with_the_end_of_its_log() {
        try (FakeEngine engine =
                new FakeEngine(FakeEngine.RUNNING, "LocalStack version: 4.14.0\nWaiting for the licence\n")) {
            TargetException refusal = refusal(engine);

            assertThat(refusal.problem().toString()).contains("Timed out", "Waiting for the licence");
            assertThat(refusal.cure().orElseThrow().toString()).contains("containers.log");
            assertThat(engine.isAskedToRemove()).isTrue();
        }
    }

    @Test
    void one_that_ends_at_once_is_told_with_the_end_of_its_log() {
        try (FakeEngine engine = new FakeEngine(FakeEngine.EXITED, "License activation failed!\n")) {
            assertThat(refusal(engine).problem().toString()).contains("License activation failed!");
        }
    }

    @Test
    void a_health_page_that_never_turns_green_is_told_with_the_end_of_the_log_in_both_languages() {
        String log = "frames of nobody's\n".repeat(200) + "sqs: no space left on device\nReady.\n";
        try (FakeEngine engine = new FakeEngine(FakeEngine.RUNNING, log)) {
            engine.healthPage(503, "{\"services\": {\"sqs\": \"error\"}}");

            TargetException refusal = refusal(engine);

            for (Language language : Language.values()) {
                assertThat(refusal.problem().in(language))
                        .contains("/_localstack/health", "sqs: no space left on device", "Ready.")
                        .hasSizeLessThan(1000);
            }
            assertThat(refusal.cure().orElseThrow().toString()).contains("docker logs " + FakeEngine.CONTAINER);
            assertThat(engine.isAskedToRemove()).as("who is to look at it").isFalse();
        }
    }
}
