package io.devopslab.cloud.service.codedeploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.devopslab.aws.Clients;
import io.devopslab.cloud.service.codedeploy.CodeDeployFixture.Shop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.codedeploy.model.AutoRollbackEvent;
import software.amazon.awssdk.services.codedeploy.model.BundleType;
import software.amazon.awssdk.services.codedeploy.model.DeploymentCreator;
import software.amazon.awssdk.services.codedeploy.model.DeploymentInfo;
import software.amazon.awssdk.services.codedeploy.model.DeploymentLimitExceededException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentStatus;
import software.amazon.awssdk.services.codedeploy.model.ErrorCode;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEventAlreadyCompletedException;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEventStatus;
import software.amazon.awssdk.services.codedeploy.model.RevisionLocationType;
import software.amazon.awssdk.services.codedeploy.model.TargetStatus;
import software.amazon.awssdk.services.s3.S3Client;

/** What CodeDeploy does with functions, which really run. */
abstract class CodeDeployContract {

    private static final String CANARY = "CodeDeployDefault.LambdaCanary10Percent5Minutes";
    private static final String PRINTS = "def handler(event, context):\n    print(event)\n";

    abstract Clients clients();

    /** Lets that much of the cloud's time pass. */
    abstract void pass(Duration duration);

    @BeforeAll
    static void needPython() {
        assumeThat(Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(entry -> Files.isExecutable(Path.of(entry, "python3"))))
                .as("python3 is installed")
                .isTrue();
    }

    private CodeDeployFixture shops() {
        return new CodeDeployFixture(clients(), this::pass);
    }

    @Test
    void a_canary_sends_a_tenth_of_the_calls_to_the_new_version_and_then_all() {
        CodeDeployFixture shops = shops();
        Shop shop = shops.shop(group -> group.deploymentConfigName(CANARY));
        String id = shops.start(shop, r -> r.description("the canary"));

        pass(Duration.ofSeconds(30));
        assertThat(shops.traffic(shop)).isEqualTo("1 2=0.1");
        assertThat(shops.deployment(id)).satisfies(info -> {
            assertThat(info.status()).isEqualTo(DeploymentStatus.IN_PROGRESS);
            assertThat(info.creator()).isEqualTo(DeploymentCreator.USER);
            assertThat(info.description()).isEqualTo("the canary");
            assertThat(info.deploymentOverview().inProgress()).isEqualTo(1);
        });
        List<String> answers =
                IntStream.range(0, 80).mapToObj(call -> shops.call(shop)).toList();
        assertThat(answers).filteredOn("2"::equals).hasSizeBetween(1, 25);
        assertThat(answers).filteredOn("1"::equals).hasSizeGreaterThan(50);

        pass(Duration.ofMinutes(4));
        assertThat(shops.traffic(shop)).isEqualTo("1 2=0.1");
        pass(Duration.ofMinutes(1));
        assertThat(shops.traffic(shop)).isEqualTo("2");
        assertThat(shops.call(shop)).isEqualTo("2");
        assertThat(shops.deployment(id).status()).isEqualTo(DeploymentStatus.SUCCEEDED);
        assertThat(shops.events(id))
                .containsExactly(
                        Map.entry("AfterAllowTraffic", "Succeeded"),
                        Map.entry("AllowTraffic", "Succeeded"),
                        Map.entry("BeforeAllowTraffic", "Succeeded"));
        assertThat(shops.target(id)).satisfies(target -> {
            assertThat(target.status()).isEqualTo(TargetStatus.SUCCEEDED);
            assertThat(target.lambdaFunctionInfo().targetVersionWeight()).isEqualTo(1.0);
            assertThat(target.lambdaFunctionInfo().functionAlias()).isEqualTo("live");
        });
    }

    @Test
    void a_linear_deployment_moves_the_traffic_step_by_step() {
        CodeDeployFixture shops = shops();
        String config = CodeDeployFixture.name("config");
        shops.deploy().createDeploymentConfig(r -> r.deploymentConfigName(config)
                .computePlatform("Lambda")
                .trafficRoutingConfig(t -> t.type("TimeBasedLinear")
                        .timeBasedLinear(l -> l.linearPercentage(40).linearInterval(2))));
        Shop shop = shops.shop(group -> {});
        String id = shops.start(shop, r -> r.deploymentConfigName(config));

        pass(Duration.ofSeconds(1));
        assertThat(shops.traffic(shop)).isEqualTo("1 2=0.4");
        pass(Duration.ofMinutes(2));
        assertThat(shops.traffic(shop)).isEqualTo("1 2=0.8");
        pass(Duration.ofMinutes(2));
        assertThat(shops.traffic(shop)).isEqualTo("2");
        assertThat(shops.deployment(id).deploymentConfigName()).isEqualTo(config);
    }

