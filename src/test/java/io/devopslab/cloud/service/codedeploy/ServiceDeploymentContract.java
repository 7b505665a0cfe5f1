package io.devopslab.cloud.service.codedeploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.aws.Clients;
import io.devopslab.cloud.service.ecs.EcsFixture;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.codedeploy.model.Alarm;
import software.amazon.awssdk.services.codedeploy.model.AutoRollbackEvent;
import software.amazon.awssdk.services.codedeploy.model.DeploymentCreator;
import software.amazon.awssdk.services.codedeploy.model.DeploymentInfo;
import software.amazon.awssdk.services.codedeploy.model.DeploymentIsNotInReadyStateException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentStatus;
import software.amazon.awssdk.services.codedeploy.model.DeploymentWaitType;
import software.amazon.awssdk.services.codedeploy.model.ECSTaskSet;
import software.amazon.awssdk.services.codedeploy.model.EcsServiceMappingLimitExceededException;
import software.amazon.awssdk.services.codedeploy.model.ErrorCode;
import software.amazon.awssdk.services.codedeploy.model.InvalidDeploymentStyleException;
import software.amazon.awssdk.services.codedeploy.model.InvalidEcsServiceException;
import software.amazon.awssdk.services.codedeploy.model.InvalidLoadBalancerInfoException;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEventStatus;
import software.amazon.awssdk.services.codedeploy.model.TargetStatus;

/** What CodeDeploy does to services of ECS, whoever implements it. */
abstract class ServiceDeploymentContract {

    private static final AutoRollbackEvent[] ALWAYS = {
        AutoRollbackEvent.DEPLOYMENT_FAILURE,
        AutoRollbackEvent.DEPLOYMENT_STOP_ON_ALARM,
        AutoRollbackEvent.DEPLOYMENT_STOP_ON_REQUEST
    };

    private static final String CANARY = "CodeDeployDefault.ECSCanary10Percent5Minutes";

    abstract Clients clients();

    abstract void pass(Duration duration);

    private ServiceFixture shop() {
        return new ServiceFixture(clients(), this::pass);
    }

    @Test
    void all_at_once_replaces_the_task_set_and_ends_the_original_one() {
        ServiceFixture shop = shop();
        shop.group(g -> {});
        assertThat(shop.site.askListener(shop.prod)).isEqualTo("200 blue");
        String id = shop.start(r -> {});

        pass(Duration.ofMinutes(1));
        assertThat(shop.site.askListener(shop.prod)).isEqualTo("200 green");
        assertThat(shop.deployment(id).status()).isEqualTo(DeploymentStatus.IN_PROGRESS);
        assertThat(shop.deployment(id).instanceTerminationWaitTimeStarted()).isTrue();
        assertThat(shop.runningTasks()).isEqualTo(4);
        assertThat(shop.weights(id)).isEqualTo(Map.of("Blue", 0.0, "Green", 100.0));

        pass(Duration.ofMinutes(6));
        assertThat(shop.deployment(id).status()).isEqualTo(DeploymentStatus.SUCCEEDED);
        assertThat(shop.runningTasks()).isEqualTo(2);
        assertThat(shop.site.describe(shop.service).taskDefinition()).isEqualTo(shop.greenDefinition);
        assertThat(shop.site.describe(shop.service).taskSets()).singleElement().satisfies(set -> {
            assertThat(set.status()).isEqualTo("PRIMARY");
            assertThat(set.externalId()).isEqualTo(id);
            assertThat(set.startedBy()).isEqualTo("CODE_DEPLOY");
        });
        assertThat(shop.events(id))
                .containsExactly(
                        "BeforeInstall Succeeded",
                        "Install Succeeded",
                        "AfterInstall Succeeded",
                        "BeforeAllowTraffic Succeeded",
                        "AllowTraffic Succeeded",
                        "AfterAllowTraffic Succeeded");
        assertThat(shop.target(id).status()).isEqualTo(TargetStatus.SUCCEEDED);
        assertThat(shop.target(id).targetArn()).endsWith("service/" + shop.site.cluster + "/" + shop.service);
    }

