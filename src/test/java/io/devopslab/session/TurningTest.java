package io.devopslab.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.aws.Input;
import io.devopslab.aws.Operations;
import io.devopslab.catalog.Lab;
import io.devopslab.catalog.Labs;
import io.devopslab.catalog.Step;
import io.devopslab.cloud.TestCloud;
import io.devopslab.target.Clock;
import io.devopslab.target.Site;
import io.devopslab.target.TargetException;
import io.devopslab.text.Exit;
import io.devopslab.text.Language;
import io.devopslab.text.UsageException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labs whose seeds turn the cloud's clock. */
class TurningTest {

    private static final Duration WEEK = Duration.ofDays(7);

    @TempDir
    Path directory;

    private TestSite site;
    private Lab lab;

    @BeforeEach
    void open() {
        site = new TestSite(directory);
        lab = Labs.changed(directory.resolve("changed"), text -> text.replace("workspace:\n", """
                          - advance: 72h
                          - call: ssm:PutParameter
                            with: {Name: /told, Value: "once", Type: String, Overwrite: true}
                          - advance: 96h
                        workspace:
                        """));
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void an_advance_is_read_as_a_step() {
        assertThat(lab.seed())
                .filteredOn(Step.AdvanceStep.class::isInstance)
                .containsExactly(
                        new Step.AdvanceStep(Duration.ofHours(72)), new Step.AdvanceStep(Duration.ofHours(96)));
    }

    @Test
    void the_clock_is_turned_and_that_time_is_not_the_learners() {
        SessionState state = site.session(lab).start(Optional.empty()).session();
        assertThat(site.now()).isAfterOrEqualTo(TestCloud.START.plus(WEEK));
        assertThat(Duration.between(site.now(), state.expires())).isBetween(Duration.ofMinutes(80), lab.ttl());
        assertThat(site.expiries().get("tiny")).isEqualTo(state.expires());
    }

    @Test
    void a_start_that_was_cut_off_goes_on_behind_the_last_turn() {
        // Before the second of the two lines that tell how far the seed came.
        int[] lines = {0};
        site.beforeEachLine(() -> {
            if (new Operations(site).call("ssm", "GetParameter", Input.of("Name", "/told"))
                            instanceof io.devopslab.aws.Outcome.Answer
                    && ++lines[0] == 1) {
                throw new Killed();
            }
        });
        assertThatThrownBy(() -> site.session(lab).start(Optional.empty())).isInstanceOf(Killed.class);
        site.beforeEachLine(() -> {});

        Instant before = site.now();
        SessionState state = site.session(lab).start(Optional.empty()).session();

        assertThat(state.phase()).isEqualTo(SessionState.Phase.READY);
        assertThat(Duration.between(before, site.now())).isBetween(Duration.ofHours(96), Duration.ofHours(97));
        assertThat(Duration.between(site.now(), state.expires())).isBetween(Duration.ofMinutes(80), lab.ttl());
    }

    @Test
    void nobody_elses_lab_ends_by_it() {
        Lab other = Labs.tiny();
        site.session(other).start(Optional.empty());
        Lab turning = new Lab(
                "turning",
                lab.directory(),
                lab.title(),
                lab.summary(),
                lab.session(),
                lab.duration(),
                lab.ttl(),
                lab.services(),
                lab.tools(),
                lab.cost(),
                lab.guide(),
                lab.stacks(),
                lab.seed(),
                lab.clones(),
                lab.tasks(),
                lab.teardown(),
                lab.traffic());
        assertThatThrownBy(() -> site.session(turning).start(Optional.empty()))
                .isInstanceOfSatisfying(UsageException.class, e -> {
                    assertThat(e.in(Language.EN)).contains("7 days", "tiny");
                });
        assertThat(site.now()).isBefore(TestCloud.START.plus(WEEK));
    }

    @Test
    void a_clock_that_is_nobodys_to_turn_says_so() {
        Clock fixed = new Clock() {
            @Override
            public Instant now() {
                return site.now();
            }

            @Override
            public void pause(Duration duration) throws InterruptedException {
                site.pause(duration);
            }
        };
        Site elsewhere = new Site("embedded", "123456789012", "eu-west-1", site, fixed);
        assertThatThrownBy(() ->
                        Session.of(lab, elsewhere, site.home(), event -> {}).start(Optional.empty()))
                .isInstanceOfSatisfying(TargetException.class, e -> {
                    assertThat(e.exit()).isEqualTo(Exit.INCONCLUSIVE);
                    assertThat(e.in(Language.EN)).contains("cannot be turned");
                });
    }

    /** What a process that is killed throws, as far as a test can tell. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }
}