    @Test
    void a_group_has_one_deployment_at_a_time_and_remembers_the_last() {
        CodeDeployFixture shops = shops();
        Shop shop = shops.shop(group -> group.deploymentConfigName(CANARY));
        String id = shops.start(shop, r -> {});

        assertThatThrownBy(() -> shops.start(shop, r -> {}))
                .isInstanceOf(DeploymentLimitExceededException.class)
                .hasMessageContaining(id);
        pass(Duration.ofMinutes(6));
        assertThat(shops.deploy()
                        .getDeploymentGroup(
                                r -> r.applicationName(shop.application()).deploymentGroupName("group"))
                        .deploymentGroupInfo())
                .satisfies(group -> {
                    assertThat(group.lastSuccessfulDeployment().deploymentId()).isEqualTo(id);
                    assertThat(group.lastAttemptedDeployment().status()).isEqualTo(DeploymentStatus.SUCCEEDED);
                    assertThat(group.targetRevision().revisionType()).isEqualTo(RevisionLocationType.APP_SPEC_CONTENT);
                });
        assertThat(shops.deploy()
                        .listDeployments(r -> r.applicationName(shop.application())
                                .deploymentGroupName("group")
                                .includeOnlyStatuses(DeploymentStatus.SUCCEEDED))
                        .deployments())
                .containsExactly(id);
    }

    @Test
    void hooks_are_told_who_asks_and_decide() {
        CodeDeployFixture shops = shops();
        String before = shops.function(PRINTS);
        String after = shops.function(PRINTS);
        Shop shop = shops.shop(group -> {});
        String id = shops.start(shop, r -> {}, "BeforeAllowTraffic: " + before, "AfterAllowTraffic: " + after);

        pass(Duration.ofMinutes(10));
        assertThat(shops.traffic(shop)).isEqualTo("1");
        assertThat(shops.events(id)).containsEntry("BeforeAllowTraffic", "InProgress");
        String execution = shops.executions(before).get(0);
        report(shops, id, execution, LifecycleEventStatus.SUCCEEDED);
        pass(Duration.ofMinutes(1));
        assertThat(shops.traffic(shop)).isEqualTo("2");
        assertThatThrownBy(() -> report(shops, id, execution, LifecycleEventStatus.FAILED))
                .isInstanceOf(LifecycleEventAlreadyCompletedException.class);

        report(shops, id, shops.executions(after).get(0), LifecycleEventStatus.SUCCEEDED);
        pass(Duration.ofSeconds(1));
        assertThat(shops.deployment(id).status()).isEqualTo(DeploymentStatus.SUCCEEDED);
    }

    private static void report(CodeDeployFixture shops, String id, String execution, LifecycleEventStatus status) {
        shops.deploy().putLifecycleEventHookExecutionStatus(r -> r.deploymentId(id)
                .lifecycleEventHookExecutionId(execution)
                .status(status));
    }

    @Test
    void a_failed_hook_fails_the_deployment_and_rolls_it_back() {
        CodeDeployFixture shops = shops();
        String after = shops.function(PRINTS);
        Shop shop = shops.shop(group ->
                group.autoRollbackConfiguration(a -> a.enabled(true).events(AutoRollbackEvent.DEPLOYMENT_FAILURE)));
        String id = shops.start(shop, r -> {}, "AfterAllowTraffic: " + after);

        pass(Duration.ofSeconds(10));
        assertThat(shops.traffic(shop)).isEqualTo("2");
        report(shops, id, shops.executions(after).get(0), LifecycleEventStatus.FAILED);
        pass(Duration.ofSeconds(10));

        DeploymentInfo failed = shops.deployment(id);
        assertThat(failed.status()).isEqualTo(DeploymentStatus.FAILED);
        assertThat(failed.errorInformation().code()).isEqualTo(ErrorCode.HOOK_EXECUTION_FAILURE);
        assertThat(failed.errorInformation().message())
                .isEqualTo("The deployment failed because one or more of the lifecycle event validation functions"
                        + " failed.");
        assertThat(shops.events(id)).containsEntry("AfterAllowTraffic", "Failed");
        DeploymentInfo rollback = shops.deployment(failed.rollbackInfo().rollbackDeploymentId());
        assertThat(rollback.creator()).isEqualTo(DeploymentCreator.CODE_DEPLOY_ROLLBACK);
        assertThat(rollback.status()).isEqualTo(DeploymentStatus.SUCCEEDED);
        assertThat(rollback.rollbackInfo().rollbackTriggeringDeploymentId()).isEqualTo(id);
        assertThat(shops.traffic(shop)).isEqualTo("1");
    }

    @Test
    void a_hook_that_throws_reports_nothing_and_its_time_runs_out_after_an_hour() {
        CodeDeployFixture shops = shops();
        String hook = shops.function("def handler(event, context):\n    raise Exception('no')\n");
        Shop shop = shops.shop(group -> {});
        String id = shops.start(shop, r -> {}, "BeforeAllowTraffic: " + hook);

        pass(Duration.ofMinutes(59));
        assertThat(shops.deployment(id).status()).isEqualTo(DeploymentStatus.IN_PROGRESS);
        pass(Duration.ofMinutes(2));
        DeploymentInfo failed = shops.deployment(id);
        assertThat(failed.status()).isEqualTo(DeploymentStatus.FAILED);
        assertThat(failed.errorInformation().message()).contains("timed out while waiting for a status callback");
        assertThat(shops.events(id)).containsEntry("AllowTraffic", "Skipped");
        assertThat(shops.traffic(shop)).isEqualTo("1");
    }

