package io.devopslab.cloud.service.codedeploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.TestCloud;
import io.devopslab.cloud.TestContext;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.codedeploy.model.AutoRollbackEvent;
import software.amazon.awssdk.services.codedeploy.model.CreateDeploymentGroupRequest;
import software.amazon.awssdk.services.codedeploy.model.DeploymentInfo;
import software.amazon.awssdk.services.codedeploy.model.DeploymentStatus;
import software.amazon.awssdk.services.codedeploy.model.ErrorCode;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEventStatus;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetAliasRequest;
import software.amazon.awssdk.services.lambda.model.GetAliasResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.ServiceException;
import software.amazon.awssdk.services.lambda.model.UpdateAliasRequest;
import software.amazon.awssdk.services.lambda.model.UpdateAliasResponse;

/** Deployments among services that fail, alarms that go off, and processes that end. */
final class DeploymentFaultsTest {

    private static final AutoRollbackEvent[] ALWAYS = {
        AutoRollbackEvent.DEPLOYMENT_FAILURE,
        AutoRollbackEvent.DEPLOYMENT_STOP_ON_ALARM,
        AutoRollbackEvent.DEPLOYMENT_STOP_ON_REQUEST
    };

    /** One alias, and what was done to it. */
    private static final class OneAlias implements LambdaClient {
        final List<String> moves = new CopyOnWriteArrayList<>();
        final List<String> hooks = new CopyOnWriteArrayList<>();
        final AtomicBoolean broken = new AtomicBoolean();
        private volatile String version = "1";

        @Override
        public GetAliasResponse getAlias(GetAliasRequest request) {
            return GetAliasResponse.builder().functionVersion(version).build();
        }

        @Override
        public GetFunctionConfigurationResponse getFunctionConfiguration(GetFunctionConfigurationRequest request) {
            return GetFunctionConfigurationResponse.builder().build();
        }

        @Override
        public UpdateAliasResponse updateAlias(UpdateAliasRequest request) {
            if (broken.get()) {
                throw Errors.of(ServiceException.builder(), "ServiceException", 500, "Try again.");
            }
            version = request.functionVersion();
            moves.add(version + request.routingConfig().additionalVersionWeights());
            return UpdateAliasResponse.builder().build();
        }

