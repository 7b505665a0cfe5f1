package io.devopslab.cloud.service.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.aws.Clients;
import io.devopslab.cloud.Cloud;
import io.devopslab.cloud.CloudConfig;
import io.devopslab.cloud.TestCloud;
import io.devopslab.cloud.kernel.BuildPlace;
import io.devopslab.cloud.kernel.Durability;
import io.devopslab.cloud.kernel.LiveTime;
import io.devopslab.cloud.runtime.container.ContainerHost;
import io.devopslab.cloud.service.codebuild.TestEngine;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** Tasks whose containers run in a real engine; and what is told where there is none. */
@Tag("engine")
final class TaskContainersTest {

    private static final String SERVE = "mkdir -p /tmp/www; echo \"I am $COLOR\" > /tmp/www/index.html;"
            + " echo serving; exec httpd -f -p 8080 -h /tmp/www";

    @TempDir
    private Path directory;

    @BeforeEach
    void engine() {
        TestEngine.needed();
    }

    private record Live(Cloud cloud) implements Clients, AutoCloseable {

        @Override
        public <C extends SdkClient> C get(Class<C> type) {
            return cloud.client(type, TestCloud.SCOPE);
        }

        @Override
        public void close() {
            cloud.close();
        }

        void pass(Duration duration) {
            try {
                cloud.time().pause(duration);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Live open(ContainerHost.Opener containers) {
        return new Live(Cloud.open(new CloudConfig(
                        directory,
                        Durability.EVERY_CHANGE,
                        TestCloud.SCOPE.account(),
                        TestCloud.SCOPE.region(),
                        new LiveTime(InstantSource.system(), TestCloud.START, 1),
                        new Random(7),
                        URI.create("http://127.0.0.1:4560"),
                        Optional.empty(),
                        BuildPlace.MACHINE)
                .with(containers)));
    }

    private Live open() {
        return open(CloudConfig.engine(System.getenv()));
    }

    private static String definition(EcsFixture site, String group, String command, ContainerDefinition... more) {
        ContainerDefinition app = ContainerDefinition.builder()
                .name("app")
                .image(TestEngine.IMAGE)
                .command("sh", "-c", command)
                .stopTimeout(1)
                .environment(e -> e.name("COLOR").value("deep blue"))
                .portMappings(p -> p.containerPort(EcsFixture.PORT))
                .logConfiguration(l -> l.logDriver(LogDriver.AWSLOGS)
                        .options(Map.of("awslogs-group", group, "awslogs-create-group", "true")))
                .build();
        return site.definition(EcsFixture.name("family"), TestEngine.IMAGE, r -> r.executionRoleArn(
                        "arn:aws:iam::123456789012:role/execution")
                .containerDefinitions(
                        java.util.stream.Stream.concat(java.util.stream.Stream.of(app), List.of(more).stream())
                                .toList()));
    }

    private static Task run(EcsFixture site, String definition) {
        return site.ecs()
                .runTask(r -> r.cluster(site.cluster)
                        .taskDefinition(definition)
                        .launchType(LaunchType.FARGATE)
                        .networkConfiguration(site.network()))
                .tasks()
                .get(0);
    }

    private static Task await(Live cloud, EcsFixture site, String arn, Predicate<Task> condition) {
        Task task = site.task(arn);
        for (int i = 0; i < 600 && !condition.test(task); i++) {
            cloud.pass(Duration.ofMillis(100));
            task = site.task(arn);
        }
        return task;
    }

    private static Task await(Live cloud, EcsFixture site, String arn, String status) {
        return await(cloud, site, arn, task -> task.lastStatus().equals(status));
    }

    private static List<String> containers(String task) {
        return TestEngine.docker("ps", "--all", "--quiet", "--filter", "label=io.devopslab.task=" + task)
                .lines()
                .toList();
    }

    private static String ask(Live cloud, Task task) {
        String address = task.containers().get(0).networkInterfaces().get(0).privateIpv4Address();
        String answer = "no answer";
        for (int i = 0; i < 100 && !answer.startsWith("200"); i++) {
            answer = EcsFixture.ask(address + ":" + EcsFixture.PORT);
            cloud.pass(Duration.ofMillis(50));
        }
        return answer;
    }

    @Test
    void a_container_serves_writes_its_log_and_is_removed_when_it_is_stopped() {
        try (Live cloud = open()) {
            EcsFixture site = new EcsFixture(cloud, cloud::pass);
            String arn = run(site, definition(site, "web", SERVE)).taskArn();
            Task running = await(cloud, site, arn, "RUNNING");
            assertThat(running.lastStatus()).as(running.stoppedReason()).isEqualTo("RUNNING");
            assertThat(ask(cloud, running).strip()).isEqualTo("200 I am deep blue");
            assertThat(containers(arn)).hasSize(1);
            assertThat(running.containers().get(0).runtimeId())
                    .startsWith(containers(arn).get(0));
            site.ecs().stopTask(r -> r.cluster(site.cluster).task(arn));
            assertThat(await(cloud, site, arn, "STOPPED").stopCode()).isEqualTo(TaskStopCode.USER_INITIATED);
            assertThat(containers(arn)).isEmpty();
            assertThat(cloud.get(CloudWatchLogsClient.class)
                            .filterLogEvents(r -> r.logGroupName("web"))
                            .events())
                    .extracting(FilteredLogEvent::message)
                    .containsExactly("serving");
        }
    }

    @Test
    void a_program_that_ends_tells_its_exit_code_and_the_containers_of_a_task_share_a_network() {
        try (Live cloud = open()) {
            EcsFixture site = new EcsFixture(cloud, cloud::pass);
            ContainerDefinition neighbour = ContainerDefinition.builder()
                    .name("neighbour")
                    .image(TestEngine.IMAGE)
                    .essential(false)
                    .stopTimeout(1)
                    .command("sh", "-c", "mkdir /tmp/n; echo near > /tmp/n/index.html; exec httpd -f -p 9090 -h /tmp/n")
                    .build();
            String look =
                    "i=0; until wget -q -O - http://127.0.0.1:9090/ || [ $i = 50 ]; do i=$((i+1)); sleep 0.1; done;"
                            + " exit 7";
            Task ended = await(
                    cloud,
                    site,
                    run(site, definition(site, "job", look, neighbour)).taskArn(),
                    "STOPPED");
            assertThat(ended.stoppedReason()).isEqualTo("Essential container in task exited");
            assertThat(ended.containers().get(0).exitCode()).isEqualTo(7);
            assertThat(containers(ended.taskArn())).isEmpty();
            assertThat(cloud.get(CloudWatchLogsClient.class)
                            .filterLogEvents(r -> r.logGroupName("job"))
                            .events())
                    .extracting(FilteredLogEvent::message)
                    .contains("near");
        }
    }

    @Test
    void what_cannot_be_started_is_told_in_the_engine_s_words() {
        try (Live cloud = open()) {
            EcsFixture site = new EcsFixture(cloud, cloud::pass);
            // A registry on this machine's loopback, where none listens.
            String noImage = run(site, site.definition("no-image", "127.0.0.1:9/no/image:1"))
                    .taskArn();
            String noProgram = run(
                            site,
                            site.definition(
                                    "no-program",
                                    TestEngine.IMAGE,
                                    r -> r.containerDefinitions(c -> c.name("app")
                                            .image(TestEngine.IMAGE)
                                            .command("/no/such/program"))))
                    .taskArn();
            Task first = await(cloud, site, noImage, "STOPPED");
            assertThat(first.stopCode()).isEqualTo(TaskStopCode.TASK_FAILED_TO_START);
            assertThat(first.stoppedReason()).contains("127.0.0.1:9");
            Task second = await(cloud, site, noProgram, "STOPPED");
            assertThat(second.stoppedReason()).contains("/no/such/program");
            assertThat(containers(noProgram)).isEmpty();
        }
    }

    @Test
    void without_an_engine_a_task_says_so_and_never_runs() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("DOCKER_HOST", "unix:///nonexistent/docker.sock");
        try (Live cloud = open(CloudConfig.engine(environment))) {
            EcsFixture site = new EcsFixture(cloud, cloud::pass);
            Task task = await(
                    cloud,
                    site,
                    run(site, site.definition("nowhere", TestEngine.IMAGE)).taskArn(),
                    "STOPPED");
            assertThat(task.stopCode()).isEqualTo(TaskStopCode.TASK_FAILED_TO_START);
            assertThat(task.stoppedReason())
                    .startsWith("CannotStartContainerError: ")
                    .contains("no container engine answers", "/nonexistent/docker.sock");
            assertThat(task.startedAt()).isNull();
        }
    }

    @Test
    void a_load_balancer_reaches_the_containers_of_a_service() {
        try (Live cloud = open()) {
            EcsFixture site = new EcsFixture(cloud, cloud::pass);
            String group = site.targetGroup("containers");
            String listener = site.listener(site.balancer(), group);
            site.service("web", definition(site, "web", SERVE), r -> r.desiredCount(2)
                    .loadBalancers(EcsFixture.behind(group)));
            String answer = "";
            for (int i = 0; i < 300 && !answer.startsWith("200"); i++) {
                cloud.pass(Duration.ofMillis(100));
                answer = site.askListener(listener);
            }
            assertThat(answer.strip()).isEqualTo("200 I am deep blue");
        }
    }

    @Test
    void the_cloud_s_end_leaves_no_container() {
        String arn;
        try (Live cloud = open()) {
            EcsFixture site = new EcsFixture(cloud, cloud::pass);
            arn = run(site, definition(site, "web", SERVE)).taskArn();
            await(cloud, site, arn, "RUNNING");
            assertThat(containers(arn)).hasSize(1);
        }
        assertThat(containers(arn)).isEmpty();
    }
}
