package io.devopslab.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.aws.Clients;
import io.devopslab.catalog.Lab;
import io.devopslab.catalog.Labs;
import io.devopslab.check.Standing;
import io.devopslab.session.SessionState.Phase;
import io.devopslab.session.teardown.Census;
import io.devopslab.text.Exit;
import io.devopslab.text.LabException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;

/** What an account of AWS does to a lab in the middle of its work, and how the lab comes out of it. */
final class FaultySessionTest {

    private final Lab lab = Labs.tiny();

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

    private Session session(Clients clients) {
        return cloud.session(lab, cloud.aws(clients));
    }

    /** Everything is refused from that call on. */
    private Clients expiringAfter(int calls) {
        AtomicInteger made = new AtomicInteger();
        return new Faulty(
                cloud,
                (type, method) -> made.incrementAndGet() > calls
                        ? Optional.of(Faulty.answer(
                                403, "ExpiredToken", "The security token included in the request is expired"))
                        : Optional.empty());
    }

    private static void assertExpired(org.assertj.core.api.ThrowableAssert.ThrowingCallable command) {
        assertThatThrownBy(command).isInstanceOfSatisfying(LabException.class, e -> {
            assertThat(e.exit()).isEqualTo(Exit.INCONCLUSIVE);
            assertThat(e.problem().toString()).contains("ExpiredToken");
            assertThat(e.cure().orElseThrow().toString()).contains("Sign in again");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 12, 25, 40})
    void credentials_that_expire_in_a_start_are_told_and_the_next_start_goes_on(int calls) {
        assertExpired(() -> session(expiringAfter(calls)).start(Optional.empty()));

        assertThat(session(cloud).start(Optional.empty()).session().phase()).isEqualTo(Phase.READY);
        assertThat(session(cloud).stop(StopOptions.ordinary()).survivors()).isEmpty();
        assertThat(new Census(new io.devopslab.aws.Operations(cloud)).take()).isEmpty();
    }

    @Test
    void credentials_that_have_expired_make_a_check_inconclusive() {
        session(cloud).start(Optional.empty());

        assertThat(session(expiringAfter(0)).check(List.of()).standing()).isEqualTo(Standing.INCONCLUSIVE);
    }

    private void assertHalf(String problem, String cure) {
        assertThatThrownBy(() -> session(cloud).check(List.of())).isInstanceOfSatisfying(LabException.class, e -> {
            assertThat(e.exit()).isEqualTo(Exit.INCONCLUSIVE);
            assertThat(e.problem().toString()).contains(problem);
            assertThat(e.cure().orElseThrow().toString()).contains(cure);
        });
    }

    @Test
    void half_a_lab_is_no_mistake_of_its_learner() {
        assertExpired(() -> session(expiringAfter(25)).start(Optional.empty()));
        assertHalf("not ready", "lab start tiny");
        session(cloud).start(Optional.empty());
        assertThat(session(cloud).check(List.of()).standing()).isEqualTo(Standing.FAILED);

        assertExpired(() -> session(expiringAfter(12)).stop(StopOptions.ordinary()));
        assertHalf("being stopped", "lab stop tiny");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 6, 12, 20})
    void credentials_that_expire_in_a_stop_are_told_and_the_second_stop_finishes(int calls) {
        session(cloud).start(Optional.empty());

        assertExpired(() -> session(expiringAfter(calls)).stop(StopOptions.ordinary()));

        assertThat(session(cloud).stop(StopOptions.ordinary()).survivors()).isEmpty();
        assertThat(new Census(new io.devopslab.aws.Operations(cloud)).take()).isEmpty();
    }

    /** Else the next start would find a stack that is complete and lacks its bucket. */
    @Test
    void nothing_is_taken_out_of_a_stack_that_cannot_be_deleted() {
        session(cloud).start(Optional.empty());
        List<String> before = buckets();
        Clients refusing = new Faulty(
                cloud,
                (type, method) -> method.equals("deleteStack")
                        ? Optional.of(Faulty.answer(400, "Throttling", "Rate exceeded"))
                        : Optional.empty());

        assertThat(session(refusing).stop(StopOptions.ordinary()).survivors()).isNotEmpty();
        assertThat(before).isNotEmpty();
        assertThat(buckets()).isEqualTo(before);

        assertThat(session(cloud).start(Optional.empty()).session().phase()).isEqualTo(Phase.READY);
        assertThat(session(cloud).stop(StopOptions.ordinary()).survivors()).isEmpty();
        assertThat(new Census(new io.devopslab.aws.Operations(cloud)).take()).isEmpty();
    }

    private List<String> buckets() {
        return new Census(new io.devopslab.aws.Operations(cloud))
                .take().stream()
                        .filter(resource -> resource.startsWith("AWS::S3::Bucket"))
                        .toList();
    }

    @Test
    void throttling_that_does_not_end_is_the_environment() {
        Clients throttled = new Faulty(
                cloud,
                (type, method) -> method.equals("createChangeSet")
                        ? Optional.of(Faulty.answer(400, "Throttling", "Rate exceeded"))
                        : Optional.empty());

        assertThatThrownBy(() -> session(throttled).start(Optional.empty()))
                .isInstanceOfSatisfying(LabException.class, e -> {
                    assertThat(e.exit()).isEqualTo(Exit.INCONCLUSIVE);
                    assertThat(e.problem().toString()).contains("throttled");
                    assertThat(e.cure().orElseThrow().toString()).contains("Wait a minute");
                });
    }

    private Clients withoutHosts(String... services) {
        return new Faulty(
                cloud,
                (type, method) -> services.length == 0 || type == CodeCommitClient.class
                        ? Optional.of(SdkClientException.create(
                                "Received an UnknownHostException",
                                new UnknownHostException("codecommit.mx-central-1.amazonaws.com")))
                        : Optional.empty());
    }

    @Test
    void a_service_that_a_region_does_not_have_makes_its_tasks_inconclusive_before_the_learner_begins() {
        StartResult started = session(withoutHosts("codecommit")).start(Optional.empty());

        assertThat(started.firstTask()).isEmpty();
        assertThat(cloud.events().stream()
                        .filter(Progress.Event.Note.class::isInstance)
                        .map(Object::toString)
                        .toList()
                        .toString())
                .contains("codecommit.mx-central-1.amazonaws.com");
        assertThat(session(withoutHosts("codecommit")).check(List.of()).standing())
                .isEqualTo(Standing.INCONCLUSIVE);
        assertThat(session(withoutHosts("codecommit"))
                        .stop(StopOptions.ordinary())
                        .survivors())
                .isEmpty();
    }

    @Test
    void where_no_service_has_a_host_it_is_the_network() {
        assertThatThrownBy(() -> session(withoutHosts()).start(Optional.empty()))
                .isInstanceOfSatisfying(
                        LabException.class, e -> assertThat(e.exit()).isEqualTo(Exit.INCONCLUSIVE));
    }
}
