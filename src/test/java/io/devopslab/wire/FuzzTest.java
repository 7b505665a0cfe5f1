package io.devopslab.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.TestCloud;
import io.devopslab.cloud.kernel.Scope;
import io.devopslab.wire.auth.AuthMode;
import io.devopslab.wire.http.WireRequest;
import io.devopslab.wire.route.Forge;
import io.devopslab.wire.route.Operation;
import io.devopslab.wire.route.Router;
import io.devopslab.wire.route.ServiceModel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codeconnections.CodeConnectionsClient;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codestarconnections.CodeStarConnectionsClient;
import software.amazon.awssdk.services.codestarnotifications.CodestarNotificationsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Every operation of every service is sent what no client would send. It answers as AWS would: with a success, with an
 * error of its protocol below 500, or with a 501; soon; and what it keeps can still be read afterwards.
 *
 * <p>The same requests are made in each run. {@code -Dlab.fuzz.rounds=500 -Dlab.fuzz.seed=7} looks further.
 */
final class FuzzTest {

    private static final int ROUNDS = Integer.getInteger("lab.fuzz.rounds", 16);
    private static final long SEED = Long.getLong("lab.fuzz.seed", 1L);
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private record Served(TestCloud cloud) implements ServiceDirectory {

        @Override
        public Set<Class<? extends SdkClient>> types() {
            return cloud.cloud().serviceTypes();
        }

        @Override
        public SdkClient client(Class<? extends SdkClient> type, String account, String region) {
            return cloud.cloud().client(type, new Scope(account, region));
        }

        @Override
        public Optional<SdkClient> streams(Class<? extends SdkClient> type, String account, String region) {
            return cloud.cloud().streams(type, new Scope(account, region));
        }
    }

    private FrontDoor door(TestCloud cloud) {
        FrontDoor door = new FrontDoor();
        door.open(new Dispatcher(new WireConfig(
                new Served(cloud),
                id -> Optional.empty(),
                AuthMode.NONE,
                TestCloud.SCOPE.account(),
                TestCloud.SCOPE.region(),
                List.of(),
                Optional.empty(),
                Clock.systemUTC(),
                new WireConfig.Limits(16 << 20, 64 << 20, directory))));
        return door;
    }

