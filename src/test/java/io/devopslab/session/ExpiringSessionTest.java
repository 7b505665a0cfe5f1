package io.devopslab.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.aws.Input;
import io.devopslab.aws.Operations;
import io.devopslab.catalog.Lab;
import io.devopslab.catalog.Labs;
import io.devopslab.session.SessionState.Phase;
import io.devopslab.text.UsageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labs that were forgotten. */
class ExpiringSessionTest {

    private final Lab lab = Labs.tiny();

    @TempDir
    Path directory;

    private TestSite site;

    @BeforeEach
    void open() {
        site = new TestSite(directory);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private Session session() {
        return site.session(lab);
    }

    private SessionState start(Optional<Duration> ttl) {
        return session().start(Optional.empty(), ttl).session();
    }

    @Test
    void the_target_is_told_when_the_time_is_over() {
        SessionState started = start(Optional.empty());

        assertThat(Duration.between(started.started(), started.expires())).isEqualTo(lab.ttl());
        assertThat(site.expiries()).containsEntry("tiny", started.expires());
    }

    @Test
    void somebody_who_needs_longer_says_so_and_starting_again_gives_as_long_again() throws Exception {
        SessionState started = start(Optional.of(Duration.ofHours(8)));
        assertThat(Duration.between(started.started(), started.expires())).isEqualTo(Duration.ofHours(8));
        site.pause(Duration.ofHours(7));

        SessionState again = start(Optional.empty());

        assertThat(again.id()).isEqualTo(started.id());
        assertThat(again.started()).isEqualTo(started.started());
        assertThat(again.expires()).isAfterOrEqualTo(started.expires().plus(Duration.ofHours(7)));
        assertThat(site.expiries()).containsEntry("tiny", again.expires());
    }

    @Test
    void a_lab_that_has_time_left_is_left_alone() {
        start(Optional.empty());

        assertThat(session().stop(StopOptions.forgotten()).wasRunning()).isFalse();
        assertThat(session().state().orElseThrow().phase()).isEqualTo(Phase.READY);
    }

    @Test
    void a_forgotten_lab_is_stopped_and_the_clone_stays_even_if_untouched() throws Exception {
        Path clone = start(Optional.empty()).clones().get("app");
        site.pause(lab.ttl());

        StopResult stopped = session().stop(StopOptions.forgotten());

        assertThat(stopped.survivors()).isEmpty();
        assertThat(stopped.kept()).containsExactly(clone);
        assertThat(clone.resolve("greeting.txt")).hasContent("hi");
        assertThat(new Operations(site)
                        .get("cloudformation", "DescribeStacks", Input.of())
                        .path("Stacks"))
                .isEmpty();
        assertThat(site.expiries()).isEmpty();
    }

    @Test
    void whoever_comes_back_is_told_what_became_of_the_lab() throws Exception {
        start(Optional.empty());
        site.pause(lab.ttl());
        session().stop(StopOptions.forgotten());

        assertThatThrownBy(() -> session().check(List.of()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("time")
                .hasMessageContaining(directory.resolve("labs/tiny").toString())
                .hasMessageContaining("lab start tiny");
        assertThat(start(Optional.empty()).phase()).isEqualTo(Phase.READY);
    }

    @Test
    void a_stop_forgets_the_end() {
        start(Optional.empty());

        session().stop(StopOptions.ordinary());

        assertThat(site.expiries()).isEmpty();
    }

    @Test
    void a_whole_reset_keeps_what_was_asked_for() {
        start(Optional.of(Duration.ofHours(8)));

        SessionState again = session().reset(true).session();

        assertThat(Duration.between(again.started(), again.expires())).isEqualTo(Duration.ofHours(8));
    }
}
