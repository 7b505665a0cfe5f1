package io.devopslab.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.aws.Input;
import io.devopslab.aws.Operations;
import io.devopslab.catalog.Lab;
import io.devopslab.catalog.Labs;
import io.devopslab.check.Report;
import io.devopslab.check.Standing;
import io.devopslab.check.Verdict;
import io.devopslab.session.SessionState.Phase;
import io.devopslab.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionTest {

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

    @Test
    void start_makes_what_the_learner_begins_with() throws Exception {
        StartResult started = start();
        assertThat(started.resumed()).isFalse();
        assertThat(started.firstTask().orElseThrow().id()).isEqualTo("greeting");
        assertThat(started.session().phase()).isEqualTo(Phase.READY);
        assertThat(Duration.between(
                        started.session().started(), started.session().expires()))
                .isEqualTo(Duration.ofMinutes(90));
        Path clone = started.session().clones().get("app");
        assertThat(clone).isEqualTo(directory.resolve("labs/tiny/app"));
        assertThat(clone.resolve("greeting.txt")).hasContent("hi");
        assertThat(Files.isExecutable(clone.resolve("bin/run.sh"))).isTrue();
        assertThat(site.events()).anySatisfy(event -> assertThat(event)
                .isEqualTo(new Progress.Event.StackResource(
                        "tiny", "Repository", "AWS::CodeCommit::Repository", "CREATE_COMPLETE", "")));
    }

    @Test
    void the_clone_is_an_ordinary_one_that_needs_no_prompt() throws Exception {
        Path clone = start().session().clones().get("app");
        try (Git git = Git.open(clone.toFile())) {
            var config = git.getRepository().getConfig();
            assertThat(config.getString("remote", "origin", "url")).startsWith("file:");
            assertThat(config.getStringList("credential", null, "helper")).hasSize(2);
            assertThat(config.getString("branch", "main", "remote")).isEqualTo("origin");
        }
        Path credentials = directory.resolve("home/sessions/embedded/tiny/git-credentials");
        assertThat(credentials).content().startsWith("file://lab-tiny-at-123456789012:");
        assertThat(Files.getPosixFilePermissions(credentials)).hasSize(2);
    }

    @Test
    void a_second_start_changes_nothing() throws Exception {
        StartResult first = start();
        Files.writeString(first.session().clones().get("app").resolve("mine.txt"), "mine");
        StartResult second = start();
        assertThat(second.resumed()).isTrue();
        assertThat(second.session().id()).isEqualTo(first.session().id());
        assertThat(second.session().clones().get("app").resolve("mine.txt")).hasContent("mine");
        assertThat(commits()).isEqualTo(1);
    }

    @Test
    void a_fresh_lab_fails_its_checks_and_says_why() {
        start();
        Report report = session().check(List.of());
        assertThat(report.standing()).isEqualTo(Standing.FAILED);
        assertThat(report.next().orElseThrow().task().id()).isEqualTo("greeting");
        assertThat(report.tasks().get(1).waitsFor()).containsExactly("greeting");
        assertThat(report.tasks().get(0).checks().get(0).verdict()).isInstanceOfSatisfying(Verdict.Fail.class, fail -> {
            assertThat(fail.message().en()).isEqualTo("greeting.txt says 'hi', not 'hello'.");
            assertThat(fail.message().vi()).contains("'hi'");
            assertThat(fail.expected()).isEqualTo("hello");
        });
    }

    @Test
    void solving_makes_all_checks_pass_and_brings_the_clone_along() {
        Path clone = start().session().clones().get("app");
        SolveResult solved = session().solve(List.of());
        assertThat(solved.solved()).containsExactly("greeting", "ready");
        assertThat(solved.report().standing()).isEqualTo(Standing.PASSED);
        assertThat(solved.notes()).isEmpty();
        assertThat(clone.resolve("greeting.txt")).hasContent("hello");
        assertThat(session().solve(List.of()).skipped()).containsExactly("greeting", "ready");
    }

    @Test
    void solving_a_task_solves_first_what_it_needs_and_nothing_else() {
        start();
        assertThat(session().solve(List.of("greeting")).solved()).containsExactly("greeting");
        SolveResult second = session().solve(List.of("ready"));
        assertThat(second.skipped()).containsExactly("greeting");
        assertThat(second.solved()).containsExactly("ready");
    }

    @Test
    void solving_leaves_a_clone_with_work_of_its_own_alone() throws Exception {
        Path clone = start().session().clones().get("app");
        Files.writeString(clone.resolve("greeting.txt"), "my try");
        SolveResult solved = session().solve(List.of("greeting"));
        assertThat(solved.report().standing()).isEqualTo(Standing.PASSED);
        assertThat(solved.notes()).singleElement().asString().contains("git pull");
        assertThat(clone.resolve("greeting.txt")).hasContent("my try");
    }

    @Test
    void stop_leaves_nothing_behind() {
        Path clone = start().session().clones().get("app");
        session().solve(List.of());
        operations().get("s3", "PutObject", Input.of("Bucket", bucket(), "Key", "left", "Body", "x"));
        StopResult stopped = session().stop(StopOptions.ordinary());
        assertThat(stopped.survivors()).isEmpty();
        assertThat(session().state().orElseThrow().phase()).isEqualTo(Phase.STOPPED);
        assertThat(operations()
                        .get("codecommit", "ListRepositories", Input.of())
                        .path("repositories"))
                .isEmpty();
        assertThat(operations().get("s3", "ListBuckets", Input.of()).path("Buckets"))
                .isEmpty();
        assertThat(operations().get("iam", "ListUsers", Input.of()).path("Users"))
                .isEmpty();
        assertThat(stopped.kept()).containsExactly(clone);
        assertThat(session().stop(StopOptions.ordinary()).wasRunning()).isFalse();
    }

    @Test
    void an_untouched_clone_goes_with_the_lab() {
        Path clone = start().session().clones().get("app");
        assertThat(session().stop(StopOptions.ordinary()).kept()).isEmpty();
        assertThat(clone).doesNotExist();
    }

    @Test
    void work_of_an_earlier_session_is_moved_aside_and_kept() throws Exception {
        Path clone = start().session().clones().get("app");
        Files.writeString(clone.resolve("greeting.txt"), "precious");
        session().stop(StopOptions.ordinary());
        start();
        assertThat(clone.resolve("greeting.txt")).hasContent("hi");
        assertThat(clone.resolveSibling("app.earlier-1").resolve("greeting.txt"))
                .hasContent("precious");
    }

    @Test
    void a_directory_of_somebody_else_is_refused_before_anything_is_made() throws Exception {
        Path foreign = Files.createDirectories(directory.resolve("labs/tiny/app"));
        Files.writeString(foreign.resolve("thesis.txt"), "precious");
        assertThatThrownBy(this::start)
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(foreign.toString())
                .hasMessageContaining("--dir");
        assertThat(foreign.resolve("thesis.txt")).hasContent("precious");
        assertThat(operations()
                        .get("codecommit", "ListRepositories", Input.of())
                        .path("repositories"))
                .isEmpty();
        session().start(Optional.of(directory.resolve("elsewhere")));
        assertThat(directory.resolve("elsewhere/app/greeting.txt")).exists();
    }

    @Test
    void hints_come_one_after_the_other_and_are_remembered() {
        start();
        assertThat(session().hint("greeting").number()).isEqualTo(1);
        assertThat(session().hint("greeting").number()).isEqualTo(2);
        assertThat(session().hint("greeting").number()).isEqualTo(2);
        assertThat(session().state().orElseThrow().hints()).containsEntry("greeting", 2);
    }

    @Test
    void reset_goes_back_to_the_start_and_keeps_the_learners_work() throws Exception {
        Path clone = start().session().clones().get("app");
        session().solve(List.of("greeting"));
        Files.writeString(clone.resolve("draft.txt"), "not yet committed");
        session().reset(false);
        assertThat(session().check(List.of("greeting")).standing()).isEqualTo(Standing.FAILED);
        assertThat(clone.resolve("greeting.txt")).hasContent("hi");
        assertThat(clone.resolve("draft.txt")).doesNotExist();
        try (Git git = Git.open(clone.toFile())) {
            git.checkout().setName("before-reset-1").call();
        }
        assertThat(clone.resolve("draft.txt")).hasContent("not yet committed");
    }

    @Test
    void reset_begins_a_seeded_branch_anew_when_the_learner_has_deleted_it() {
        start();
        String repository = operations()
                .get("codecommit", "ListRepositories", Input.of())
                .path("repositories")
                .path(0)
                .path("repositoryName")
                .asText();
        operations().get("codecommit", "DeleteBranch", Input.of("repositoryName", repository, "branchName", "old"));
        session().reset(false);
        assertThat(operations()
                        .get("codecommit", "ListBranches", Input.of("repositoryName", repository))
                        .path("branches"))
                .extracting(com.fasterxml.jackson.databind.JsonNode::asText)
                .containsExactlyInAnyOrder("main", "old");
    }

    @Test
    void a_whole_reset_begins_a_new_session() {
        String first = start().session().id();
        session().solve(List.of());
        StartResult again = session().reset(true);
        assertThat(again.session().id()).isNotEqualTo(first);
        assertThat(session().check(List.of()).standing()).isEqualTo(Standing.FAILED);
    }

    @Test
    void commands_need_a_started_lab_and_an_existing_task() {
        assertThatThrownBy(() -> session().check(List.of()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("lab start tiny");
        start();
        assertThatThrownBy(() -> session().check(List.of("greting")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("Did you mean: greeting?");
    }

    @Test
    void a_second_command_is_told_who_works() throws IOException {
        start();
        SessionFiles files = new SessionFiles(site.home(), "embedded", "tiny");
        try (var lock = files.lock("lab solve tiny")) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> session().stop(StopOptions.ordinary()))
                    .isInstanceOf(SessionLockedException.class)
                    .hasMessageContaining(
                            "lab solve tiny (process " + ProcessHandle.current().pid());
        }
        assertThat(session().stop(StopOptions.ordinary()).survivors()).isEmpty();
    }

    @Test
    void a_stack_of_somebody_else_is_left_alone() throws Exception {
        String template = "{\"Resources\":{\"P\":{\"Type\":\"AWS::SSM::Parameter\","
                + "\"Properties\":{\"Name\":\"/p\",\"Type\":\"String\",\"Value\":\"v\"}}}}";
        operations()
                .get("cloudformation", "CreateStack", Input.of("StackName", "tiny-extra", "TemplateBody", template));
        site.pause(Duration.ofMinutes(1));
        assertThatThrownBy(this::start).isInstanceOf(UsageException.class).hasMessageContaining("tiny-extra");
        assertThat(session().state()).isEmpty();
    }

    @Test
    void what_cannot_be_deleted_is_named_with_what_holds_it() {
        start();
        String policy = Input.of(
                        "Version",
                        "2012-10-17",
                        "Statement",
                        List.of(Input.of("Effect", "Allow", "Action", "s3:*", "Resource", "*")))
                .toString();
        operations()
                .get(
                        "iam",
                        "PutUserPolicy",
                        Input.of("UserName", "lab-tiny", "PolicyName", "x", "PolicyDocument", policy));
        StopResult stopped = session().stop(StopOptions.ordinary());
        assertThat(stopped.survivors()).singleElement().satisfies(survivor -> {
            assertThat(survivor.type()).isEqualTo("AWS::IAM::User");
            assertThat(survivor.name()).isEqualTo("lab-tiny");
            assertThat(survivor.heldBy().toString()).contains("DeleteConflict");
        });
        assertThat(session().state().orElseThrow().phase()).isEqualTo(Phase.STOPPING);
        operations().get("iam", "DeleteUserPolicy", Input.of("UserName", "lab-tiny", "PolicyName", "x"));
        assertThat(session().stop(StopOptions.ordinary()).survivors()).isEmpty();
        assertThat(session().state().orElseThrow().phase()).isEqualTo(Phase.STOPPED);
    }

    @Test
    void all_sessions_of_a_home_are_known_without_a_cloud() {
        assertThat(Session.all(site.home())).isEmpty();
        start();
        assertThat(Session.all(site.home())).singleElement().satisfies(state -> {
            assertThat(state.lab()).isEqualTo("tiny");
            assertThat(state.target()).isEqualTo("embedded");
        });
        assertThat(directory.resolve("home/sessions/embedded/tiny/session.json"))
                .content()
                .contains("\"phase\" : \"ready\"");
    }

    private Session session() {
        return site.session(lab);
    }

    private StartResult start() {
        return session().start(Optional.empty());
    }

    private Operations operations() {
        return new Operations(site);
    }

    private String bucket() {
        return operations()
                .get(
                        "cloudformation",
                        "DescribeStackResource",
                        Input.of("StackName", "tiny", "LogicalResourceId", "Bucket"))
                .path("StackResourceDetail")
                .path("PhysicalResourceId")
                .asText();
    }

    private int commits() throws Exception {
        int count = 0;
        try (Git git = Git.open(directory.resolve("labs/tiny/app").toFile())) {
            for (var commit : git.log().call()) {
                count += commit == null ? 0 : 1;
            }
        }
        return count;
    }
}
