package io.devopslab.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.aws.Input;
import io.devopslab.aws.Operations;
import io.devopslab.catalog.Catalog;
import io.devopslab.catalog.Lab;
import io.devopslab.catalog.Labs;
import io.devopslab.session.Leftover.Kind;
import io.devopslab.session.SessionState.Phase;
import io.devopslab.session.ledger.SessionLock;
import io.devopslab.session.stack.StackResource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.util.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {

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

    private SessionState start() {
        return session().start(Optional.empty()).session();
    }

    private Sweep sweep() {
        return sweep(Catalog.open(Labs.directory()));
    }

    private Sweep sweep(Catalog catalog) {
        return new Sweep(catalog, site.site(), site.home(), event -> {});
    }

    private Operations operations() {
        return new Operations(site);
    }

    private void assertThatNothingIsLeft() {
        assertThat(operations()
                        .get("cloudformation", "DescribeStacks", Input.of())
                        .path("Stacks"))
                .isEmpty();
        assertThat(operations().get("iam", "ListUsers", Input.of()).path("Users"))
                .isEmpty();
        assertThat(operations().get("s3", "ListBuckets", Input.of()).path("Buckets"))
                .isEmpty();
        assertThat(sweep().plan()).isEmpty();
    }

    /** Another home, or one that was deleted: the cloud still has what its session made. */
    private void loseTheSessions() throws Exception {
        FileUtils.delete(site.home().state().resolve("sessions").toFile(), FileUtils.RECURSIVE);
    }

    @Test
    void a_lab_that_is_worked_on_is_not_left() {
        assertThat(sweep().plan()).isEmpty();
        start();
        assertThat(sweep().plan()).isEmpty();
        assertThat(sweep().execute()).isEmpty();
        assertThat(session().state().orElseThrow().phase()).isEqualTo(Phase.READY);
    }

    @Test
    void a_lab_whose_time_is_over_is_planned_and_then_deleted() throws Exception {
        SessionState started = start();
        site.pause(lab.ttl());

        assertThat(sweep().plan()).singleElement().satisfies(leftover -> {
            assertThat(leftover.kind()).isEqualTo(Kind.EXPIRED);
            assertThat(leftover.session()).isEqualTo(started.id());
            assertThat(leftover.resources())
                    .contains(new StackResource("AWS::CloudFormation::Stack", "tiny"))
                    .contains(new StackResource("AWS::IAM::User", "lab-tiny"));
        });
        assertThat(session().state().orElseThrow().phase()).isEqualTo(Phase.READY);

        assertThat(sweep().execute()).singleElement().satisfies(swept -> {
            assertThat(swept.isGone()).isTrue();
            assertThat(swept.kept()).containsExactly(started.clones().get("app"));
        });
        assertThatNothingIsLeft();
    }

    /** What a process that is killed throws, as far as a test can tell. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Ends a command before it writes the ledger's line of that number, from 0. */
    private void kill(int line, Runnable command) {
        site.beforeEachLine(() -> {
            if (lines() == line) {
                throw new Killed();
            }
        });
        assertThatThrownBy(command::run).isInstanceOf(Killed.class);
        site.beforeEachLine(() -> {});
    }

    private int lines() {
        return new SessionFiles(site.home(), "embedded", "tiny")
                .ledger()
                .entries()
                .size();
    }

    @Test
    void a_start_that_was_cut_off_is_left() {
        kill(3, this::start);
        assertThat(sweep().plan()).extracting(Leftover::kind).containsExactly(Kind.STARTING);

        assertThat(sweep().execute()).singleElement().matches(Swept::isGone);
        assertThatNothingIsLeft();
    }

    @Test
    void a_stop_that_was_cut_off_is_left() {
        start();
        kill(lines() + 1, () -> session().stop(StopOptions.ordinary()));
        assertThat(sweep().plan()).extracting(Leftover::kind).containsExactly(Kind.STOPPING);

        assertThat(sweep().execute()).singleElement().matches(Swept::isGone);
        assertThatNothingIsLeft();
    }

    @Test
    void what_another_command_works_on_is_not_left() throws Exception {
        start();
        site.pause(lab.ttl());
        try (SessionLock lock = new SessionFiles(site.home(), "embedded", "tiny").lock("lab start tiny")) {
            assertThat(lock).isNotNull();
            assertThat(sweep().plan()).isEmpty();
        }
    }

    @Test
    void what_an_unknown_session_made_is_found_by_its_tag_and_deleted() throws Exception {
        SessionState started = start();
        loseTheSessions();

        assertThat(sweep().plan()).singleElement().satisfies(leftover -> {
            assertThat(leftover.kind()).isEqualTo(Kind.UNKNOWN);
            assertThat(leftover.lab()).isEqualTo("tiny");
            assertThat(leftover.session()).isEqualTo(started.id());
            assertThat(leftover.resources()).hasSize(2);
        });

        assertThat(sweep().execute()).allMatch(Swept::isGone);
        assertThat(started.clones().get("app")).exists();
        assertThatNothingIsLeft();
    }

    @Test
    void what_belongs_to_a_lab_that_is_not_there_is_named_and_stays() throws Exception {
        start();
        loseTheSessions();
        Path none = java.nio.file.Files.createDirectories(directory.resolve("no-labs"));

        assertThat(sweep(Catalog.open(none)).execute()).singleElement().satisfies(swept -> {
            assertThat(swept.isGone()).isFalse();
            assertThat(swept.refusal().orElseThrow().toString()).contains("'tiny'");
        });
        assertThat(sweep().plan()).hasSize(1);
    }

    @Test
    void what_cannot_be_deleted_is_named_with_what_holds_it() {
        start();
        loseTheSessionsUnchecked();
        operations()
                .get(
                        "iam",
                        "PutUserPolicy",
                        Input.of(
                                "UserName",
                                "lab-tiny",
                                "PolicyName",
                                "x",
                                "PolicyDocument",
                                Input.of(
                                                "Version",
                                                "2012-10-17",
                                                "Statement",
                                                List.of(Input.of("Effect", "Allow", "Action", "s3:*", "Resource", "*")))
                                        .toString()));

        assertThat(sweep().execute()).singleElement().satisfies(swept -> {
            assertThat(swept.isGone()).isFalse();
            assertThat(swept.survivors()).singleElement().satisfies(survivor -> assertThat(
                            survivor.heldBy().toString())
                    .contains("DeleteConflict"));
        });
        assertThat(sweep().plan()).singleElement().satisfies(leftover -> assertThat(leftover.kind())
                .isEqualTo(Kind.STOPPING));
    }

    private void loseTheSessionsUnchecked() {
        try {
            loseTheSessions();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void what_was_achieved_is_kept_across_stops() {
        start();
        session().hint("greeting");
        session().solve(List.of("greeting"));
        session().stop(StopOptions.ordinary());
        start();
        assertThat(session().check(List.of()).standing().name()).isEqualTo("FAILED");

        var achieved = site.home().diary("tiny").achievements();
        assertThat(achieved.done("greeting"))
                .hasValueSatisfying(done -> assertThat(done.solved()).isTrue());
        assertThat(achieved.hints("greeting")).isEqualTo(1);
        assertThat(achieved.done("ready")).isEmpty();
    }
}
