package io.devopslab.cloud.service.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.TestCloud;
import io.devopslab.cloud.kernel.CloudEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;

/** What EventBridge hears of ECS. */
final class TaskEventsTest {

    @Test
    void the_life_of_a_task_and_the_steadiness_of_a_service_are_told(@TempDir Path directory) {
        List<CloudEvent> heard = new CopyOnWriteArrayList<>();
        try (TestCloud cloud = TestCloud.open(directory, ServingHost.opener())) {
            cloud.cloud().events().subscribe(event -> {
                if (event.source().equals("aws.ecs")) {
                    heard.add(event);
                }
            });
            EcsFixture site = new EcsFixture(cloud, cloud.time()::advance);
            site.service("web", site.definition("web", "serves/web"), r -> {});
            cloud.time().advance(Duration.ofMinutes(1));
            site.ecs().updateService(r -> r.cluster(site.cluster).service("web").desiredCount(0));
            cloud.time().advance(Duration.ofMinutes(1));
        }
        assertThat(heard)
                .filteredOn(event -> event.detailType().equals("ECS Task State Change"))
                .extracting(event -> event.detail().path("lastStatus").asText())
                .containsSubsequence("PENDING", "ACTIVATING", "RUNNING", "DEACTIVATING", "STOPPING", "STOPPED");
        assertThat(heard)
                .filteredOn(event -> event.detailType().equals("ECS Service Action"))
                .extracting(event -> event.detail().path("eventName").asText())
                .contains("SERVICE_STEADY_STATE");
    }

    @Test
    void deployments_of_ecs_are_told_from_their_beginning_to_their_end(@TempDir Path directory) {
        List<CloudEvent> heard = new CopyOnWriteArrayList<>();
        try (TestCloud cloud = TestCloud.open(directory, ServingHost.opener())) {
            cloud.cloud().events().subscribe(event -> {
                if (event.detailType().equals("ECS Deployment State Change")) {
                    heard.add(event);
                }
            });
            EcsFixture site = new EcsFixture(cloud, cloud.time()::advance);
            site.service("web", site.definition("web", "serves/web"), r -> {});
            cloud.time().advance(Duration.ofMinutes(1));
            site.ecs().updateService(r -> r.cluster(site.cluster).service("web").forceNewDeployment(true));
            cloud.time().advance(Duration.ofMinutes(10));
            Service service = site.ecs()
                    .describeServices(r -> r.cluster(site.cluster).services("web"))
                    .services()
                    .get(0);
            String deployment = service.deployments().get(0).id();
            assertThat(service.events())
                    .extracting(ServiceEvent::message)
                    .contains("(service web) (deployment " + deployment + ") deployment completed.");
            CloudEvent last = heard.get(heard.size() - 1);
            assertThat(last.resources()).containsExactly(service.serviceArn());
            assertThat(last.detail().path("eventType").asText()).isEqualTo("INFO");
            assertThat(last.detail().path("deploymentId").asText()).isEqualTo(deployment);
            assertThat(last.detail().path("reason").asText()).isEqualTo("ECS deployment " + deployment + " completed.");
            assertThat(last.detail().path("updatedAt").asText()).endsWith("Z");
        }
        assertThat(heard)
                .extracting(event -> event.detail().path("eventName").asText())
                .containsExactly(
                        "SERVICE_DEPLOYMENT_IN_PROGRESS",
                        "SERVICE_DEPLOYMENT_COMPLETED",
                        "SERVICE_DEPLOYMENT_IN_PROGRESS",
                        "SERVICE_DEPLOYMENT_COMPLETED");
    }

    @Test
    void a_deployment_of_no_tasks_is_completed_at_once(@TempDir Path directory) {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (TestCloud cloud = TestCloud.open(directory, ServingHost.opener())) {
            cloud.cloud().events().subscribe(event -> {
                if (event.detailType().equals("ECS Deployment State Change")) {
                    heard.add(event.detail().path("eventName").asText());
                }
            });
            EcsFixture site = new EcsFixture(cloud, cloud.time()::advance);
            site.service("web", site.definition("web", "serves/web"), r -> r.desiredCount(0));
            cloud.time().advance(Duration.ofMinutes(1));
            assertThat(site.ecs()
                            .describeServices(r -> r.cluster(site.cluster).services("web"))
                            .services()
                            .get(0)
                            .deployments()
                            .get(0)
                            .rolloutState())
                    .isEqualTo(DeploymentRolloutState.COMPLETED);
        }
        assertThat(heard).containsExactly("SERVICE_DEPLOYMENT_IN_PROGRESS", "SERVICE_DEPLOYMENT_COMPLETED");
    }

    @Test
    void a_service_whose_tasks_do_not_start_is_told_as_impaired(@TempDir Path directory) {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (TestCloud cloud = TestCloud.open(directory, ServingHost.opener())) {
            cloud.cloud().events().subscribe(event -> {
                if (event.detailType().equals("ECS Service Action")) {
                    heard.add(event.detail().path("eventName").asText());
                }
            });
            EcsFixture site = new EcsFixture(cloud, cloud.time()::advance);
            site.service("web", site.definition("web", "nobody-has-this"), r -> {});
            cloud.time().advance(Duration.ofMinutes(1));
        }
        assertThat(heard).contains("SERVICE_TASK_START_IMPAIRED").doesNotContain("SERVICE_STEADY_STATE");
    }
}
