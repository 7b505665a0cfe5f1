package io.devopslab.cloud.service.ecs;

import io.devopslab.cloud.service.ecs.state.EcsErrors;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.CPUArchitecture;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LogConfiguration;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.TransportProtocol;

/** What a task definition must be like (API Reference, "RegisterTaskDefinition"), and what the embedded ECS can run of it. */
final class DefinitionRules {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,255}");
    private static final Pattern VARIABLE = Pattern.compile("[^=\\s\\x00]{1,1024}");

    private static final Set<String> OF_DEFINITIONS = Set.of(
            "family",
            "executionRoleArn",
            "networkMode",
            "containerDefinitions",
            "requiresCompatibilities",
            "cpu",
            "memory",
            "runtimePlatform",
            "tags");

    private static final Set<String> OF_CONTAINERS = Set.of(
            "name",
            "image",
            "cpu",
            "memory",
            "memoryReservation",
            "portMappings",
            "essential",
            "entryPoint",
            "command",
            "environment",
            "workingDirectory",
            "user",
            "readonlyRootFilesystem",
            "stopTimeout",
            "logConfiguration");

    private static final Set<String> OF_PORTS = Set.of("containerPort", "hostPort", "protocol", "name");

    private static final Set<String> OF_LOGS =
            Set.of("awslogs-group", "awslogs-region", "awslogs-stream-prefix", "awslogs-create-group");

    /** Processor units to the least and the most memory in mebibytes, and the step between (Developer Guide, "Fargate task sizes"). */
    private static final Map<String, int[]> SIZES = Map.of(
            "256", new int[] {512, 2_048, 512},
            "512", new int[] {1_024, 4_096, 1_024},
            "1024", new int[] {2_048, 8_192, 1_024},
            "2048", new int[] {4_096, 16_384, 1_024},
            "4096", new int[] {8_192, 30_720, 1_024},
            "8192", new int[] {16_384, 61_440, 4_096},
            "16384", new int[] {32_768, 122_880, 8_192});

    private DefinitionRules() {}

    static void check(RegisterTaskDefinitionRequest request, String region) {
        if (request.family() == null || !NAME.matcher(request.family()).matches()) {
            throw EcsErrors.client("Family should match the regular expression: ^[a-zA-Z0-9_-]{1,255}$");
        }
        if (request.containerDefinitions().isEmpty()) {
            throw EcsErrors.client("Container list cannot be empty.");
        }
        Outside.refuse(request, OF_DEFINITIONS, "a task definition");
        if (request.requiresCompatibilities().contains(Compatibility.UNKNOWN_TO_SDK_VERSION)
                || request.networkMode() == NetworkMode.UNKNOWN_TO_SDK_VERSION) {
            throw EcsErrors.client("Invalid compatibility or network mode.");
        }
        if (request.runtimePlatform() != null) {
            String system = request.runtimePlatform().operatingSystemFamilyAsString();
            if (system != null && !system.equals("LINUX")) {
                throw EcsErrors.unsupported("the operating system " + system);
            }
            if (request.runtimePlatform().cpuArchitecture() == CPUArchitecture.UNKNOWN_TO_SDK_VERSION) {
                throw EcsErrors.client("Invalid CPU architecture.");
            }
        }
        Set<String> names = new HashSet<>();
        for (ContainerDefinition container : request.containerDefinitions()) {
            check(container, request, region);
            if (!names.add(container.name())) {
                throw EcsErrors.client("Container definition names must be unique: " + container.name());
            }
        }
        if (request.containerDefinitions().stream().allMatch(each -> Boolean.FALSE.equals(each.essential()))) {
            throw EcsErrors.client("A task definition must have at least one essential container.");
        }
        if (isForFargate(request)) {
            checkFargate(request);
        }
    }

    static boolean isForFargate(RegisterTaskDefinitionRequest request) {
        return request.requiresCompatibilities().contains(Compatibility.FARGATE);
    }

    private static void check(ContainerDefinition container, RegisterTaskDefinitionRequest request, String region) {
        if (container.name() == null || !NAME.matcher(container.name()).matches()) {
            throw EcsErrors.client("Container.name should match the regular expression: ^[a-zA-Z0-9_-]{1,255}$");
        }
        if (container.image() == null
                || container.image().isEmpty()
                || container.image().startsWith("-")) {
            throw EcsErrors.client("Container.image should not be null or empty.");
        }
        Outside.refuse(container, OF_CONTAINERS, "a container definition");
        if (!isForFargate(request)
                && request.memory() == null
                && container.memory() == null
                && container.memoryReservation() == null) {
            throw EcsErrors.client("Invalid setting for container '" + container.name()
                    + "'. At least one of 'memory' or 'memoryReservation' must be specified.");
        }
        checkNumber(container.cpu(), 0, "cpu", container.name());
        // What an engine gives a container at least.
        checkNumber(container.memory(), 6, "memory", container.name());
        checkNumber(container.memoryReservation(), 6, "memoryReservation", container.name());
        if (container.memory() != null
                && container.memoryReservation() != null
                && container.memoryReservation() > container.memory()) {
            throw EcsErrors.client("Invalid setting for container '" + container.name()
                    + "'. memoryReservation must not be greater than memory.");
        }
        if (container.stopTimeout() != null && (container.stopTimeout() < 0 || container.stopTimeout() > 120)) {
            throw EcsErrors.client(
                    "The stop timeout of the container '" + container.name() + "' must be between 0 and 120 seconds.");
        }
        container.environment().forEach(variable -> {
            if (variable.name() == null || !VARIABLE.matcher(variable.name()).matches()) {
                throw EcsErrors.client("The name of an environment variable is invalid: " + variable.name());
            }
        });
        container.portMappings().forEach(port -> check(port, request));
        if (container.logConfiguration() != null) {
            check(container.logConfiguration(), region);
        }
    }

    private static void checkNumber(@Nullable Integer value, int least, String what, String container) {
        if (value != null && value < least) {
            throw EcsErrors.client(
                    "Invalid setting for container '" + container + "'. " + what + " must be at least " + least + ".");
        }
    }

    private static void check(PortMapping port, RegisterTaskDefinitionRequest request) {
        Outside.refuse(port, OF_PORTS, "a port mapping");
        if (port.containerPort() == null || port.containerPort() < 1 || port.containerPort() > 65_535) {
            throw EcsErrors.client("Invalid 'containerPort' setting: " + port.containerPort());
        }
        if (port.protocol() != null && port.protocol() != TransportProtocol.TCP) {
            throw EcsErrors.unsupported("the protocol " + port.protocolAsString() + " of a port mapping");
        }
        if (request.networkMode() == NetworkMode.AWSVPC
                && port.hostPort() != null
                && !port.hostPort().equals(port.containerPort())) {
            throw EcsErrors.client(
                    "When networkMode=awsvpc, the host ports and container ports in port mappings must" + " match.");
        }
    }

    private static void check(LogConfiguration logs, String region) {
        if (logs.logDriver() != LogDriver.AWSLOGS || !logs.secretOptions().isEmpty()) {
            throw EcsErrors.unsupported("the log driver " + logs.logDriverAsString());
        }
        logs.options().keySet().forEach(option -> {
            if (!OF_LOGS.contains(option)) {
                throw EcsErrors.unsupported("the option " + option + " of the log driver awslogs");
            }
        });
        if (logs.options().getOrDefault("awslogs-group", "").isEmpty()) {
            throw EcsErrors.client("Log driver awslogs requires options: awslogs-group");
        }
        if (!region.equals(logs.options().getOrDefault("awslogs-region", region))) {
            throw EcsErrors.unsupported("logs in another region");
        }
    }

    private static void checkFargate(RegisterTaskDefinitionRequest request) {
        if (request.networkMode() != NetworkMode.AWSVPC) {
            throw EcsErrors.client("Fargate only supports network mode ‘awsvpc’.");
        }
        for (String missing : request.cpu() == null
                ? List.of("cpu")
                : request.memory() == null ? List.of("memory") : List.<String>of()) {
            throw EcsErrors.client("Fargate requires that '" + missing + "' be defined at the task level.");
        }
        int[] memory = SIZES.get(request.cpu());
        if (memory == null || !isSize(memory, request)) {
            throw EcsErrors.client("No Fargate configuration exists for given values: " + request.cpu() + " CPU, "
                    + request.memory() + " memory.");
        }
        boolean hasLogs = request.containerDefinitions().stream().anyMatch(each -> each.logConfiguration() != null);
        if (hasLogs && request.executionRoleArn() == null) {
            throw EcsErrors.client(
                    "Fargate requires task definition to have execution role ARN to support log driver awslogs.");
        }
    }

    private static boolean isSize(int[] range, RegisterTaskDefinitionRequest request) {
        if (!request.memory().matches("\\d{1,6}")) {
            return false;
        }
        int memory = Integer.parseInt(request.memory());
        // The smallest task has one size more than its step would give.
        return memory >= range[0] && memory <= range[1] && (memory - range[0]) % range[2] == 0 && memory != 1_536;
    }
}
