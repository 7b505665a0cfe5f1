package io.devopslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import io.devopslab.aws.Clients;
import io.devopslab.aws.HttpClients;
import io.devopslab.aws.Input;
import io.devopslab.aws.Operations;
import io.devopslab.catalog.Labs;
import io.devopslab.check.Standing;
import io.devopslab.session.Home;
import io.devopslab.session.Session;
import io.devopslab.session.StopOptions;
import io.devopslab.session.teardown.Census;
import io.devopslab.target.ChangeFeed;
import io.devopslab.target.Clock;
import io.devopslab.target.Expiries;
import io.devopslab.target.Outside;
import io.devopslab.target.Site;
import io.devopslab.target.WallClock;
import io.devopslab.target.embedded.Daemons;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;

/**
 * A lab in an account of AWS, for which another home's embedded cloud stands, behind a proxy that makes trouble. Each command
 * goes on or ends with its exit code and a cure, and when the trouble is over the lab can be started, stopped, and leaves
 * nothing. {@code -Dlab.faults=50} makes more of the drawn troubles and {@code -Dlab.seed=N} begins with another seed.
 */
final class ProxiedLabTest {

    private static final int RUNS = Integer.getInteger("lab.faults", 1);
    private static final long SEED = Long.getLong("lab.seed", 1);

    /** What one can do, as it is said of each kind of failure. */
    private static final Pattern CURES = Pattern.compile(
            "[Tt]ry again|Try 'lab start|Sign in again|Wait a minute"
                    + "|Use credentials|Run the command again|must answer too|Does something answer|go on with it|finish it|unclear");

    @TempDir
    private Path elsewhere;

    @TempDir
    private Path home;

    @TempDir
    private Path labs;

    private Path root = Labs.directory().getParent();
    private TestDaemon daemon;
    private URI cloud;
    private AwsBasicCredentials key;
    private FaultProxy proxy;
    private Set<String> before;

    @BeforeEach
    void open() throws Exception {
        daemon = TestDaemon.serve(elsewhere, Optional.empty());
        Daemons daemons = new Daemons(elsewhere.resolve(".lab"));
        key = daemons.credentials().orElseThrow();
        cloud = daemons.running().orElseThrow().endpoint();
        proxy = FaultProxy.before(cloud);
        before = census();
    }

    @AfterEach
    void close() throws Exception {
        proxy.close();
        daemon.close();
    }

    /** The cloud, without the proxy. */
    private HttpClients clients(URI endpoint) {
        return new HttpClients(Optional.of(endpoint), Region.of("eu-west-1"), StaticCredentialsProvider.create(key));
    }

    private Operations operations() {
        return new Operations(clients(cloud));
    }

    private Set<String> census() {
        return new Census(operations()).take();
    }

    private CommandRun lab(String... arguments) {
        Map<String, String> environment = new HashMap<>(Map.of("AWS_EC2_METADATA_DISABLED", "true"));
        environment.put("AWS_ENDPOINT_URL", proxy.url().toString());
        environment.put("AWS_ACCESS_KEY_ID", key.accessKeyId());
        environment.put("AWS_SECRET_ACCESS_KEY", key.secretAccessKey());
        environment.put("AWS_REGION", "eu-west-1");
        return CommandRun.of(root, home, environment, arguments);
    }

    private CommandRun start() {
        return lab("start", "tiny", "--target", "aws", "--yes");
    }

    private CommandRun check() {
        return lab("check", "tiny");
    }

    private CommandRun stop() {
        return lab("stop", "tiny");
    }

    private void assertEnds(CommandRun run, int exitCode, String... words) {
        assertThat(run.exitCode()).as("%s\n%s", run, proxy.story()).isEqualTo(exitCode);
        String said = (run.out() + run.err()).replaceAll("\\s+", " ");
        assertThat(words).as("%s", run).allSatisfy(word -> assertThat(said).contains(word));
    }

    private void assertStopsWithoutTrace() {
        assertEnds(stop(), 0, "nothing of it is left");
        assertThat(census()).isEqualTo(before);
    }

    @Test
    void without_trouble_a_lab_runs_through_the_proxy_as_without_it() {
        assertEnds(start(), 0);
        assertEnds(check(), 3);
        assertStopsWithoutTrace();
    }

    @Test
    void a_cloud_that_dies_in_mid_lab_is_told_and_both_ways_out_work_when_it_is_back() {
        assertEnds(start(), 0);
        proxy.die();
        for (CommandRun run : List.of(check(), stop(), start())) {
            assertEnds(run, 4, "does not answer", proxy.url().toString());
        }
        proxy.revive();

        assertEnds(start(), 0);
        assertStopsWithoutTrace();
    }

