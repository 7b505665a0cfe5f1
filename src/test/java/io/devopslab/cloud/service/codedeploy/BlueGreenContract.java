package io.devopslab.cloud.service.codedeploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.Needs;
import io.devopslab.aws.Clients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codedeploy.model.BlueGreenDeploymentConfiguration;
import software.amazon.awssdk.services.codedeploy.model.CreateDeploymentRequest;
import software.amazon.awssdk.services.codedeploy.model.DeploymentAlreadyCompletedException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentIsNotInReadyStateException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentStatus;
import software.amazon.awssdk.services.codedeploy.model.ErrorCode;
import software.amazon.awssdk.services.codedeploy.model.InvalidTargetInstancesException;
import software.amazon.awssdk.services.codedeploy.model.TargetFilterName;
import software.amazon.awssdk.services.codedeploy.model.TargetLabel;
import software.amazon.awssdk.services.codedeploy.model.TargetStatus;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** What CodeDeploy does when one fleet behind a load balancer replaces another. */
abstract class BlueGreenContract {

    private FleetFixture fleet;
    private List<String> blue;
    private List<String> green;

    abstract Clients clients();

    /** Lets that much of the cloud's time pass. */
    abstract void pass(Duration duration);

    /** A blue fleet of two that answers with one, and a green one that is empty. */
    private void fleets(Consumer<BlueGreenDeploymentConfiguration.Builder> configuration) {
        Needs.program("python3");
        fleet = new FleetFixture(clients(), this::pass, 10);
        blue = fleet.instances("blue", 2);
        green = fleet.instances("green", 2);
        fleet.group("group", g -> g.deploymentConfigName("CodeDeployDefault.AllAtOnce"));
        String id = fleet.start("group", fleet.bundle("one", Map.of()), r -> {});
        pass(Duration.ofMinutes(2));
        assertThat(fleet.deployment(id).status()).isEqualTo(DeploymentStatus.SUCCEEDED);
        fleet.deploy().updateDeploymentGroup(r -> r.applicationName(fleet.name)
                .currentDeploymentGroupName("group")
                .deploymentStyle(s -> s.deploymentType("BLUE_GREEN").deploymentOption("WITH_TRAFFIC_CONTROL"))
                .blueGreenDeploymentConfiguration(
                        c -> c.greenFleetProvisioningOption(g -> g.action("DISCOVER_EXISTING"))
                                .deploymentReadyOption(o -> o.actionOnTimeout("CONTINUE_DEPLOYMENT"))
                                .terminateBlueInstancesOnDeploymentSuccess(t -> t.action("KEEP_ALIVE"))
                                .applyMutation(configuration)));
    }

    private Consumer<CreateDeploymentRequest.Builder> to(String color) {
        return r -> r.targetInstances(t -> t.tagFilters(fleet.filter(color)));
    }

    private InstanceStateName state(String instance) {
        return fleet.ec2()
                .describeInstances(r -> r.instanceIds(instance))
                .reservations()
                .get(0)
                .instances()
                .get(0)
                .state()
                .name();
    }

