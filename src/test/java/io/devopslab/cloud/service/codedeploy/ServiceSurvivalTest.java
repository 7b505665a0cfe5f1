package io.devopslab.cloud.service.codedeploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.service.ecs.ServingHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.codedeploy.model.DeploymentStatus;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** Services, their tasks and their deployments go on in the next process of a cloud. */
final class ServiceSurvivalTest {

    @Test
    void a_process_that_is_killed_between_two_steps_is_followed_by_one_that_takes_the_next(@TempDir Path directory) {
        try (MortalCloud cloud = new MortalCloud(directory, 7, ServingHost.opener())) {
            ServiceFixture shop = new ServiceFixture(cloud, cloud::pass);
            shop.group(g -> g.deploymentConfigName("CodeDeployDefault.ECSCanary10Percent5Minutes"));
            String id = shop.start(r -> {});
            cloud.pass(Duration.ofMinutes(1));
            assertThat(shop.weights(id)).containsEntry("Green", 10.0);

            cloud.kill(Duration.ofMinutes(1));
            cloud.pass(Duration.ofMinutes(1));
            assertThat(shop.weights(id)).containsEntry("Green", 10.0);
            assertThat(shop.runningTasks()).isEqualTo(4);
            assertThat(shop.site.tasks(shop.service, DesiredStatus.STOPPED))
                    .isNotEmpty()
                    .allSatisfy(task -> assertThat(task.stopCode()).isEqualTo(TaskStopCode.TERMINATION_NOTICE));
            assertThat(shop.answers(shop.prod).keySet()).isSubsetOf("200 blue", "200 green");

            cloud.pass(Duration.ofMinutes(5));
            assertThat(shop.answers(shop.prod)).isEqualTo(Map.of("200 green", 100));
            cloud.pass(Duration.ofMinutes(10));
            assertThat(shop.deployment(id).status()).isEqualTo(DeploymentStatus.SUCCEEDED);
            assertThat(shop.runningTasks()).isEqualTo(2);
        }
    }

    @Test
    void a_process_that_is_killed_while_the_replacement_starts_makes_no_second_one(@TempDir Path directory) {
        try (MortalCloud cloud = new MortalCloud(directory, 8, ServingHost.opener())) {
            ServiceFixture shop = new ServiceFixture(cloud, cloud::pass);
            shop.group(g -> {});
            String id = shop.start(r -> {});
            cloud.kill(Duration.ofSeconds(1));
            cloud.pass(Duration.ofMinutes(2));
            assertThat(shop.site.describe(shop.service).taskSets()).hasSize(2);
            cloud.pass(Duration.ofMinutes(10));
            assertThat(shop.deployment(id).status()).isEqualTo(DeploymentStatus.SUCCEEDED);
            assertThat(shop.site.describe(shop.service).taskSets()).hasSize(1);
        }
    }
}