    @Test
    void a_cloud_that_dies_in_the_middle_of_a_stop_leaves_nothing_when_it_is_back() {
        assertEnds(start(), 0);
        proxy.meet(call -> {
            // That call is still done.
            if (call.is("cloudformation:DeleteStack")) {
                proxy.meet(later -> Optional.of(new Trouble.Broken(Fault.CONNECTION_RESET_BY_PEER)));
                return Optional.of(new Trouble.Lost(Fault.CONNECTION_RESET_BY_PEER));
            }
            return Optional.empty();
        });

        assertEnds(stop(), 4, "got no answer", "try again");
        proxy.calm();
        assertStopsWithoutTrace();
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECTION_RESET_BY_PEER", "MALFORMED_RESPONSE_CHUNK"})
    void a_stop_that_cannot_have_a_stack_deleted_for_want_of_an_answer_takes_nothing_out_of_it(Fault fault) {
        assertEnds(start(), 0);
        String bucket = bucket();
        proxy.meet("cloudformation:DeleteStack", new Trouble.Broken(fault));

        assertEnds(stop(), 4, "cloudformation:DeleteStack got no answer", "try again");

        assertThat(bucket()).isEqualTo(bucket);
        proxy.calm();
        assertEnds(start(), 0);
        assertStopsWithoutTrace();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void an_answer_that_breaks_once_is_asked_for_again_or_is_the_environment(Fault fault) {
        assertEnds(start(), 0);
        AtomicInteger left = new AtomicInteger(1);
        proxy.meet(call -> left.getAndDecrement() > 0 ? Optional.of(new Trouble.Lost(fault)) : Optional.empty());

        // What begins as an answer in XML and does not end as one the SDK does not ask for again.
        assertEnds(check(), fault == Fault.MALFORMED_RESPONSE_CHUNK ? 4 : 3);

        proxy.meet(call -> Optional.of(new Trouble.Broken(fault)));
        assertEnds(stop(), 4, "AWS does not answer", "Does something answer at that URL?");
        proxy.calm();
        assertStopsWithoutTrace();
    }

    /** All that comes behind so many calls is refused. */
    private void expireAfter(int calls) {
        AtomicInteger made = new AtomicInteger();
        proxy.meet(call -> made.incrementAndGet() > calls ? Optional.of(Trouble.expired()) : Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 8, 20, 35})
    void credentials_that_expire_are_told_with_the_cure_and_the_second_command_finishes(int calls) {
        expireAfter(calls);
        assertEnds(start(), 4, "ExpiredToken", "Sign in again");
        proxy.calm();
        assertEnds(start(), 0);

        expireAfter(2);
        assertEnds(check(), 4, "ExpiredToken", "unclear");

        expireAfter(calls / 2 + 2);
        assertEnds(stop(), 4, "ExpiredToken", "Sign in again");
        proxy.calm();
        assertStopsWithoutTrace();
    }

    /** The first calls of that name are too many. */
    private void throttle(String operation, int times) {
        AtomicInteger left = new AtomicInteger(times);
        proxy.meet(call ->
                call.is(operation) && left.getAndDecrement() > 0 ? Optional.of(Trouble.throttled()) : Optional.empty());
    }

    @Test
    void throttling_that_ends_is_waited_for_and_told_while_it_lasts() {
        throttle("cloudformation:CreateChangeSet", 2);

        CommandRun started = start();

        assertEnds(started, 0, "CloudFormation asks for patience (ThrottlingException): again in");
        assertThat(proxy.story()).hasSize(2);
        proxy.calm();
        assertStopsWithoutTrace();
    }

    @Test
    void throttling_that_does_not_end_leaves_what_it_keeps_with_the_reason_and_the_second_stop_finishes() {
        assertEnds(start(), 0);
        proxy.meet("iam:DeleteUser", Trouble.throttled());

        CommandRun stopped = stop();

        assertEnds(stopped, 5, "AWS::IAM::User lab-tiny", "was throttled", "`lab stop tiny` again");
        assertThat(stopped.err()).contains("Iam asks for patience");
        proxy.calm();
        assertStopsWithoutTrace();
    }

    @Test
    void a_service_that_an_endpoint_lacks_makes_its_tasks_inconclusive_and_the_stop_leaves_nothing() {
        Trouble lacking = new Trouble.Refused(501, "NotImplemented", "The region has no such service");
        proxy.meet(call -> call.service().equals("codecommit") ? Optional.of(lacking) : Optional.empty());

        assertEnds(start(), 0, "codecommit", "The region has no such service", "2 of 2 tasks cannot be done");
        assertEnds(check(), 4, "codecommit");
        assertEnds(stop(), 0, "nothing of it is left");
        assertThat(census()).isEqualTo(before);
    }

    /** Clients of a region in which nobody has the name of CodeCommit's host; the others answer. */
    private Clients withoutHost() {
        HttpClients all = clients(proxy.url());
        HttpClients nobody = clients(URI.create("http://codecommit.mx-central-1.invalid"));
        return new Clients() {
            @Override
            public <C extends SdkClient> C get(Class<C> type) {
                return (type == CodeCommitClient.class ? nobody : all).get(type);
            }
        };
    }

    @Test
    void a_region_without_a_service_is_told_by_its_host_and_the_stop_leaves_nothing() {
        Clock clock = new WallClock();
        Site site = new Site(
                "aws",
                "123456789012",
                "eu-west-1",
                withoutHost(),
                clock,
                ChangeFeed.guessing(clock),
                Expiries.none(),
                Optional.of(new Outside(proxy.url(), "AWS")));
        List<String> told = new CopyOnWriteArrayList<>();
        Session session = Session.of(
                Labs.tiny(), site, new Home(home.resolve(".lab"), home), event -> told.add(String.valueOf(event)));

        assertThat(session.start(Optional.empty()).firstTask()).isEmpty();
        assertThat(told.toString()).contains("There is no host codecommit.mx-central-1.invalid");
        assertThat(session.check(List.of()).standing()).isEqualTo(Standing.INCONCLUSIVE);
        assertThat(session.stop(StopOptions.ordinary()).survivors()).isEmpty();
        assertThat(census()).isEqualTo(before);
    }

    private String bucket() {
        return operations()
                .get("s3", "ListBuckets", Input.of())
                .at("/Buckets/0/Name")
                .asText();
    }

    @Test
    void a_bucket_that_cannot_be_emptied_is_named_with_what_it_holds_and_the_second_stop_finishes() {
        assertEnds(start(), 0);
        String bucket = bucket();
        operations().get("s3", "PutObject", Input.of("Bucket", bucket, "Key", "held", "Body", "x"));
        proxy.meet("s3:DeleteObjects", new Trouble.Refused(403, "AccessDenied", "Access Denied"));

        assertEnds(stop(), 5, "AWS::S3::Bucket " + bucket, "holds objects, for example held", "`lab stop tiny` again");

        proxy.calm();
        assertStopsWithoutTrace();
    }

    @Test
    void a_bucket_that_cannot_be_deleted_is_named_with_the_reason_and_the_second_stop_finishes() {
        Labs.changed(
                labs.resolve("labs"),
                manifest -> manifest.replace("teardown:\n", "teardown:\n  buckets: [tiny-learners]\n"));
        root = labs;
        assertEnds(start(), 0);
        operations()
                .get(
                        "s3",
                        "CreateBucket",
                        Input.of(
                                "Bucket",
                                "tiny-learners",
                                "CreateBucketConfiguration",
                                Map.of("LocationConstraint", "eu-west-1")));
        proxy.meet(
                "s3:DeleteBucket",
                new Trouble.Refused(409, "BucketNotEmpty", "The bucket you tried to delete is not empty"));

        assertEnds(
                stop(),
                5,
                "AWS::S3::Bucket tiny-learners",
                "The bucket you tried to delete is not empty",
                "`lab stop tiny` again");

        proxy.calm();
        assertStopsWithoutTrace();
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void whatever_happens_on_the_way_commands_end_as_they_should_and_nothing_is_left_in_the_end() {
        for (long seed = SEED; seed < SEED + RUNS; seed++) {
            List<String> story = new ArrayList<>();
            try {
                live(seed, story);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        "With -Dlab.seed=" + seed + " -Dlab.faults=1: " + e.getMessage() + "\n"
                                + String.join("\n", story),
                        e);
            }
        }
    }

    /** A lab's life among troubles, and then without them. */
    private void live(long seed, List<String> story) {
        SeededFaults faults = new SeededFaults(seed);
        boolean started = faulty(faults, story, this::start, 0, 4) == 0;
        // A lab that has not come to its learner is no failure of theirs.
        faulty(faults, story, this::check, started ? 3 : 2, 4);
        int stopped = faulty(faults, story, this::stop, 0, 4, 5);
        proxy.calm();
        if (stopped == 5) {
            // As it says itself.
            assertStopsWithoutTrace();
        }
        assertEnds(start(), 0);
        assertEnds(check(), 3);
        assertStopsWithoutTrace();
    }

    private int faulty(SeededFaults faults, List<String> story, Supplier<CommandRun> command, Integer... exitCodes) {
        proxy.meet(faults);
        CommandRun run = command.get();
        story.addAll(proxy.story());
        story.add(run.toString());
        assertThat(run.exitCode()).as("%s", run).isIn((Object[]) exitCodes);
        if (run.exitCode() == 4) {
            assertThat((run.out() + run.err()).replaceAll("\\s+", " "))
                    .as("a cure in %s", run)
                    .containsPattern(CURES);
        }
        return run.exitCode();
    }
}