    @Test
    void a_stopped_deployment_leaves_the_traffic_or_takes_it_back_as_asked() {
        CodeDeployFixture shops = shops();
        Shop shop = shops.shop(group -> group.deploymentConfigName(CANARY));
        String left = shops.start(shop, r -> {});
        pass(Duration.ofSeconds(10));
        assertThat(shops.deploy().stopDeployment(r -> r.deploymentId(left)).statusAsString())
                .isEqualTo("Succeeded");
        pass(Duration.ofMinutes(10));
        assertThat(shops.deployment(left)).satisfies(info -> {
            assertThat(info.status()).isEqualTo(DeploymentStatus.STOPPED);
            assertThat(info.errorInformation().code()).isEqualTo(ErrorCode.MANUAL_STOP);
            assertThat(info.rollbackInfo()).isNull();
        });
        assertThat(shops.traffic(shop)).isEqualTo("1 2=0.1");

        // An alias that is left on two versions is in the way of the next deployment.
        String refused = shops.start(shop, r -> {});
        pass(Duration.ofSeconds(10));
        assertThat(shops.deployment(refused).errorInformation().code())
                .isEqualTo(ErrorCode.INVALID_LAMBDA_CONFIGURATION);
        assertThat(shops.traffic(shop)).isEqualTo("1 2=0.1");
        shops.settle(shop);

        String taken = shops.start(shop, r -> {});
        pass(Duration.ofSeconds(10));
        shops.deploy().stopDeployment(r -> r.deploymentId(taken).autoRollbackEnabled(true));
        pass(Duration.ofSeconds(10));
        assertThat(shops.traffic(shop)).isEqualTo("1");
        assertThat(shops.events(taken))
                .containsEntry("AllowTraffic", "Failed")
                .containsEntry("AfterAllowTraffic", "Skipped");
    }

    @Test
    void traffic_cannot_go_in_steps_from_a_version_to_itself() {
        CodeDeployFixture shops = shops();
        Shop shop = shops.shop(group -> group.deploymentConfigName(CANARY));
        String same = CodeDeployFixture.appSpec(shop.function()).replace("TargetVersion: 2", "TargetVersion: 1");
        String steps = shops.start(shop, r -> r.revision(CodeDeployFixture.content(same)));
        pass(Duration.ofSeconds(10));
        assertThat(shops.deployment(steps).errorInformation().code()).isEqualTo(ErrorCode.INVALID_LAMBDA_CONFIGURATION);
        String whole = shops.start(shop, r -> r.revision(CodeDeployFixture.content(same))
                .deploymentConfigName("CodeDeployDefault.LambdaAllAtOnce"));
        pass(Duration.ofSeconds(10));
        assertThat(shops.deployment(whole).status()).isEqualTo(DeploymentStatus.SUCCEEDED);
    }

    @Test
    void revisions_come_from_s3_or_text_and_are_remembered() {
        CodeDeployFixture shops = shops();
        Shop shop = shops.shop(group -> {});
        String bucket = CodeDeployFixture.name("revisions");
        S3Client s3 = clients().get(S3Client.class);
        s3.createBucket(r -> r.bucket(bucket).createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
        s3.putObject(
                r -> r.bucket(bucket).key("appspec.yaml"),
                RequestBody.fromString(CodeDeployFixture.appSpec(shop.function())));
        String id = shops.start(
                shop,
                r -> r.revision(location -> location.revisionType(RevisionLocationType.S3)
                        .s3Location(o -> o.bucket(bucket).key("appspec.yaml").bundleType(BundleType.YAML))));

        pass(Duration.ofSeconds(10));
        assertThat(shops.deployment(id).status()).isEqualTo(DeploymentStatus.SUCCEEDED);
        assertThat(shops.deploy()
                        .listApplicationRevisions(r -> r.applicationName(shop.application()))
                        .revisions())
                .singleElement()
                .satisfies(revision -> assertThat(revision.s3Location().key()).isEqualTo("appspec.yaml"));
    }

    @Test
    void what_cannot_be_deployed_fails_with_the_reason() {
        CodeDeployFixture shops = shops();
        Shop shop = shops.shop(group -> {});
        String nonsense = shops.start(shop, r -> r.revision(CodeDeployFixture.content("version: 1.0")));
        pass(Duration.ofSeconds(10));
        assertThat(shops.deployment(nonsense).errorInformation().code()).isEqualTo(ErrorCode.INVALID_REVISION);

        String missing =
                shops.start(shop, r -> r.revision(CodeDeployFixture.content(CodeDeployFixture.appSpec("nothing"))));
        pass(Duration.ofSeconds(10));
        assertThat(shops.deployment(missing).errorInformation().code()).isEqualTo(ErrorCode.INVALID_LAMBDA_FUNCTION);
    }
}