    @Test
    void a_second_deployment_goes_back_to_the_first_target_group() {
        ServiceFixture shop = shop();
        shop.group(g -> {});
        shop.start(r -> {});
        pass(Duration.ofMinutes(10));
        String third = shop.site.definition(shop.family, "serves/third");
        String id = shop.startWith(ServiceFixture.appSpec(third), r -> {});
        pass(Duration.ofMinutes(10));
        assertThat(shop.deployment(id).status()).isEqualTo(DeploymentStatus.SUCCEEDED);
        assertThat(shop.answers(shop.prod)).isEqualTo(Map.of("200 third", 100));
        assertThat(shop.target(id).taskSetsInfo())
                .filteredOn(set -> set.taskSetLabelAsString().equals("Green"))
                .extracting(set -> set.targetGroup().name())
                .containsExactly(shop.blueGroup);
    }

    @Test
    void a_canary_is_seen_through_the_listener() {
        ServiceFixture shop = shop();
        shop.group(g -> g.deploymentConfigName(CANARY));
        String id = shop.start(r -> {});
        pass(Duration.ofMinutes(1));
        assertThat(shop.weights(id)).isEqualTo(Map.of("Blue", 90.0, "Green", 10.0));
        Map<String, Integer> split = shop.answers(shop.prod);
        assertThat(split.keySet()).containsExactlyInAnyOrder("200 blue", "200 green");
        assertThat(split.get("200 green")).isBetween(1, 30);

        pass(Duration.ofMinutes(5));
        assertThat(shop.weights(id)).isEqualTo(Map.of("Blue", 0.0, "Green", 100.0));
        assertThat(shop.answers(shop.prod)).isEqualTo(Map.of("200 green", 100));
    }

    @Test
    void a_linear_shift_takes_ten_steps() {
        ServiceFixture shop = shop();
        shop.group(g -> g.deploymentConfigName("CodeDeployDefault.ECSLinear10PercentEvery1Minutes"));
        String id = shop.start(r -> {});
        pass(Duration.ofSeconds(50));
        double before = shop.weights(id).get("Green");
        pass(Duration.ofMinutes(3));
        assertThat(shop.weights(id).get("Green")).isEqualTo(before + 30);
        pass(Duration.ofMinutes(20));
        assertThat(shop.deployment(id).status()).isEqualTo(DeploymentStatus.SUCCEEDED);
    }

