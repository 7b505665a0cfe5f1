package io.devopslab.cloud.service.codedeploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.Needs;
import io.devopslab.cloud.TestCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;
import software.amazon.awssdk.services.codedeploy.model.DeploymentStatus;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** A cloud that ends while the traffic of a fleet moves: the next one goes on where it stood. */
final class FleetSurvivalTest {

    private static final String SERVER =
            "#!/bin/sh\necho up > index.html\nexec python3 -m http.server --bind \"$HOST\" \"$PORT\"\n";

    /** A bundle without scripts: the servers are there already. */
    private static final Map<String, String> BUNDLE =
            Map.of("appspec.yml", "version: 0.0\nos: linux\nfiles: [{source: page, destination: /srv}]\n", "page", "x");

    @Test
    void a_drain_and_a_registration_go_on_in_the_next_process(@TempDir Path directory) {
        Needs.program("python3");
        String id;
        String group;
        try (TestCloud cloud = TestCloud.openDurable(directory)) {
            FleetFixture fleet = new FleetFixture(cloud, cloud.time()::advance, 60);
            fleet.register(fleet.instances("blue", 1, SERVER));
            fleet.group("group", g -> {});
            group = fleet.targetGroup;
            cloud.time().advance(Duration.ofSeconds(10));
            id = fleet.start("group", BUNDLE, r -> {});
            cloud.time().advance(Duration.ofSeconds(20));
            assertThat(fleet.registered()).isEmpty();
        }
        try (TestCloud cloud = TestCloud.openDurable(directory)) {
            cloud.time().advance(Duration.ofMinutes(2));
            assertThat(status(cloud, id)).isEqualTo(DeploymentStatus.SUCCEEDED);
            assertThat(FleetFixture.registered(cloud, group).values()).containsExactly("healthy");
        }
    }

    @Test
    void a_blue_fleet_ends_in_the_next_process(@TempDir Path directory) {
        Needs.program("python3");
        String id;
        List<String> blue;
        try (TestCloud cloud = TestCloud.openDurable(directory)) {
            FleetFixture fleet = new FleetFixture(cloud, cloud.time()::advance, 10);
            blue = fleet.instances("blue", 1, SERVER);
            fleet.register(blue);
            fleet.instances("green", 1, SERVER);
            fleet.group("group", g -> g.deploymentStyle(
                            s -> s.deploymentType("BLUE_GREEN").deploymentOption("WITH_TRAFFIC_CONTROL"))
                    .blueGreenDeploymentConfiguration(c -> c.terminateBlueInstancesOnDeploymentSuccess(
                            t -> t.action("TERMINATE").terminationWaitTimeInMinutes(10))));
            id = fleet.start("group", BUNDLE, r -> r.targetInstances(t -> t.tagFilters(fleet.filter("green"))));
            cloud.time().advance(Duration.ofMinutes(2));
            assertThat(fleet.deployment(id).instanceTerminationWaitTimeStarted())
                    .isTrue();
        }
        try (TestCloud cloud = TestCloud.openDurable(directory)) {
            cloud.time().advance(Duration.ofMinutes(2));
            assertThat(status(cloud, id)).isEqualTo(DeploymentStatus.IN_PROGRESS);
            cloud.time().advance(Duration.ofMinutes(10));
            assertThat(status(cloud, id)).isEqualTo(DeploymentStatus.SUCCEEDED);
            assertThat(cloud.get(Ec2Client.class)
                            .describeInstances(r -> r.instanceIds(blue))
                            .reservations()
                            .get(0)
                            .instances()
                            .get(0)
                            .state()
                            .name())
                    .isEqualTo(InstanceStateName.TERMINATED);
        }
    }

    private static DeploymentStatus status(TestCloud cloud, String id) {
        return cloud.get(CodeDeployClient.class)
                .getDeployment(r -> r.deploymentId(id))
                .deploymentInfo()
                .status();
    }
}
