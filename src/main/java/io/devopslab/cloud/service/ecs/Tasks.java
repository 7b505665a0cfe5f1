package io.devopslab.cloud.service.ecs;

import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import io.devopslab.cloud.service.ecs.run.Running;
import io.devopslab.cloud.service.ecs.run.TaskFactory;
import io.devopslab.cloud.service.ecs.state.DefinitionRow;
import io.devopslab.cloud.service.ecs.state.EcsArns;
import io.devopslab.cloud.service.ecs.state.EcsErrors;
import io.devopslab.cloud.service.ecs.state.EcsPages;
import io.devopslab.cloud.service.ecs.state.EcsTables;
import io.devopslab.cloud.service.ecs.state.TaskRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ConflictException;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.PropagateTags;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.StopTaskRequest;
import software.amazon.awssdk.services.ecs.model.StopTaskResponse;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskField;
import software.amazon.awssdk.services.ecs.model.TaskOverride;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** Tasks: those of services, and those that run once. */
final class Tasks {

    private static final int MOST_AT_ONCE = 10;
    private static final int MOST_DESCRIBED = 100;

    /** How long a stopped task is told of (API Reference, "ListTasks"). */
    private static final Duration MEMORY = Duration.ofHours(1);

    private static final Set<String> SUPPORTED = Set.of(
            "clientToken",
            "cluster",
            "count",
            "group",
            "launchType",
            "networkConfiguration",
            "overrides",
            "platformVersion",
            "propagateTags",
            "startedBy",
            "tags",
            "taskDefinition");

    private final ServiceContext context;
    private final EcsTables tables;
    private final Placement placement;
    private final Running running;
    private final Table<Token> tokens;

    /** A request that was made under a token, and what it started. */
    record Token(String request, List<String> tasks) {
        Token {
            tasks = List.copyOf(tasks);
        }
    }

    Tasks(ServiceContext context, EcsTables tables, Placement placement, Running running) {
        this.context = context;
        this.tables = tables;
        this.placement = placement;
        this.running = running;
        this.tokens = context.store().table("run-tokens", Token.class);
    }