        @Override
        public InvokeResponse invoke(InvokeRequest request) {
            hooks.add(request.functionName() + " " + request.payload().asUtf8String());
            return InvokeResponse.builder().statusCode(202).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private static final class SomeAlarms implements CloudWatchClient {
        final Set<String> active = ConcurrentHashMap.newKeySet();
        final AtomicBoolean broken = new AtomicBoolean();

        @Override
        public DescribeAlarmsResponse describeAlarms(DescribeAlarmsRequest request) {
            if (broken.get()) {
                throw Errors.of(CloudWatchException.builder(), "InternalServiceFault", 500, "Try again.");
            }
            return DescribeAlarmsResponse.builder()
                    .metricAlarms(request.alarmNames().stream()
                            .map(name -> MetricAlarm.builder()
                                    .alarmName(name)
                                    .stateValue(active.contains(name) ? StateValue.ALARM : StateValue.OK)
                                    .build())
                            .toList())
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private static final class OneRole implements IamClient {
        @Override
        public GetRoleResponse getRole(GetRoleRequest request) {
            return GetRoleResponse.builder()
                    .role(r -> r.assumeRolePolicyDocument("{\"Service\": \"codedeploy.amazonaws.com\"}"))
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private final OneAlias lambda = new OneAlias();
    private final SomeAlarms alarms = new SomeAlarms();
    private final Store store = Store.inMemory();

    private final Path directory;
    private ServiceContext context;
    private CodeDeployService deploy;
    private int lives;

    DeploymentFaultsTest(@TempDir Path directory) {
        this.directory = directory;
        this.context = TestContext.over(store, directory, lives);
        this.deploy = service();
    }

    private CodeDeployService service() {
        return new CodeDeployService(
                context,
                new CodeDeployService.Clients(
                        OneRole::new,
                        () -> lambda,
                        () -> absent(),
                        () -> alarms,
                        () -> absent(),
                        () -> absent(),
                        () -> absent(),
                        () -> absent(),
                        id -> Optional.empty()));
    }

    private static <T> T absent() {
        throw new IllegalArgumentException("not part of this test");
    }

    @BeforeEach
    void application() {
        deploy.createApplication(r -> r.applicationName("shop").computePlatform("Lambda"));
    }

    @AfterEach
    void close() {
        end();
        store.close();
    }

    private void end() {
        deploy.close();
        context.time().close();
    }

    /** Another process goes on over the same state; its clock stands where the earlier one's stood and later. */
    private void reopen(Duration later) {
        Duration since = Duration.between(TestCloud.START, context.time().instant());
        end();
        lives++;
        context = TestContext.over(store, directory, lives);
        context.time().advance(since.plus(later));
        deploy = service();
        deploy.resume();
    }

    private String start(Consumer<CreateDeploymentGroupRequest.Builder> group, String config, String... hooks) {
        deploy.createDeploymentGroup(r -> r.applicationName("shop")
                .deploymentGroupName("group")
                .serviceRoleArn("arn:aws:iam::123456789012:role/r")
                .deploymentConfigName(config)
                .deploymentStyle(s -> s.deploymentType("BLUE_GREEN").deploymentOption("WITH_TRAFFIC_CONTROL"))
                .autoRollbackConfiguration(a -> a.enabled(true).events(ALWAYS))
                .applyMutation(group));
        return deploy.createDeployment(r -> r.applicationName("shop")
                        .deploymentGroupName("group")
                        .revision(CodeDeployFixture.content(CodeDeployFixture.appSpec("shop", hooks))))
                .deploymentId();
    }

    private void pass(Duration duration) {
        context.time().advance(duration);
    }

    private DeploymentInfo info(String id) {
        return deploy.getDeployment(r -> r.deploymentId(id)).deploymentInfo();
    }

    private static Consumer<CreateDeploymentGroupRequest.Builder> alarm(boolean ignoresTrouble) {
        return group -> group.alarmConfiguration(
                a -> a.enabled(true).ignorePollAlarmFailure(ignoresTrouble).alarms(one -> one.name("errors")));
    }

    @Test
    void an_alarm_stops_a_canary_and_the_traffic_goes_back() {
        String id = start(alarm(false), "CodeDeployDefault.LambdaCanary10Percent10Minutes");
        pass(Duration.ofMinutes(3));
        alarms.active.add("errors");
        pass(Duration.ofSeconds(30));

        DeploymentInfo stopped = info(id);
        assertThat(stopped.status()).isEqualTo(DeploymentStatus.STOPPED);
        assertThat(stopped.errorInformation().code()).isEqualTo(ErrorCode.ALARM_ACTIVE);
        assertThat(stopped.errorInformation().message()).endsWith("Activated alarms: <errors>");
        String rollback = stopped.rollbackInfo().rollbackDeploymentId();
        assertThat(stopped.rollbackInfo().rollbackMessage())
                .isEqualTo("Deployment " + id + " terminated. Automatic rollback is triggered with a DeploymentId "
                        + rollback + ".");
        assertThat(info(rollback).status()).isEqualTo(DeploymentStatus.SUCCEEDED);
        assertThat(info(rollback).rollbackInfo().rollbackMessage())
                .isEqualTo("Deployment " + rollback + " is triggered to roll back deployment " + id + ".");
        assertThat(lambda.moves).containsExactly("1{2=0.1}", "1{}");
    }

    @Test
    void an_alarm_that_is_on_already_stops_a_deployment_before_any_traffic_moves() {
        alarms.active.add("errors");
        String id = start(alarm(false), "CodeDeployDefault.LambdaAllAtOnce");
        pass(Duration.ofSeconds(10));

        assertThat(info(id).status()).isEqualTo(DeploymentStatus.STOPPED);
        assertThat(lambda.moves).isEmpty();
    }

    @Test
    void alarms_whose_state_cannot_be_had_stop_a_deployment_unless_that_is_to_be_ignored() {
        alarms.broken.set(true);
        String stops = start(alarm(false), "CodeDeployDefault.LambdaAllAtOnce");
        pass(Duration.ofSeconds(10));
        assertThat(info(stops).status()).isEqualTo(DeploymentStatus.STOPPED);

        deploy.deleteDeploymentGroup(r -> r.applicationName("shop").deploymentGroupName("group"));
        String goesOn = start(alarm(true), "CodeDeployDefault.LambdaAllAtOnce");
        pass(Duration.ofSeconds(10));
        assertThat(info(goesOn).status()).isEqualTo(DeploymentStatus.SUCCEEDED);
    }

    @Test
    void a_process_that_ends_between_two_steps_is_followed_by_one_that_takes_the_next() {
        String id = start(group -> {}, "CodeDeployDefault.LambdaLinear10PercentEvery10Minutes");
        pass(Duration.ofMinutes(25));
        assertThat(lambda.moves).containsExactly("1{2=0.1}", "1{2=0.2}", "1{2=0.3}");

        reopen(Duration.ofMinutes(30));
        pass(Duration.ofMinutes(1));
        // The step that was missed is taken late, and no other with it.
        assertThat(lambda.moves).hasSize(4);
        pass(Duration.ofMinutes(70));
        assertThat(lambda.moves).hasSize(10).last().isEqualTo("2{}");
        assertThat(info(id).status()).isEqualTo(DeploymentStatus.SUCCEEDED);
    }

    @Test
    void a_process_that_ends_while_a_hook_runs_still_hears_its_verdict() {
        String id = start(group -> {}, "CodeDeployDefault.LambdaAllAtOnce", "BeforeAllowTraffic: check");
        pass(Duration.ofSeconds(10));
        assertThat(lambda.hooks).hasSize(1);
        reopen(Duration.ofMinutes(5));
        pass(Duration.ofSeconds(10));
        assertThat(lambda.hooks).hasSize(1);

        String execution = lambda.hooks.get(0).replaceAll(".*ExecutionId\":\"([^\"]+)\".*", "$1");
        deploy.putLifecycleEventHookExecutionStatus(r ->
                r.deploymentId(id).lifecycleEventHookExecutionId(execution).status(LifecycleEventStatus.SUCCEEDED));
        pass(Duration.ofSeconds(10));
        assertThat(info(id).status()).isEqualTo(DeploymentStatus.SUCCEEDED);
    }

    @Test
    void a_hook_that_hangs_over_the_end_of_a_process_fails_its_deployment_when_its_hour_is_over() {
        String id = start(group -> {}, "CodeDeployDefault.LambdaAllAtOnce", "AfterAllowTraffic: check");
        pass(Duration.ofMinutes(1));
        assertThat(lambda.moves).containsExactly("2{}");
        reopen(Duration.ofHours(2));
        pass(Duration.ofSeconds(10));

        assertThat(info(id).status()).isEqualTo(DeploymentStatus.FAILED);
        assertThat(lambda.moves).containsExactly("2{}", "1{}");
    }

    @Test
    void what_lambda_cannot_do_for_a_moment_is_tried_again() {
        lambda.broken.set(true);
        String id = start(group -> {}, "CodeDeployDefault.LambdaAllAtOnce");
        pass(Duration.ofMinutes(1));
        assertThat(info(id).status()).isEqualTo(DeploymentStatus.IN_PROGRESS);
        lambda.broken.set(false);
        pass(Duration.ofMinutes(1));
        assertThat(info(id).status()).isEqualTo(DeploymentStatus.SUCCEEDED);
    }
}
