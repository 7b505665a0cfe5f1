package io.devopslab.cloud.service.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.aws.Clients;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.ClusterContainsServicesException;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.ServiceNotActiveException;
import software.amazon.awssdk.services.ecs.model.ServiceNotFoundException;
import software.amazon.awssdk.services.ecs.model.StabilityStatus;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskSet;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;
import software.amazon.awssdk.services.ecs.waiters.EcsWaiter;

/** What ECS does, whoever implements it. */
abstract class EcsContract {

    private EcsFixture site;

    abstract Clients clients();

    abstract void pass(Duration duration);

    /** Called when the cloud is open. */
    void begin() {
        site = new EcsFixture(clients(), this::pass);
    }

    private EcsClient ecs() {
        return site.ecs();
    }

    private EcsWaiter waiter() {
        return EcsWaiter.builder().client(ecs()).build();
    }

    private void settle() {
        pass(Duration.ofMinutes(1));
    }

    @Test
    void a_cluster_comes_and_goes() {
        String name = EcsFixture.name("other");
        String arn = ecs().createCluster(r -> r.clusterName(name)
                        .tags(Tag.builder().key("team").value("blue").build()))
                .cluster()
                .clusterArn();
        assertThat(arn).isEqualTo("arn:aws:ecs:eu-west-1:123456789012:cluster/" + name);
        assertThat(ecs().listClusters().clusterArns()).contains(arn);
        assertThat(ecs().listTagsForResource(r -> r.resourceArn(arn)).tags())
                .extracting(Tag::key)
                .containsExactly("team");
        assertThat(ecs().deleteCluster(r -> r.cluster(arn)).cluster().status()).isEqualTo("INACTIVE");
        assertThat(ecs().listClusters().clusterArns()).doesNotContain(arn);
        assertThatThrownBy(() -> ecs().deleteCluster(r -> r.cluster(arn)))
                .isInstanceOf(ClusterNotFoundException.class)
                .hasMessageContaining("Cluster not found.");
        assertThat(ecs().describeClusters(r -> r.clusters("nowhere")).failures())
                .extracting(Failure::reason)
                .containsExactly("MISSING");
    }

    @Test
    void a_definition_has_revisions() {
        String family = EcsFixture.name("family");
        String first = site.definition(family, "serves/one");
        String second = site.definition(family, "serves/two");
        assertThat(first).endsWith(":task-definition/" + family + ":1");
        assertThat(ecs().describeTaskDefinition(r -> r.taskDefinition(family))
                        .taskDefinition()
                        .taskDefinitionArn())
                .isEqualTo(second);
        assertThat(ecs().listTaskDefinitions(r -> r.familyPrefix(family)).taskDefinitionArns())
                .containsExactly(first, second);
        ecs().deregisterTaskDefinition(r -> r.taskDefinition(second));
        assertThat(ecs().describeTaskDefinition(r -> r.taskDefinition(family))
                        .taskDefinition()
                        .taskDefinitionArn())
                .isEqualTo(first);
        assertThat(ecs().listTaskDefinitionFamilies(r -> r.familyPrefix(family)).families())
                .containsExactly(family);
        assertThatThrownBy(() -> ecs().describeTaskDefinition(r -> r.taskDefinition(family + ":3")))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("Unable to describe task definition.");
        assertThatThrownBy(() -> site.definition(family, "serves/x", r -> r.memory("600")))
                .hasMessageContaining("No Fargate configuration exists for given values");
    }

