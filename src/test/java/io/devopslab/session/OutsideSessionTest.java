package io.devopslab.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.aws.Clients;
import io.devopslab.aws.Input;
import io.devopslab.aws.Operations;
import io.devopslab.aws.Outcome;
import io.devopslab.catalog.Lab;
import io.devopslab.catalog.Labs;
import io.devopslab.check.Report;
import io.devopslab.check.Standing;
import io.devopslab.check.Verdict;
import io.devopslab.session.SessionState.Phase;
import io.devopslab.session.capability.Prober;
import io.devopslab.text.Language;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Sessions on clouds that are not of this program, which may lack something. */
final class OutsideSessionTest {

    @TempDir
    private Path directory;

    private TestSite cloud;

    @BeforeEach
    void open() {
        cloud = new TestSite(directory);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private Session session(Lab lab, Clients clients) {
        return cloud.session(lab, cloud.endpoint(clients));
    }

    private Clients withoutRepositories() {
        return new Lacking(cloud, CodeCommitClient.class);
    }

    /** The lab without what needs repositories before a learner begins: its second task needs none. */
    private Lab halfCarried() {
        return Labs.changed(
                directory.resolve("changed"), manifest -> manifest.replaceFirst("(?s)\nseed:.*\ntasks:", "\ntasks:")
                        .replace("    needs: [greeting]\n", ""));
    }

    private List<String> notes() {
        return cloud.events().stream()
                .filter(Progress.Event.Note.class::isInstance)
                .map(event -> ((Progress.Event.Note) event).text().in(Language.EN))
                .toList();
    }

    @Test
    void a_cloud_that_has_everything_carries_a_lab_whole() {
        Session session = session(Labs.tiny(), cloud);

        StartResult started = session.start(Optional.empty());

        assertThat(started.session().clones()).containsKey("app");
        assertThat(notes()).isEmpty();
        assertThat(session.check(List.of()).standing()).isEqualTo(Standing.FAILED);
        assertThat(session.solve(List.of()).report().standing()).isEqualTo(Standing.PASSED);
        assertThat(session.stop(StopOptions.ordinary()).survivors()).isEmpty();
    }

    @Test
    void what_it_lacks_is_told_before_the_learner_begins() {
        StartResult started = session(Labs.tiny(), withoutRepositories()).start(Optional.empty());

        assertThat(notes())
                .anySatisfy(note -> assertThat(note).contains("codecommit", "The service is not emulated."))
                .anySatisfy(note -> assertThat(note).contains("2 of 2 tasks", "greeting, ready"))
                .anySatisfy(note -> assertThat(note).contains("Repository (AWS::CodeCommit::Repository)"));
        assertThat(started.firstTask()).isEmpty();
        assertThat(started.session().phase()).isEqualTo(Phase.READY);
        assertThat(started.session().clones()).isEmpty();
    }

    @Test
    void what_it_has_is_made_all_the_same() {
        session(Labs.tiny(), withoutRepositories()).start(Optional.empty());

        Outcome parameter = new Operations(cloud).call("ssm", "GetParameter", Input.of("Name", "/tiny/state"));

        assertThat(parameter).isInstanceOf(Outcome.Answer.class);
    }

    @Test
    void tasks_that_it_cannot_carry_are_inconclusive_and_the_others_are_checked() {
        Session session = session(halfCarried(), withoutRepositories());

        StartResult started = session.start(Optional.empty());
        Report report = session.check(List.of());

        assertThat(started.firstTask().orElseThrow().id()).isEqualTo("ready");
        assertThat(report.task("greeting").orElseThrow().checks().get(0).verdict())
                .isInstanceOfSatisfying(
                        Verdict.Inconclusive.class,
                        verdict -> assertThat(verdict.reason().in(Language.VI)).contains("codecommit"));
        assertThat(report.task("ready").orElseThrow().standing()).isEqualTo(Standing.FAILED);
    }

    @Test
    void only_what_it_can_carry_is_solved() {
        Session session = session(halfCarried(), withoutRepositories());
        session.start(Optional.empty());

        SolveResult result = session.solve(List.of());

        assertThat(result.solved()).containsExactly("ready");
        assertThat(result.report().standing()).isEqualTo(Standing.INCONCLUSIVE);
    }

    @Test
    void a_task_that_needs_what_cannot_be_done_cannot_be_done() {
        Lab lab = Labs.changed(
                directory.resolve("changed"), manifest -> manifest.replaceFirst("(?s)\nseed:.*\ntasks:", "\ntasks:"));
        Session session = session(lab, withoutRepositories());
        session.start(Optional.empty());

        Report report = session.check(List.of("ready"));

        assertThat(report.standing()).isEqualTo(Standing.INCONCLUSIVE);
    }

    @Test
    void a_stop_leaves_nothing_of_what_it_had() {
        Session session = session(Labs.tiny(), withoutRepositories());
        session.start(Optional.empty());

        StopResult stopped = session.stop(StopOptions.ordinary());

        assertThat(stopped.survivors()).isEmpty();
        assertThat(session.state().orElseThrow().phase()).isEqualTo(Phase.STOPPED);
        assertThat(new Operations(cloud).call("ssm", "GetParameter", Input.of("Name", "/tiny/state")))
                .isInstanceOf(Outcome.Failure.class);
    }

    @Test
    void a_second_start_asks_again_and_makes_what_has_come_since() {
        session(Labs.tiny(), withoutRepositories()).start(Optional.empty());

        Session later = session(Labs.tiny(), cloud);
        StartResult started = later.start(Optional.empty());

        assertThat(started.firstTask().orElseThrow().id()).isEqualTo("greeting");
        assertThat(later.check(List.of()).standing()).isNotEqualTo(Standing.INCONCLUSIVE);
    }

    @Test
    void a_lab_can_be_asked_about_without_being_started() {
        Prospect prospect = Prospect.of(Labs.tiny(), cloud.endpoint(new Lacking(cloud, SsmClient.class)));

        assertThat(prospect.obstacles()).containsOnlyKeys("ready");
        assertThat(prospect.lacks()).containsExactly("ssm");
        assertThat(prospect.carried()).isEqualTo(1);
        assertThat(Session.all(cloud.home())).isEmpty();
    }

    @Test
    void asking_changes_nothing() {
        long before = count();

        new Prober(new Operations(cloud)).probe(Labs.tiny());

        assertThat(count()).isEqualTo(before);
    }

    private long count() {
        Operations operations = new Operations(cloud);
        return operations
                        .get("codecommit", "ListRepositories", Input.of())
                        .path("repositories")
                        .size()
                + operations
                        .get("ssm", "DescribeParameters", Input.of())
                        .path("Parameters")
                        .size()
                + operations
                        .get("s3", "ListBuckets", Input.of())
                        .path("Buckets")
                        .size();
    }
}