    @Test
    void the_green_fleet_takes_the_traffic_over_and_a_second_deployment_takes_it_back() throws Exception {
        fleets(c -> {});
        FleetFixture.Browser browser = fleet.browser();
        String id = fleet.start("group", fleet.bundle("two", Map.of()), to("green"));
        pass(Duration.ofMinutes(3));
        assertThat(fleet.deployment(id).status()).isEqualTo(DeploymentStatus.SUCCEEDED);
        assertThat(fleet.registered().keySet()).containsExactlyInAnyOrderElementsOf(green);
        assertThat(fleet.ask()).isEqualTo("200 two");
        String back = fleet.start("group", fleet.bundle("one", Map.of()), to("blue"));
        pass(Duration.ofMinutes(1));
        Map<String, Integer> answers = browser.close();

        assertThat(fleet.deployment(back).status()).isEqualTo(DeploymentStatus.SUCCEEDED);
        assertThat(fleet.ask()).isEqualTo("200 one");
        assertThat(answers.keySet())
                .as(answers.toString())
                .isSubsetOf("200 one", "200 two")
                .contains("200 one");
        assertThat(fleet.target(id, green.get(0)).instanceLabel()).isEqualTo(TargetLabel.GREEN);
        assertThat(fleet.events(id, green.get(0)))
                .containsExactly(
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
        assertThat(fleet.target(id, blue.get(0)).instanceLabel()).isEqualTo(TargetLabel.BLUE);
        assertThat(fleet.events(id, blue.get(0)))
                .containsExactly(
                        "BeforeBlockTraffic Succeeded", "BlockTraffic Succeeded", "AfterBlockTraffic Succeeded");
        assertThat(fleet.deploy()
                        .listDeploymentTargets(r -> r.deploymentId(id)
                                .targetFilters(Map.of(TargetFilterName.SERVER_INSTANCE_LABEL, List.of("Green"))))
                        .targetIds())
                .containsExactlyInAnyOrderElementsOf(green);
        // The replacement instances are the group's own now, and the others live on.
        assertThat(fleet.deploy()
                        .getDeploymentGroup(r -> r.applicationName(fleet.name).deploymentGroupName("group"))
                        .deploymentGroupInfo()
                        .ec2TagFilters())
                .containsExactly(fleet.filter("blue"));
        assertThat(green).allSatisfy(each -> assertThat(state(each)).isEqualTo(InstanceStateName.RUNNING));
    }

    @Test
    void a_stop_before_the_blue_fleet_ends_gives_it_the_traffic_back() throws Exception {
        fleets(c -> c.terminateBlueInstancesOnDeploymentSuccess(
                t -> t.action("TERMINATE").terminationWaitTimeInMinutes(60)));
        FleetFixture.Browser browser = fleet.browser();
        String id = fleet.start("group", fleet.bundle("two", Map.of()), to("green"));
        pass(Duration.ofMinutes(3));
        assertThat(fleet.deployment(id).status()).isEqualTo(DeploymentStatus.IN_PROGRESS);
        assertThat(fleet.deployment(id).instanceTerminationWaitTimeStarted()).isTrue();
        assertThat(fleet.ask()).isEqualTo("200 two");

        fleet.deploy().stopDeployment(r -> r.deploymentId(id).autoRollbackEnabled(true));
        pass(Duration.ofMinutes(2));
        Map<String, Integer> answers = browser.close();
        assertThat(fleet.deployment(id).status()).isEqualTo(DeploymentStatus.STOPPED);
        String rollback = fleet.deployment(id).rollbackInfo().rollbackDeploymentId();
        assertThat(fleet.deployment(rollback).status()).isEqualTo(DeploymentStatus.SUCCEEDED);
        assertThat(fleet.ask()).isEqualTo("200 one");
        assertThat(answers.keySet())
                .as(answers.toString())
                .isSubsetOf("200 one", "200 two")
                .contains("200 one");
        assertThat(fleet.events(rollback, blue.get(1)))
                .containsExactly(
                        "BeforeAllowTraffic Succeeded", "AllowTraffic Succeeded", "AfterAllowTraffic Succeeded");
        assertThat(fleet.events(rollback, green.get(1)))
                .containsExactly(
                        "BeforeBlockTraffic Succeeded", "BlockTraffic Succeeded", "AfterBlockTraffic Succeeded");
        var allow = fleet.event(rollback, blue.get(1), "AllowTraffic");
        assertThat(Duration.between(fleet.deployment(rollback).createTime(), allow.endTime()))
                .isLessThan(Duration.ofSeconds(10));
        pass(Duration.ofHours(2));
        assertThat(state(blue.get(0))).isEqualTo(InstanceStateName.RUNNING);
    }

    @Test
    void the_blue_fleet_ends_after_its_wait_or_when_somebody_says_so() {
        fleets(c -> c.terminateBlueInstancesOnDeploymentSuccess(
                t -> t.action("TERMINATE").terminationWaitTimeInMinutes(60)));
        String id = fleet.start("group", fleet.bundle("two", Map.of()), to("green"));
        pass(Duration.ofMinutes(3));
        assertThatThrownBy(() -> fleet.deploy()
                        .continueDeployment(r -> r.deploymentId(id).deploymentWaitType("READY_WAIT")))
                .isInstanceOf(DeploymentIsNotInReadyStateException.class);
        fleet.deploy().continueDeployment(r -> r.deploymentId(id).deploymentWaitType("TERMINATION_WAIT"));
        pass(Duration.ofSeconds(10));
        assertThat(fleet.deployment(id).status()).isEqualTo(DeploymentStatus.SUCCEEDED);
        assertThat(state(blue.get(0))).isEqualTo(InstanceStateName.TERMINATED);
        assertThat(fleet.ask()).isEqualTo("200 two");
        assertThatThrownBy(() -> fleet.deploy().stopDeployment(r -> r.deploymentId(id)))
                .isInstanceOf(DeploymentAlreadyCompletedException.class);
    }

    @Test
    void traffic_waits_for_a_word() {
        fleets(c -> c.deploymentReadyOption(
                o -> o.actionOnTimeout("STOP_DEPLOYMENT").waitTimeInMinutes(30)));
        String id = fleet.start("group", fleet.bundle("two", Map.of()), to("green"));
        pass(Duration.ofMinutes(3));
        assertThat(fleet.deployment(id).status()).isEqualTo(DeploymentStatus.READY);
        assertThat(fleet.deployment(id).deploymentOverview().ready()).isEqualTo(2);
        assertThat(fleet.target(id, green.get(0)).status()).isEqualTo(TargetStatus.READY);
        assertThat(fleet.ask()).isEqualTo("200 one");
        fleet.deploy().continueDeployment(r -> r.deploymentId(id));
        pass(Duration.ofMinutes(3));
        assertThat(fleet.deployment(id).status()).isEqualTo(DeploymentStatus.SUCCEEDED);
        assertThat(fleet.ask()).isEqualTo("200 two");

        String forgotten = fleet.start("group", fleet.bundle("three", Map.of()), to("blue"));
        pass(Duration.ofMinutes(35));
        assertThat(fleet.deployment(forgotten).status()).isEqualTo(DeploymentStatus.STOPPED);
        assertThat(fleet.deployment(forgotten).errorInformation().code()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(fleet.ask()).isEqualTo("200 two");
    }

    @Test
    void a_green_fleet_that_cannot_be_installed_gets_no_traffic() {
        fleets(c -> {});
        String id = fleet.start(
                "group", fleet.bundle("two", Map.of("ValidateService", "#!/bin/sh\nexit 1\n")), to("green"));
        pass(Duration.ofMinutes(2));
        assertThat(fleet.deployment(id).status()).isEqualTo(DeploymentStatus.FAILED);
        assertThat(fleet.deployment(id).errorInformation().code()).isEqualTo(ErrorCode.HEALTH_CONSTRAINTS);
        assertThat(fleet.target(id, blue.get(0)).status()).isEqualTo(TargetStatus.SKIPPED);
        assertThat(fleet.registered().keySet()).containsExactlyInAnyOrderElementsOf(blue);
        assertThat(fleet.ask()).isEqualTo("200 one");
    }

    @Test
    void replacement_instances_must_be_named_and_there() {
        fleets(c -> {});
        assertThatThrownBy(() -> fleet.start("group", fleet.bundle("two", Map.of()), to("mauve")))
                .isInstanceOf(InvalidTargetInstancesException.class);
        fleet.group("in-place", g -> {});
        assertThatThrownBy(() -> fleet.start("in-place", fleet.bundle("two", Map.of()), to("green")))
                .isInstanceOf(InvalidTargetInstancesException.class);
        String id = fleet.start("group", fleet.bundle("two", Map.of()), r -> {});
        pass(Duration.ofMinutes(1));
        assertThat(fleet.deployment(id).errorInformation().code()).isEqualTo(ErrorCode.NO_INSTANCES);
    }
}