    private static List<Operation> operations(ServiceModel service) {
        return service.operations().stream()
                .sorted(Comparator.comparing(Operation::name))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                CloudFormationClient.class,
                CloudWatchClient.class,
                CloudWatchLogsClient.class,
                CodeBuildClient.class,
                CodeCommitClient.class,
                CodeConnectionsClient.class,
                CodeDeployClient.class,
                CodePipelineClient.class,
                CodeStarConnectionsClient.class,
                Ec2Client.class,
                EcsClient.class,
                ElasticLoadBalancingV2Client.class,
                EventBridgeClient.class,
                IamClient.class,
                LambdaClient.class,
                ResourceGroupsTaggingApiClient.class,
                S3Client.class,
                SnsClient.class,
                SqsClient.class,
                CodestarNotificationsClient.class,
                SsmClient.class,
                StsClient.class
            })
    void whatever_is_sent_is_answered_as_aws_would(Class<? extends SdkClient> type) {
        fuzz(type, new Forge(SEED));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                CloudWatchLogsClient.class,
                CodeBuildClient.class,
                CodeCommitClient.class,
                CodeConnectionsClient.class,
                CodePipelineClient.class,
                EcsClient.class,
                EventBridgeClient.class,
                SqsClient.class,
                SsmClient.class
            })
    void whatever_is_sent_in_cbor_is_answered_so_too(Class<? extends SdkClient> type) {
        fuzz(type, new Forge(SEED, true));
    }

    private void fuzz(Class<? extends SdkClient> type, Forge forge) {
        ServiceModel service = new Router(List.of(type)).services().get(0);
        List<String> faults = new ArrayList<>();
        try (TestCloud cloud = TestCloud.openDurable(directory.resolve("cloud"))) {
            FrontDoor door = door(cloud);
            Seeds seeds = new Seeds(cloud);
            for (Operation operation : operations(service)) {
                boolean implemented = implemented(operation, cloud, type);
                if (implemented) {
                    forge.know(seeds.plant(type));
                    cloud.time().advance(Duration.ofMinutes(1));
                }
                check(door, operation, forge.request(operation, Map.of()), forge)
                        .ifPresent(faults::add);
                for (int left = implemented ? rounds(operation) : 3; left > 0; left--) {
                    check(door, operation, forge.next(operation), forge).ifPresent(faults::add);
                }
            }
            faults.addAll(unreadable(door, service));
        }
        try (TestCloud cloud = TestCloud.openDurable(directory.resolve("cloud"))) {
            faults.addAll(unreadable(door(cloud), service));
        }
        assertThat(faults).isEmpty();
    }

    private static boolean implemented(Operation operation, TestCloud cloud, Class<? extends SdkClient> type) {
        return operation.givesEvents()
                ? cloud.cloud()
                        .streams(operation.eventClient(), TestCloud.SCOPE)
                        .filter(operation::isImplementedBy)
                        .isPresent()
                : operation.isImplementedBy(cloud.get(type));
    }

    /** The refusal quotes the first half of the character's two. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void half_a_character_in_a_refusal_can_be_told(boolean cbor) {
        try (TestCloud cloud = TestCloud.open(directory)) {
            ServiceModel service =
                    new Router(List.of(EventBridgeClient.class)).services().get(0);
            Operation operation = operations(service).stream()
                    .filter(o -> o.name().equals("TestEventPattern"))
                    .findFirst()
                    .orElseThrow();
            Forge forge = new Forge(SEED, cbor);
            WireRequest request = forge.request(operation, Map.of("EventPattern", "🦊", "Event", "{}"));
            assertThat(check(door(cloud), operation, request, forge)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = 1)
    void all_services_are_covered(int once) throws NoSuchMethodException {
        try (TestCloud cloud = TestCloud.open(directory)) {
            Class<?>[] tested = FuzzTest.class
                    .getDeclaredMethod("whatever_is_sent_is_answered_as_aws_would", Class.class)
                    .getAnnotation(ValueSource.class)
                    .classes();
            assertThat(Set.<Class<?>>of(tested))
                    .isEqualTo(Set.copyOf(cloud.cloud().serviceTypes()));
        }
    }

    /** What starts a process or is not there at all is asked less often. */
    private static int rounds(Operation operation) {
        boolean slow = Set.of("StartBuild", "StartBuildBatch", "RetryBuild", "Invoke", "InvokeAsync")
                .contains(operation.name());
        return slow ? Math.min(ROUNDS, 12) : ROUNDS;
    }

    private static Optional<String> check(FrontDoor door, Operation operation, WireRequest request, Forge forge) {
        long begun = System.nanoTime();
        InProcess.Answer answer = InProcess.send(door, request);
        forge.learn(operation, answer.body());
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        boolean good = answer.status() == 501 || (answer.status() >= 200 && answer.status() < 500);
        boolean quiet = !answer.body().contains("\tat ") && !answer.body().contains("java.lang.");
        boolean told = answer.status() < 400
                || request.method().equals("HEAD")
                || (answer.bytes().length > 0
                        && !answer.headers().getFirst("Content-Type").isEmpty());
        if (good && quiet && told && took.compareTo(SOON) < 0) {
            return Optional.empty();
        }
        return Optional.of(operation.service().name() + "." + operation.name() + " answered " + answer.status() + " "
                + shortened(answer.body()) + " after " + took.toMillis() + " ms to " + request.method() + " "
                + shortened(request.path() + "?" + request.query()) + " "
                + shortened(new String(request.body().bytes(), java.nio.charset.StandardCharsets.UTF_8)));
    }

    private static String shortened(String text) {
        return text.length() > 1_000 ? text.substring(0, 1_000) + "…" : text;
    }

    /** What a service lists must not be spoiled by what was sent before. */
    private static List<String> unreadable(FrontDoor door, ServiceModel service) {
        Forge forge = new Forge(SEED);
        return operations(service).stream()
                .filter(operation -> operation.name().matches("(List|Describe|Get|BatchGet).*"))
                .flatMap(operation -> Stream.concat(
                                Stream.of(forge.request(operation, Map.of())),
                                Stream.generate(() -> forge.next(operation)).limit(4))
                        .flatMap(request -> check(door, operation, request, forge).stream()))
                .toList();
    }
}
