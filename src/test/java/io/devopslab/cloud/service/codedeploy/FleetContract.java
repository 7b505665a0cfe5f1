package io.devopslab.cloud.service.codedeploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.Needs;
import io.devopslab.aws.Clients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codedeploy.model.AutoRollbackEvent;
import software.amazon.awssdk.services.codedeploy.model.DeploymentStatus;
import software.amazon.awssdk.services.codedeploy.model.ErrorCode;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEventStatus;
import software.amazon.awssdk.services.codedeploy.model.TargetStatus;

/** What CodeDeploy does with instances of EC2 behind a load balancer, in place. */
abstract class FleetContract {

    private static final String HALF = "CodeDeployDefault.HalfAtATime";

    abstract Clients clients();

    /** Lets that much of the cloud's time pass. */
    abstract void pass(Duration duration);

    private FleetFixture fleet() {
        Needs.program("python3");
        return new FleetFixture(clients(), this::pass, 10);
    }

    @Test
    void half_at_a_time_no_request_is_lost_not_even_by_a_rollback() throws Exception {
        FleetFixture fleet = fleet();
        List<String> hosts = fleet.instances("blue", 4);
        fleet.group("group", g -> g.deploymentConfigName(HALF)
                .autoRollbackConfiguration(a -> a.enabled(true).events(AutoRollbackEvent.DEPLOYMENT_FAILURE)));
        String first = fleet.start("group", fleet.bundle("one", Map.of()), r -> {});
        pass(Duration.ofMinutes(1));
        assertThat(fleet.deployment(first).status())
                .as(fleet.target(first, hosts.get(0)).toString())
                .isEqualTo(DeploymentStatus.SUCCEEDED);
        assertThat(fleet.registered().keySet()).containsExactlyInAnyOrderElementsOf(hosts);
        assertThat(fleet.ask()).isEqualTo("200 one");

        FleetFixture.Browser browser = fleet.browser();
        String second = fleet.start("group", fleet.bundle("two", Map.of()), r -> {});
        pass(Duration.ofMinutes(1));
        assertThat(fleet.deployment(second).status()).isEqualTo(DeploymentStatus.SUCCEEDED);
        assertThat(fleet.ask()).isEqualTo("200 two");
        assertThat(hosts)
                .allSatisfy(
                        host -> assertThat(fleet.target(second, host).status()).isEqualTo(TargetStatus.SUCCEEDED));
        String third =
                fleet.start("group", fleet.bundle("three", Map.of("ValidateService", "#!/bin/sh\nexit 1\n")), r -> {});
        pass(Duration.ofMinutes(2));
        Map<String, Integer> answers = browser.close();

        assertThat(fleet.deployment(third).status()).isEqualTo(DeploymentStatus.FAILED);
        String rollback = fleet.deployment(third).rollbackInfo().rollbackDeploymentId();
        assertThat(fleet.deployment(rollback).status()).isEqualTo(DeploymentStatus.SUCCEEDED);
        assertThat(answers.keySet())
                .as(answers.toString())
                .isSubsetOf("200 one", "200 two")
                .contains("200 two");
        assertThat(fleet.events(second, hosts.get(0)))
                .as(fleet.target(second, hosts.get(0)).toString())
                .containsExactly(
                        "BeforeBlockTraffic Succeeded",
                        "BlockTraffic Succeeded",
                        "AfterBlockTraffic Succeeded",
                        "ApplicationStop Succeeded",
                        "DownloadBundle Succeeded",
                        "BeforeInstall Succeeded",
                        "Install Succeeded",
                        "AfterInstall Succeeded",
                        "ApplicationStart Succeeded",
                        "ValidateService Succeeded",
                        "BeforeAllowTraffic Succeeded",
                        "AllowTraffic Succeeded",
                        "AfterAllowTraffic Succeeded");
        // Draining takes what the target group says, and never are more than two out of service.
        var block = fleet.event(second, hosts.get(0), "BlockTraffic");
        assertThat(Duration.between(block.startTime(), block.endTime()))
                .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(13));
        assertThat(fleet.registered()).hasSize(4).allSatisfy((id, state) -> assertThat(state)
                .isEqualTo("healthy"));
    }

    @Test
    void an_instance_that_never_becomes_healthy_fails_after_an_hour() {
        FleetFixture fleet = fleet();
        String host = fleet.instances("blue", 1).get(0);
        fleet.group("group", g -> {});
        fleet.elb().modifyTargetGroup(r -> r.targetGroupArn(fleet.targetGroup).healthCheckPath("/no/such/page"));
        String id = fleet.start("group", fleet.bundle("one", Map.of()), r -> {});
        pass(Duration.ofMinutes(50));
        assertThat(fleet.event(id, host, "AllowTraffic").status()).isEqualTo(LifecycleEventStatus.IN_PROGRESS);
        pass(Duration.ofMinutes(20));
        assertThat(fleet.deployment(id).errorInformation().code()).isEqualTo(ErrorCode.HEALTH_CONSTRAINTS);
        assertThat(fleet.event(id, host, "AllowTraffic").diagnostics().message())
                .contains("did not become healthy")
                .contains("Health checks failed with these codes: [404]");
        assertThat(fleet.event(id, host, "AfterAllowTraffic").status()).isEqualTo(LifecycleEventStatus.SKIPPED);
    }

    @Test
    void an_instance_that_is_stopped_fails_and_the_others_go_on() {
        FleetFixture fleet = fleet();
        List<String> hosts = fleet.instances("blue", 2);
        fleet.group("group", g -> g.deploymentConfigName("CodeDeployDefault.AllAtOnce"));
        fleet.register(hosts);
        String id = fleet.start("group", fleet.bundle("one", Map.of()), r -> {});
        // It is being drained: that takes ten seconds.
        pass(Duration.ofSeconds(5));
        fleet.ec2().stopInstances(r -> r.instanceIds(hosts.get(1)));
        pass(Duration.ofMinutes(2));
        assertThat(fleet.target(id, hosts.get(0)).status()).isEqualTo(TargetStatus.SUCCEEDED);
        assertThat(fleet.target(id, hosts.get(1)).status()).isEqualTo(TargetStatus.IN_PROGRESS);
        pass(Duration.ofMinutes(5));
        assertThat(fleet.deployment(id).status()).isEqualTo(DeploymentStatus.SUCCEEDED);
        assertThat(fleet.target(id, hosts.get(1)).status()).isEqualTo(TargetStatus.FAILED);
        assertThat(fleet.event(id, hosts.get(1), "AfterBlockTraffic")
                        .diagnostics()
                        .message())
                .startsWith("CodeDeploy agent was not able to receive the lifecycle event.");
    }

    @Test
    void what_a_group_asks_of_its_load_balancer_must_be_there() {
        FleetFixture fleet = fleet();
        fleet.instances("blue", 1);
        fleet.group("group", g -> g.loadBalancerInfo(b -> b.targetGroupInfoList(t -> t.name("no-such-group"))));
        String id = fleet.start("group", fleet.bundle("one", Map.of()), r -> {});
        pass(Duration.ofMinutes(1));
        assertThat(fleet.deployment(id).errorInformation().code()).isEqualTo(ErrorCode.ELASTIC_LOAD_BALANCING_INVALID);
        assertThat(fleet.deployment(id).errorInformation().message()).contains("no-such-group");
    }

    @Test
    void scripts_run_on_the_instance_and_end_with_it() {
        FleetFixture fleet = fleet();
        String host = fleet.instances("blue", 1).get(0);
        fleet.group("group", g -> {});
        String id = fleet.start("group", fleet.bundle("one", Map.of()), r -> {});
        pass(Duration.ofMinutes(5));
        assertThat(fleet.deployment(id).status()).isEqualTo(DeploymentStatus.SUCCEEDED);
        assertThat(fleet.ask()).isEqualTo("200 one");
        fleet.ec2().terminateInstances(r -> r.instanceIds(host));
        pass(Duration.ofSeconds(10));
        assertThat(fleet.ask()).startsWith("50");
        String none = fleet.start("group", fleet.bundle("two", Map.of()), r -> {});
        pass(Duration.ofMinutes(1));
        assertThat(fleet.deployment(none).errorInformation().code()).isEqualTo(ErrorCode.NO_INSTANCES);
    }
}