    @Test
    void no_request_is_lost_while_the_traffic_moves() throws InterruptedException {
        ServiceFixture shop = shop();
        shop.group(g -> g.deploymentConfigName(CANARY));
        String address = shop.site.address(shop.prod);
        Map<String, Integer> answers = new ConcurrentHashMap<>();
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService browser = Executors.newFixedThreadPool(2);
        for (int i = 0; i < 2; i++) {
            browser.execute(() -> {
                while (!over.get()) {
                    answers.merge(EcsFixture.ask(address), 1, Integer::sum);
                }
            });
        }
        String id = shop.start(r -> {});
        for (int i = 0; i < 30; i++) {
            pass(Duration.ofSeconds(30));
        }
        over.set(true);
        browser.shutdown();
        assertThat(browser.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(shop.deployment(id).status()).isEqualTo(DeploymentStatus.SUCCEEDED);
        assertThat(answers.keySet()).isSubsetOf("200 blue", "200 green").contains("200 green");
    }

    @Test
    void hooks_validate_in_aws_s_order_and_test_traffic_comes_first() {
        ServiceFixture shop = shop();
        shop.testedGroup(g -> {});
        String before = shop.hook();
        String afterTest = shop.hook();
        String id = shop.start(r -> {}, "BeforeInstall: " + before, "AfterAllowTestTraffic: " + afterTest);

        pass(Duration.ofMinutes(1));
        assertThat(shop.runningTasks()).isEqualTo(2);
        assertThat(shop.wasCalled(before)).isTrue();
        shop.report(id, before, LifecycleEventStatus.SUCCEEDED);
        pass(Duration.ofMinutes(1));
        assertThat(shop.site.askListener(shop.test)).isEqualTo("200 green");
        assertThat(shop.site.askListener(shop.prod)).isEqualTo("200 blue");
        assertThat(shop.events(id))
                .containsExactly(
                        "BeforeInstall Succeeded",
                        "Install Succeeded",
                        "AfterInstall Succeeded",
                        "AllowTestTraffic Succeeded",
                        "AfterAllowTestTraffic InProgress",
                        "BeforeAllowTraffic Pending",
                        "AllowTraffic Pending",
                        "AfterAllowTraffic Pending");
        shop.report(id, afterTest, LifecycleEventStatus.SUCCEEDED);
        pass(Duration.ofMinutes(1));
        assertThat(shop.site.askListener(shop.prod)).isEqualTo("200 green");
    }

    @Test
    void a_hook_that_fails_rolls_everything_back() {
        ServiceFixture shop = shop();
        shop.testedGroup(g -> g.autoRollbackConfiguration(a -> a.enabled(true).events(ALWAYS)));
        String after = shop.hook();
        String id = shop.start(r -> {}, "AfterAllowTraffic: " + after);
        pass(Duration.ofMinutes(1));
        assertThat(shop.site.askListener(shop.prod)).isEqualTo("200 green");
        shop.report(id, after, LifecycleEventStatus.FAILED);
        pass(Duration.ofMinutes(1));

        assertThat(shop.deployment(id).status()).isEqualTo(DeploymentStatus.FAILED);
        assertThat(shop.deployment(id).errorInformation().code()).isEqualTo(ErrorCode.HOOK_EXECUTION_FAILURE);
        assertIsBack(shop, id);
    }

    /** The rollback has ended well, and the service is as it was. */
    private void assertIsBack(ServiceFixture shop, String id) {
        DeploymentInfo rollback =
                shop.deployment(shop.deployment(id).rollbackInfo().rollbackDeploymentId());
        assertThat(rollback.status()).isEqualTo(DeploymentStatus.SUCCEEDED);
        assertThat(rollback.creator()).isEqualTo(DeploymentCreator.CODE_DEPLOY_ROLLBACK);
        assertThat(shop.answers(shop.prod)).isEqualTo(Map.of("200 blue", 100));
        assertThat(shop.site.askListener(shop.test)).isEqualTo("200 blue");
        assertThat(shop.site.describe(shop.service).taskDefinition()).isEqualTo(shop.blueDefinition);
        assertThat(shop.site.describe(shop.service).taskSets())
                .singleElement()
                .satisfies(set -> assertThat(set.status()).isEqualTo("PRIMARY"));
        assertThat(shop.runningTasks()).isEqualTo(2);
    }

    @Test
    void an_alarm_takes_a_canary_back() {
        ServiceFixture shop = shop();
        CloudWatchClient cloudWatch = clients().get(CloudWatchClient.class);
        String alarm = CodeDeployFixture.name("alarm");
        cloudWatch.putMetricAlarm(r -> r.alarmName(alarm)
                .namespace("shop")
                .metricName("errors")
                .statistic("Sum")
                .period(60)
                .evaluationPeriods(1)
                .threshold(0.0)
                .treatMissingData("ignore")
                .comparisonOperator("GreaterThanThreshold"));
        shop.group(g -> g.deploymentConfigName(CANARY)
                .alarmConfiguration(
                        a -> a.enabled(true).alarms(Alarm.builder().name(alarm).build()))
                .autoRollbackConfiguration(a -> a.enabled(true).events(ALWAYS)));
        String id = shop.start(r -> {});
        pass(Duration.ofMinutes(1));
        assertThat(shop.answers(shop.prod)).containsKey("200 green");
        cloudWatch.setAlarmState(
                r -> r.alarmName(alarm).stateValue(StateValue.ALARM).stateReason("a test"));
        pass(Duration.ofMinutes(1));
        assertThat(shop.deployment(id).status()).isEqualTo(DeploymentStatus.STOPPED);
        assertThat(shop.deployment(id).errorInformation().code()).isEqualTo(ErrorCode.ALARM_ACTIVE);
        assertIsBack(shop, id);
    }

    @Test
    void a_stop_leaves_the_traffic_where_it_is_unless_a_rollback_is_asked_for() {
        ServiceFixture shop = shop();
        shop.group(g -> g.deploymentConfigName(CANARY));
        String left = shop.start(r -> {});
        pass(Duration.ofMinutes(1));
        shop.deploy().stopDeployment(r -> r.deploymentId(left).autoRollbackEnabled(false));
        pass(Duration.ofMinutes(10));
        assertThat(shop.deployment(left).status()).isEqualTo(DeploymentStatus.STOPPED);
        assertThat(shop.answers(shop.prod)).containsKeys("200 blue", "200 green");
        assertThat(shop.target(left).status()).isEqualTo(TargetStatus.FAILED);

        String next = shop.start(r -> {});
        pass(Duration.ofMinutes(1));
        assertThat(shop.deployment(next).errorInformation().code()).isEqualTo(ErrorCode.INVALID_ECS_SERVICE);
    }

    @Test
    void a_stop_with_a_rollback_gives_the_traffic_back() {
        ServiceFixture shop = shop();
        shop.group(g -> g.deploymentConfigName(CANARY));
        String id = shop.start(r -> {});
        pass(Duration.ofMinutes(1));
        shop.deploy().stopDeployment(r -> r.deploymentId(id).autoRollbackEnabled(true));
        pass(Duration.ofMinutes(1));
        assertThat(shop.deployment(id).status()).isEqualTo(DeploymentStatus.STOPPED);
        assertIsBack(shop, id);
        String again = shop.start(r -> {});
        pass(Duration.ofMinutes(15));
        assertThat(shop.deployment(again).status()).isEqualTo(DeploymentStatus.SUCCEEDED);
    }

    @Test
    void tasks_that_never_become_healthy_fail_the_deployment_after_an_hour() {
        ServiceFixture shop = shop();
        shop.group(g -> g.autoRollbackConfiguration(a -> a.enabled(true).events(ALWAYS)));
        String ill = shop.site.definition(shop.family, "ill/green");
        String id = shop.startWith(ServiceFixture.appSpec(ill), r -> {});
        pass(Duration.ofMinutes(30));
        assertThat(shop.answers(shop.prod)).isEqualTo(Map.of("200 blue", 100));
        assertThat(shop.events(id)).contains("Install InProgress");
        pass(Duration.ofMinutes(35));
        assertThat(shop.deployment(id).status()).isEqualTo(DeploymentStatus.FAILED);
        assertThat(shop.deployment(id).errorInformation().message())
                .isEqualTo("The deployment timed out while waiting for the replacement task set to become healthy."
                        + " This time out period is 60 minutes.");
        assertIsBack(shop, id);
    }

    @Test
    void traffic_waits_for_a_word_where_the_group_says_so() {
        ServiceFixture shop = shop();
        shop.group(g -> g.blueGreenDeploymentConfiguration(b -> b.deploymentReadyOption(
                        o -> o.actionOnTimeout("STOP_DEPLOYMENT").waitTimeInMinutes(30))
                .terminateBlueInstancesOnDeploymentSuccess(
                        o -> o.action("TERMINATE").terminationWaitTimeInMinutes(60))));
        String id = shop.start(r -> {});
        assertThatThrownBy(() -> shop.deploy().continueDeployment(r -> r.deploymentId(id)
                        .deploymentWaitType(DeploymentWaitType.TERMINATION_WAIT)))
                .isInstanceOf(DeploymentIsNotInReadyStateException.class);
        pass(Duration.ofMinutes(5));
        assertThat(shop.deployment(id).status()).isEqualTo(DeploymentStatus.READY);
        assertThat(shop.site.askListener(shop.prod)).isEqualTo("200 blue");
        shop.deploy().continueDeployment(r -> r.deploymentId(id).deploymentWaitType(DeploymentWaitType.READY_WAIT));
        pass(Duration.ofMinutes(1));
        assertThat(shop.site.askListener(shop.prod)).isEqualTo("200 green");
        assertThat(shop.runningTasks()).isEqualTo(4);
        shop.deploy()
                .continueDeployment(r -> r.deploymentId(id).deploymentWaitType(DeploymentWaitType.TERMINATION_WAIT));
        pass(Duration.ofMinutes(1));
        assertThat(shop.deployment(id).status()).isEqualTo(DeploymentStatus.SUCCEEDED);
        assertThat(shop.runningTasks()).isEqualTo(2);
    }

    @Test
    void a_deployment_that_nobody_lets_go_on_is_stopped() {
        ServiceFixture shop = shop();
        shop.group(g -> g.blueGreenDeploymentConfiguration(b -> b.deploymentReadyOption(
                        o -> o.actionOnTimeout("STOP_DEPLOYMENT").waitTimeInMinutes(30))
                .terminateBlueInstancesOnDeploymentSuccess(o -> o.action("TERMINATE"))));
        String id = shop.start(r -> {});
        pass(Duration.ofMinutes(40));
        assertThat(shop.deployment(id).status()).isEqualTo(DeploymentStatus.STOPPED);
        assertThat(shop.site.askListener(shop.prod)).isEqualTo("200 blue");

        // What it left has no traffic, and makes room for the next one.
        String next = shop.start(r -> {});
        pass(Duration.ofMinutes(5));
        assertThat(shop.deployment(next).status()).isEqualTo(DeploymentStatus.READY);
        assertThat(shop.target(next).taskSetsInfo())
                .extracting(ECSTaskSet::status)
                .contains("PRIMARY", "ACTIVE");
        assertThat(shop.runningTasks()).isEqualTo(4);
    }

    @Test
    void what_cannot_be_deployed_fails_and_says_why() {
        ServiceFixture shop = shop();
        shop.group(g -> {});
        assertFails(shop, "version: 0.0\nResources: []\n", ErrorCode.INVALID_REVISION);
        assertFails(
                shop,
                ServiceFixture.appSpec(shop.greenDefinition, "BeforeEverything: nobody"),
                ErrorCode.INVALID_REVISION);
        assertFails(shop, ServiceFixture.appSpec("nobody:7"), ErrorCode.ECS_UPDATE_ERROR);
        shop.site.elb().deleteListener(r -> r.listenerArn(shop.prod));
        assertFails(shop, ServiceFixture.appSpec(shop.greenDefinition), ErrorCode.ELASTIC_LOAD_BALANCING_INVALID);
        shop.site.ecs().deleteService(r -> r.cluster(shop.site.cluster)
                .service(shop.service)
                .force(true));
        assertFails(shop, ServiceFixture.appSpec(shop.greenDefinition), ErrorCode.INVALID_ECS_SERVICE);
    }

    private void assertFails(ServiceFixture shop, String appSpec, ErrorCode code) {
        String id = shop.startWith(appSpec, r -> {});
        pass(Duration.ofMinutes(1));
        assertThat(shop.deployment(id).status()).isEqualTo(DeploymentStatus.FAILED);
        assertThat(shop.deployment(id).errorInformation().code()).isEqualTo(code);
    }

    @Test
    void a_group_that_cannot_deploy_a_service_is_refused() {
        ServiceFixture shop = shop();
        assertThatThrownBy(() -> shop.group(g -> g.deploymentStyle(
                        s -> s.deploymentType("IN_PLACE").deploymentOption("WITHOUT_TRAFFIC_CONTROL"))))
                .isInstanceOf(InvalidDeploymentStyleException.class);
        assertThatThrownBy(() -> shop.group(g -> g.ecsServices(e -> e.serviceName("x"))))
                .isInstanceOf(InvalidEcsServiceException.class);
        assertThatThrownBy(() ->
                        shop.group(g -> g.loadBalancerInfo(b -> b.targetGroupInfoList(t -> t.name(shop.blueGroup)))))
                .isInstanceOf(InvalidLoadBalancerInfoException.class);
        shop.group(g -> {});
        assertThatThrownBy(() -> shop.group(g -> g.deploymentGroupName("another")))
                .isInstanceOf(EcsServiceMappingLimitExceededException.class);
    }
}
