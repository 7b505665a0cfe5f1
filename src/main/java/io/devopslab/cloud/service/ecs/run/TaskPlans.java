package io.devopslab.cloud.service.ecs.run;

import io.devopslab.cloud.kernel.Scope;
import io.devopslab.cloud.runtime.container.ContainerPlan;
import io.devopslab.cloud.service.ecs.state.TaskRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.CPUArchitecture;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.RuntimePlatform;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/**
 * The containers of a task, as an engine is to run them. All share one network, as in the mode awsvpc: that of the first
 * essential container, on which all ports of the task are.
 */
final class TaskPlans {

    private static final long MEBIBYTE = 1L << 20;
    private static final double UNITS_OF_A_PROCESSOR = 1_024;

    private TaskPlans() {}

    static boolean isEssential(ContainerDefinition container) {
        return !Boolean.FALSE.equals(container.essential());
    }

    /** In the order in which they start: the owner of the network first. */
    static List<ContainerDefinition> ordered(TaskDefinition definition) {
        List<ContainerDefinition> all = new ArrayList<>(definition.containerDefinitions());
        all.stream().filter(TaskPlans::isEssential).findFirst().ifPresent(owner -> {
            all.remove(owner);
            all.add(0, owner);
        });
        return all;
    }

    /** The engine's name for a container. */
    static String name(TaskRow task, String container) {
        return "lab-" + task.id() + "-" + container;
    }

    static ContainerPlan plan(Scope scope, TaskRow task, TaskDefinition definition, ContainerDefinition container) {
        String owner = ordered(definition).get(0).name();
        Optional<ContainerOverride> override = Optional.ofNullable(task.task().overrides()).stream()
                .flatMap(all -> all.containerOverrides().stream())
                .filter(each -> container.name().equals(each.name()))
                .findFirst();
        List<String> command = override.filter(ContainerOverride::hasCommand)
                .map(ContainerOverride::command)
                .orElse(container.command());
        return new ContainerPlan(
                name(task, container.name()),
                task.arn(),
                container.image(),
                container.entryPoint(),
                command,
                environment(scope, container, override),
                Optional.ofNullable(container.workingDirectory()),
                Optional.ofNullable(container.user()),
                owner.equals(container.name())
                        ? new ContainerPlan.Network.Own(task.address(), ports(task, definition))
                        : new ContainerPlan.Network.Shared(name(task, owner)),
                platform(definition),
                memory(definition, container),
                container.memoryReservation() == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(container.memoryReservation() * MEBIBYTE),
                processors(definition, container),
                Boolean.TRUE.equals(container.readonlyRootFilesystem()));
    }

    /** As docker calls the architecture that a definition asks for. */
    private static Optional<String> platform(TaskDefinition definition) {
        return Optional.ofNullable(definition.runtimePlatform())
                .map(RuntimePlatform::cpuArchitecture)
                .map(architecture -> architecture == CPUArchitecture.ARM64 ? "linux/arm64" : "linux/amd64");
    }

    private static Map<String, String> environment(
            Scope scope, ContainerDefinition container, Optional<ContainerOverride> override) {
        Map<String, String> variables = new HashMap<>(Map.of("AWS_REGION", scope.region()));
        container.environment().forEach(each -> variables.put(each.name(), text(each.value())));
        override.ifPresent(more ->
                more.environment().forEach(each -> variables.put(String.valueOf(each.name()), text(each.value()))));
        return variables;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static Map<Integer, Integer> ports(TaskRow task, TaskDefinition definition) {
        Map<Integer, Integer> ports = new HashMap<>();
        published(definition).stream()
                .limit(task.sharedPort() == 0 ? Integer.MAX_VALUE : 1)
                .forEach(port -> ports.put(port, task.port(port)));
        return ports;
    }

    /** The ports of all containers that others may reach. */
    static List<Integer> published(TaskDefinition definition) {
        return definition.containerDefinitions().stream()
                .flatMap(container -> container.portMappings().stream())
                .map(PortMapping::containerPort)
                .distinct()
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    /** A container's own limit, else that of the task. */
    private static OptionalLong memory(TaskDefinition definition, ContainerDefinition container) {
        if (container.memory() != null) {
            return OptionalLong.of(container.memory() * MEBIBYTE);
        }
        return definition.memory() != null && definition.memory().matches("\\d{1,7}")
                ? OptionalLong.of(Long.parseLong(definition.memory()) * MEBIBYTE)
                : OptionalLong.empty();
    }

    private static OptionalDouble processors(TaskDefinition definition, ContainerDefinition container) {
        if (container.cpu() != null && container.cpu() > 0) {
            return OptionalDouble.of(container.cpu() / UNITS_OF_A_PROCESSOR);
        }
        return definition.cpu() != null && definition.cpu().matches("\\d{1,6}")
                ? OptionalDouble.of(Integer.parseInt(definition.cpu()) / UNITS_OF_A_PROCESSOR)
                : OptionalDouble.empty();
    }
}