    RunTaskResponse run(RunTaskRequest request) {
        Outside.refuse(request, SUPPORTED, "RunTask");
        Cluster cluster = tables.cluster(request.cluster());
        TaskDefinition definition = tables.activeDefinition(request.taskDefinition());
        LaunchType type = Placement.launchType(request.launchType());
        Placement.checkPlatformVersion(request.platformVersion());
        placement.check(definition, type, request.networkConfiguration());
        int count = request.count() == null ? 1 : request.count();
        if (count < 1 || count > MOST_AT_ONCE) {
            throw EcsErrors.invalid("count must be between 1 and " + MOST_AT_ONCE + ".");
        }
        check(request.overrides(), definition);
        List<Tag> tags = tags(request, definition);
        if (type == LaunchType.EC2) {
            throw EcsErrors.invalid("No Container Instances were found in your cluster.");
        }
        forget();
        Optional<List<Task>> before = startedBefore(request);
        if (before.isPresent()) {
            return RunTaskResponse.builder().tasks(before.get()).build();
        }
        List<TaskRow> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            TaskRow task = running.factory()
                    .make(
                            new TaskFactory.Belonging(cluster.clusterName(), "", "", List.of()),
                            definition,
                            request.networkConfiguration(),
                            builder -> builder.group(
                                            request.group() == null ? "family:" + definition.family() : request.group())
                                    .startedBy(request.startedBy())
                                    .overrides(request.overrides())
                                    .tags(tags));
            made.add(task);
        }
        put(request, made);
        made.forEach(task -> running.runner().start(task.key()));
        return RunTaskResponse.builder()
                .tasks(made.stream().map(TaskRow::task).toList())
                .build();
    }

    private void put(RunTaskRequest request, List<TaskRow> made) {
        try {
            context.store().write(() -> {
                tables.cluster(request.cluster());
                made.forEach(task -> tables.tasks().put(task.key(), task));
                if (request.clientToken() != null) {
                    tokens.put(
                            request.clientToken(),
                            new Token(
                                    text(request),
                                    made.stream().map(TaskRow::key).toList()));
                }
            });
        } catch (RuntimeException e) {
            made.forEach(running.factory()::discard);
            throw e;
        }
    }

    private static String text(RunTaskRequest request) {
        return Shapes.write(request).toString();
    }

    /** What the same request has started, when it is sent again. */
    private Optional<List<Task>> startedBefore(RunTaskRequest request) {
        if (request.clientToken() == null) {
            return Optional.empty();
        }
        return tokens.get(request.clientToken()).map(token -> {
            if (!token.request().equals(text(request))) {
                throw Errors.of(
                        ConflictException.builder(),
                        "The client token was used for another request: " + request.clientToken());
            }
            return token.tasks().stream()
                    .flatMap(key -> tables.tasks().get(key).stream())
                    .map(TaskRow::task)
                    .toList();
        });
    }

    private List<Tag> tags(RunTaskRequest request, TaskDefinition definition) {
        List<Tag> own = Tags.checked(request.tags(), CallSource.of(request).isPresent());
        if (request.propagateTags() == null || request.propagateTags() == PropagateTags.NONE) {
            return own;
        }
        if (request.propagateTags() != PropagateTags.TASK_DEFINITION) {
            throw EcsErrors.invalid("Tags can be propagated from the task definition only.");
        }
        List<Tag> inherited = tables.findDefinition(definition.taskDefinitionArn())
                .map(DefinitionRow::tags)
                .orElse(List.of());
        return Tags.merged(inherited, own);
    }

    private static void check(@Nullable TaskOverride override, TaskDefinition definition) {
        if (override == null) {
            return;
        }
        Outside.refuse(override, Set.of("containerOverrides"), "the overrides of a task");
        for (ContainerOverride container : override.containerOverrides()) {
            Outside.refuse(container, Set.of("name", "command", "environment"), "the overrides of a container");
            if (definition.containerDefinitions().stream()
                    .noneMatch(each -> each.name().equals(container.name()))) {
                throw EcsErrors.invalid("Override for container named " + container.name()
                        + " is not a container in the TaskDefinition.");
            }
            boolean isNameless = container.environment().stream()
                    .anyMatch(variable ->
                            variable.name() == null || !variable.name().matches("[^=\\s\\x00]{1,1024}"));
            if (isNameless) {
                throw EcsErrors.invalid("The name of an environment variable is invalid.");
            }
        }
    }

    /** Those that stopped long ago. */
    private void forget() {
        Instant before = context.time().instant().minus(MEMORY);
        context.store().write(() -> {
            tables.tasks().values().stream()
                    .filter(TaskRow::isStopped)
                    .filter(task -> task.task().stoppedAt().isBefore(before))
                    .forEach(task -> tables.tasks().remove(task.key()));
            tokens.keys().stream()
                    .filter(token -> tokens.get(token).stream()
                            .flatMap(each -> each.tasks().stream())
                            .noneMatch(tables.tasks()::contains))
                    .forEach(tokens::remove);
        });
    }

    private Optional<TaskRow> find(String cluster, String idOrArn) {
        return tables.tasks()
                .get(cluster + "/" + EcsArns.last(idOrArn))
                .filter(task -> !idOrArn.startsWith("arn:") || idOrArn.equals(task.arn()))
                .filter(task -> !task.isStopped()
                        || task.task()
                                .stoppedAt()
                                .isAfter(context.time().instant().minus(MEMORY)));
    }

    DescribeTasksResponse describe(DescribeTasksRequest request) {
        if (request.tasks().isEmpty()) {
            throw EcsErrors.invalid("Tasks cannot be empty.");
        }
        if (request.tasks().size() > MOST_DESCRIBED) {
            throw EcsErrors.invalid("Tasks cannot have more than " + MOST_DESCRIBED + " elements.");
        }
        String cluster = tables.cluster(request.cluster()).clusterName();
        boolean withTags = request.include().contains(TaskField.TAGS);
        List<Task> found = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (String name : request.tasks()) {
            find(cluster, name)
                    .ifPresentOrElse(
                            task -> found.add(withTags ? task.task() : withoutTags(task.task())),
                            () -> failures.add(Failure.builder()
                                    .arn(name.startsWith("arn:") ? name : EcsArns.task(context.scope(), cluster, name))
                                    .reason("MISSING")
                                    .build()));
        }
        return DescribeTasksResponse.builder().tasks(found).failures(failures).build();
    }

    private static Task withoutTags(Task task) {
        return task.toBuilder().tags(List.of()).build();
    }

    ListTasksResponse list(ListTasksRequest request) {
        String cluster = tables.cluster(request.cluster()).clusterName();
        if (request.containerInstance() != null) {
            throw EcsErrors.invalid("Container instance not found.");
        }
        DesiredStatus status = request.desiredStatus() == null ? DesiredStatus.RUNNING : request.desiredStatus();
        if (status == DesiredStatus.UNKNOWN_TO_SDK_VERSION) {
            throw EcsErrors.invalid("Invalid desired status.");
        }
        String service = Optional.ofNullable(request.serviceName())
                .map(name -> ServiceViews.key(tables.findService(cluster, name).orElseThrow(EcsErrors::noService)))
                .orElse("");
        Instant after = context.time().instant().minus(MEMORY);
        List<String> arns = tables.tasksOfCluster(cluster).stream()
                .filter(task -> task.task().desiredStatus().equals(status.toString()))
                .filter(task -> !task.isStopped() || task.task().stoppedAt().isAfter(after))
                .filter(task -> service.isEmpty() || task.service().equals(service))
                .filter(task -> request.startedBy() == null
                        || request.startedBy().equals(task.task().startedBy()))
                .filter(task -> request.launchType() == null
                        || request.launchType() == task.task().launchType())
                .filter(task -> request.family() == null || isOf(task, request.family()))
                .map(TaskRow::arn)
                .toList();
        Page<String> page = EcsPages.of(arns, request.nextToken(), request.maxResults(), 100);
        return ListTasksResponse.builder()
                .taskArns(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static boolean isOf(TaskRow task, String family) {
        return EcsArns.last(task.task().taskDefinitionArn()).startsWith(family + ":");
    }

    StopTaskResponse stop(StopTaskRequest request) {
        if (request.task() == null || request.task().isEmpty()) {
            throw EcsErrors.invalid("Task cannot be empty.");
        }
        String cluster = tables.cluster(request.cluster()).clusterName();
        TaskRow task = find(cluster, request.task())
                .orElseThrow(() -> EcsErrors.invalid("The referenced task was not found."));
        running.runner()
                .stop(
                        task.key(),
                        request.reason() == null ? "Task stopped by user" : request.reason(),
                        TaskStopCode.USER_INITIATED);
        return StopTaskResponse.builder()
                .task(tables.tasks().get(task.key()).map(TaskRow::task).orElse(task.task()))
                .build();
    }
}