    @Test
    void listings_come_in_pages() {
        String family = EcsFixture.name("family");
        List<String> all = List.of(
                site.definition(family, "serves/1"),
                site.definition(family, "serves/2"),
                site.definition(family, "serves/3"));
        assertThat(ecs().listTaskDefinitionsPaginator(
                                r -> r.familyPrefix(family).maxResults(1))
                        .taskDefinitionArns())
                .containsExactlyElementsOf(all);
        assertThatThrownBy(() -> ecs().listClusters(r -> r.nextToken("no token")))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void a_task_runs_where_it_says_until_it_is_stopped() {
        String definition = site.definition(EcsFixture.name("family"), "serves/hello");
        Task started = run(definition, r -> r.startedBy("me"));
        settle();
        waiter().waitUntilTasksRunning(r -> r.cluster(site.cluster).tasks(started.taskArn()));
        Task running = site.task(started.taskArn());
        Container container = running.containers().get(0);
        assertThat(container.lastStatus()).isEqualTo("RUNNING");
        String address = container.networkInterfaces().get(0).privateIpv4Address();
        int port = container.networkBindings().get(0).hostPort();
        assertThat(EcsFixture.ask(address + ":" + port)).isEqualTo("200 hello");
        assertThat(ecs().listTasks(r -> r.cluster(site.cluster).startedBy("me")).taskArns())
                .containsExactly(started.taskArn());

        ecs().stopTask(r -> r.cluster(site.cluster).task(started.taskArn()).reason("enough"));
        settle();
        Task stopped = site.task(started.taskArn());
        assertThat(stopped.lastStatus()).isEqualTo("STOPPED");
        assertThat(stopped.stoppedReason()).isEqualTo("enough");
        assertThat(stopped.stopCode()).isEqualTo(TaskStopCode.USER_INITIATED);
        assertThat(EcsFixture.ask(address + ":" + port)).startsWith("no answer");
    }

    @Test
    void a_task_that_ends_tells_its_exit_code_and_keeps_its_log() {
        CloudWatchLogsClient logs = clients().get(CloudWatchLogsClient.class);
        String group = EcsFixture.name("logs");
        logs.createLogGroup(r -> r.logGroupName(group));
        String definition = logging(group, "exits/3");
        Task task = run(definition);
        settle();
        Task stopped = site.task(task.taskArn());
        assertThat(stopped.stoppedReason()).isEqualTo("Essential container in task exited");
        assertThat(stopped.stopCode()).isEqualTo(TaskStopCode.ESSENTIAL_CONTAINER_EXITED);
        assertThat(stopped.containers().get(0).exitCode()).isEqualTo(3);
        assertThat(logs.filterLogEvents(r -> r.logGroupName(group)).events())
                .extracting(FilteredLogEvent::message)
                .containsExactly("I was asked to end with 3");
    }

    private String logging(String group, String image) {
        return site.definition(
                EcsFixture.name("family"), image, r -> r.executionRoleArn("arn:aws:iam::123456789012:role/execution")
                        .containerDefinitions(c -> c.name("app")
                                .image(image)
                                .environment(e -> e.name("COLOR").value("green"))
                                .logConfiguration(l -> l.logDriver(LogDriver.AWSLOGS)
                                        .options(java.util.Map.of(
                                                "awslogs-group", group,
                                                "awslogs-region", "eu-west-1",
                                                "awslogs-stream-prefix", "web")))));
    }

    private Task run(String definition) {
        return run(definition, r -> {});
    }

    private Task run(String definition, Consumer<RunTaskRequest.Builder> more) {
        return ecs().runTask(r -> r.cluster(site.cluster)
                        .taskDefinition(definition)
                        .launchType(LaunchType.FARGATE)
                        .networkConfiguration(site.network())
                        .applyMutation(more))
                .tasks()
                .get(0);
    }

    @Test
    void a_task_that_cannot_start_says_why() {
        Task noImage = run(site.definition(EcsFixture.name("family"), "nobody-has-this"));
        Task noGroup = run(logging(EcsFixture.name("no-such-group"), "serves/x"));
        Task fault = run(site.definition(EcsFixture.name("family"), "faulty/secret"));
        settle();
        assertThat(site.task(noImage.taskArn()).stopCode()).isEqualTo(TaskStopCode.TASK_FAILED_TO_START);
        assertThat(site.task(noImage.taskArn()).stoppedReason())
                .startsWith("CannotStartContainerError: ")
                .contains("nobody-has-this");
        assertThat(site.task(noGroup.taskArn()).stoppedReason()).contains("The specified log group does not exist");
        assertThat(site.task(fault.taskArn()).lastStatus()).isEqualTo("STOPPED");
        assertThat(site.task(fault.taskArn()).stopCode()).isEqualTo(TaskStopCode.TASK_FAILED_TO_START);
        assertThat(site.task(fault.taskArn()).stoppedReason()).contains("fault").doesNotContain("secret");
    }

    @Test
    void a_service_keeps_its_tasks_and_replaces_those_that_stop() {
        String service = EcsFixture.name("service");
        site.service(service, site.definition(EcsFixture.name("family"), "serves/hello"), r -> r.desiredCount(2));
        settle();
        waiter().waitUntilServicesStable(r -> r.cluster(site.cluster).services(service));
        assertThat(site.describe(service).runningCount()).isEqualTo(2);
        assertThat(site.messages(service).get(0)).isEqualTo("(service " + service + ") has reached a steady state.");

        String victim = site.tasks(service, DesiredStatus.RUNNING).get(0).taskArn();
        ecs().stopTask(r -> r.cluster(site.cluster).task(victim));
        settle();
        assertThat(site.tasks(service, DesiredStatus.RUNNING))
                .hasSize(2)
                .extracting(Task::taskArn)
                .doesNotContain(victim);

        ecs().updateService(r -> r.cluster(site.cluster).service(service).desiredCount(0));
        settle();
        assertThat(site.describe(service).runningCount()).isZero();
        assertThatThrownBy(() -> ecs().deleteCluster(r -> r.cluster(site.cluster)))
                .isInstanceOf(ClusterContainsServicesException.class);
        ecs().deleteService(r -> r.cluster(site.cluster).service(service));
        settle();
        waiter().waitUntilServicesInactive(r -> r.cluster(site.cluster).services(service));
        assertThatThrownBy(() -> ecs().updateService(
                                r -> r.cluster(site.cluster).service(service).desiredCount(1)))
                .isInstanceOf(ServiceNotActiveException.class);
        assertThatThrownBy(() -> ecs().updateService(
                                r -> r.cluster(site.cluster).service("nobody").desiredCount(1)))
                .isInstanceOf(ServiceNotFoundException.class);
    }

    @Test
    void the_same_request_with_its_token_makes_one_service_and_one_task() {
        String definition = site.definition(EcsFixture.name("family"), "serves/hello");
        String first = site.service("once", definition, r -> r.clientToken("token"));
        assertThat(site.service("once", definition, r -> r.clientToken("token")))
                .isEqualTo(first);
        assertThatThrownBy(() -> site.service("once", definition, r -> r.clientToken("another")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Creation of service was not idempotent.");
        List<String> runs = java.util.stream.Stream.of("a", "a", "b")
                .map(token -> run(definition, r -> r.clientToken(token)).taskArn())
                .toList();
        assertThat(runs.get(1)).isEqualTo(runs.get(0)).isNotEqualTo(runs.get(2));
    }

    @Test
    void a_service_whose_tasks_do_not_start_says_so_and_is_never_running() {
        String service = EcsFixture.name("service");
        site.service(service, site.definition(EcsFixture.name("family"), "nobody-has-this"), r -> {});
        settle();
        assertThat(site.describe(service).runningCount()).isZero();
        assertThat(site.messages(service))
                .anySatisfy(message -> assertThat(message)
                        .contains("was unable to start a task. Reason: CannotStartContainerError")
                        .contains("nobody-has-this"))
                .contains("(service " + service + ") is unable to consistently start tasks successfully.")
                .noneMatch(message -> message.contains("steady state"));
        assertThat(site.describe(service).deployments().get(0).failedTasks()).isPositive();
        assertThat(site.tasks(service, DesiredStatus.STOPPED)).hasSizeLessThan(8);
    }

    @Test
    void a_rolling_update_brings_the_new_definition_without_a_gap() {
        String service = EcsFixture.name("service");
        String family = EcsFixture.name("family");
        String group = site.targetGroup(EcsFixture.name("tg"));
        String listener = site.listener(site.balancer(), group);
        site.service(service, site.definition(family, "serves/blue"), r -> r.desiredCount(2)
                .loadBalancers(EcsFixture.behind(group)));
        settle();
        assertThat(site.askListener(listener)).isEqualTo("200 blue");

        String green = site.definition(family, "serves/green");
        ecs().updateService(r -> r.cluster(site.cluster).service(service).taskDefinition(green));
        assertThat(site.describe(service).deployments()).hasSize(2);
        for (int i = 0; i < 20; i++) {
            pass(Duration.ofSeconds(5));
            assertThat(site.askListener(listener)).isIn("200 blue", "200 green");
        }
        assertThat(site.describe(service).deployments()).singleElement().satisfies(deployment -> {
            assertThat(deployment.taskDefinition()).isEqualTo(green);
            assertThat(deployment.rolloutState()).isEqualTo(DeploymentRolloutState.COMPLETED);
        });
        assertThat(site.askListener(listener)).isEqualTo("200 green");
        assertThat(site.describe(service).runningCount()).isEqualTo(2);
    }

    @Test
    void a_task_that_its_target_group_finds_ill_is_replaced() {
        String service = EcsFixture.name("service");
        String group = site.targetGroup(EcsFixture.name("tg"));
        site.listener(site.balancer(), group);
        site.service(
                service,
                site.definition(EcsFixture.name("family"), "ill/sick"),
                r -> r.loadBalancers(EcsFixture.behind(group)));
        pass(Duration.ofMinutes(2));
        assertThat(site.tasks(service, DesiredStatus.STOPPED)).isNotEmpty().allSatisfy(task -> assertThat(
                        task.stoppedReason())
                .isEqualTo("Task failed ELB health checks in (target-group " + group + ")"));
        assertThat(site.messages(service))
                .noneMatch(message -> message.contains("steady state"))
                .anyMatch(message ->
                        message.matches("\\(service " + service + "\\) \\(task [0-9a-f]{32}\\) \\(port 8080\\) is"
                                + " unhealthy in \\(target-group .*\\) due to \\(reason Health checks failed\\)"));
        assertThatThrownBy(() -> ecs().createTaskSet(
                                r -> r.cluster(site.cluster).service(service).taskDefinition("any")))
                .hasMessageContaining("only supports task set management on services configured to use external");
    }

    /** A service whose tasks others bring. */
    private void external(String service, int count) {
        ecs().createService(r -> r.cluster(site.cluster)
                .serviceName(service)
                .desiredCount(count)
                .deploymentController(c -> c.type(DeploymentControllerType.EXTERNAL)));
    }

    @Test
    void task_sets_bring_the_tasks_of_a_service_with_an_external_controller() {
        String service = EcsFixture.name("service");
        external(service, 4);
        String definition = site.definition(EcsFixture.name("family"), "serves/hello");
        TaskSet set = ecs().createTaskSet(r -> r.cluster(site.cluster)
                        .service(service)
                        .taskDefinition(definition)
                        .launchType(LaunchType.FARGATE)
                        .externalId("mine")
                        .networkConfiguration(site.network())
                        .scale(s -> s.value(50.0).unit("PERCENT")))
                .taskSet();
        assertThat(set.computedDesiredCount()).isEqualTo(2);
        settle();
        TaskSet steady = ecs().describeTaskSets(r -> r.cluster(site.cluster).service(service))
                .taskSets()
                .get(0);
        assertThat(steady.stabilityStatus()).isEqualTo(StabilityStatus.STEADY_STATE);
        assertThat(steady.runningCount()).isEqualTo(2);
        assertThat(steady.externalId()).isEqualTo("mine");

        ecs().updateServicePrimaryTaskSet(
                        r -> r.cluster(site.cluster).service(service).primaryTaskSet(set.taskSetArn()));
        assertThat(site.describe(service).taskDefinition()).isEqualTo(definition);
        ecs().updateTaskSet(r -> r.cluster(site.cluster)
                .service(service)
                .taskSet(set.id())
                .scale(s -> s.value(100.0).unit("PERCENT")));
        settle();
        assertThat(site.describe(service).runningCount()).isEqualTo(4);
        assertThat(site.describe(service).taskSets().get(0).status()).isEqualTo("PRIMARY");
        assertThatThrownBy(() -> ecs().updateService(
                                r -> r.cluster(site.cluster).service(service).taskDefinition(definition)))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void a_task_set_that_is_deleted_takes_its_tasks_along() {
        String service = EcsFixture.name("service");
        external(service, 1);
        String definition = site.definition(EcsFixture.name("family"), "serves/hello");
        String set = ecs().createTaskSet(r -> r.cluster(site.cluster)
                        .service(service)
                        .taskDefinition(definition)
                        .launchType(LaunchType.FARGATE)
                        .networkConfiguration(site.network())
                        .scale(s -> s.value(100.0)))
                .taskSet()
                .id();
        settle();
        assertThatThrownBy(() -> ecs().deleteTaskSet(
                                r -> r.cluster(site.cluster).service(service).taskSet(set)))
                .hasMessageContaining("scaled above 0");
        ecs().deleteTaskSet(r ->
                r.cluster(site.cluster).service(service).taskSet(set).force(true));
        settle();
        assertThat(site.describe(service).taskSets()).isEmpty();
        assertThat(site.tasks(service, DesiredStatus.RUNNING)).isEmpty();
    }

    @Test
    void what_is_not_there_is_refused_as_aws_does() {
        String definition = site.definition(EcsFixture.name("family"), "serves/hello");
        assertThatThrownBy(() -> ecs().runTask(r -> r.cluster("nowhere").taskDefinition(definition)))
                .isInstanceOf(ClusterNotFoundException.class);
        assertThatThrownBy(() -> ecs().runTask(r ->
                        r.cluster(site.cluster).taskDefinition(definition).launchType(LaunchType.FARGATE)))
                .hasMessageContaining("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
        assertThatThrownBy(() -> ecs().runTask(r ->
                        r.cluster(site.cluster).taskDefinition(definition).networkConfiguration(site.network())))
                .hasMessageContaining("No Container Instances were found in your cluster.");
        assertThatThrownBy(() -> ecs().runTask(r -> r.cluster(site.cluster)
                        .taskDefinition(definition)
                        .launchType(LaunchType.FARGATE)
                        .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets("subnet-0123456789abcdef0")))))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("subnet-0123456789abcdef0");
        assertThatThrownBy(() -> site.service("s", "nobody:1", r -> {}))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("TaskDefinition not found.");
        assertThatThrownBy(
                        () -> site.service(
                                "s",
                                definition,
                                r -> r.loadBalancers(
                                        EcsFixture.behind(
                                                "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/no/0123456789abcdef"))))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> ecs().stopTask(r -> r.cluster(site.cluster).task("0123456789abcdef")))
                .hasMessageContaining("The referenced task was not found.");
        assertThat(ecs().describeServices(r -> r.cluster(site.cluster).services("nobody"))
                        .failures())
                .singleElement()
                .satisfies(failure -> {
                    assertThat(failure.reason()).isEqualTo("MISSING");
                    assertThat(failure.arn()).endsWith(":service/" + site.cluster + "/nobody");
                });
    }

    @Test
    void sizes_told_in_words_are_kept_as_numbers() {
        String arn = site.definition(
                EcsFixture.name("family"), "serves/hello", r -> r.cpu(".5 vCPU").memory("1GB"));
        TaskDefinition kept =
                site.ecs().describeTaskDefinition(r -> r.taskDefinition(arn)).taskDefinition();
        assertThat(kept.cpu()).isEqualTo("512");
        assertThat(kept.memory()).isEqualTo("1024");
        for (String wrong : List.of("1 TB", "GB", "0.3333 GB", "9".repeat(400) + " GB")) {
            assertThatThrownBy(() -> site.definition(EcsFixture.name("family"), "serves/hello", r -> r.memory(wrong)))
                    .hasMessageContaining("No Fargate configuration exists for given values");
        }
    }

    @Test
    void what_is_not_supported_is_refused_and_not_ignored() {
        String definition = site.definition(EcsFixture.name("family"), "serves/hello");
        assertThatThrownBy(() -> site.service("s", definition, r -> r.enableExecuteCommand(true)))
                .satisfies(EcsContract::isUnsupported);
        assertThatThrownBy(() -> site.service(
                        "s",
                        definition,
                        r -> r.deploymentConfiguration(c ->
                                c.deploymentCircuitBreaker(b -> b.enable(true).rollback(true)))))
                .satisfies(EcsContract::isUnsupported);
        assertThatThrownBy(() ->
                        site.definition("f", "serves/hello", r -> r.taskRoleArn("arn:aws:iam::123456789012:role/task")))
                .satisfies(EcsContract::isUnsupported);
        assertThat(site.ecs().listServices(r -> r.cluster(site.cluster)).serviceArns())
                .isEmpty();
    }

    private static void isUnsupported(Throwable problem) {
        boolean isOnTheWire = problem instanceof EcsException refused && refused.statusCode() == 501;
        assertThat(isOnTheWire || problem instanceof UnsupportedOperationException)
                .as("%s", problem)
                .isTrue();
    }
}
