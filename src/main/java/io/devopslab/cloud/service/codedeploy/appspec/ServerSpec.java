package io.devopslab.cloud.service.codedeploy.appspec;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The AppSpec file of a deployment to hosts (CodeDeploy User Guide, "AppSpec File structure for EC2/on-premises
 * deployments").
 */
public record ServerSpec(
        List<FileCopy> files,
        List<Permission> permissions,
        Map<String, List<Script>> hooks,
        Optional<String> onExisting) {

    /** The hooks that scripts may have, load balancers aside. */
    private static final Set<String> HOOKS = Set.of(
            "ApplicationStop",
            "BeforeInstall",
            "AfterInstall",
            "ApplicationStart",
            "ValidateService",
            "BeforeBlockTraffic",
            "AfterBlockTraffic",
            "BeforeAllowTraffic",
            "AfterAllowTraffic");

    private static final long LONGEST_SECONDS = 3600;

    public ServerSpec {
        files = List.copyOf(files);
        permissions = List.copyOf(permissions);
        hooks = Map.copyOf(hooks);
    }

    /** A file or directory of the bundle, and the directory to copy it into. */
    public record FileCopy(String source, String destination) {}

    /**
     * The mode of what was copied.
     *
     * @param object a file, or a directory for whose content the pattern counts
     * @param pattern which names, {@code **} for all
     * @param mode octal digits
     */
    public record Permission(String object, String pattern, Set<String> types, Optional<String> mode) {}

    /** A script of the bundle, and how long it may run. */
    public record Script(String location, Duration timeout, Optional<String> user) {}

    /**
     * @throws InvalidAppSpecException when it is no AppSpec file of such a deployment
     */
    public static ServerSpec parse(String text) throws InvalidAppSpecException {
        JsonNode root = SpecDocument.read(text);
        String os = root.path("os").asText();
        if (!List.of("linux", "windows").contains(os)) {
            throw new InvalidAppSpecException(
                    "The AppSpec file specifies the unsupported operating system '" + os + "': linux or windows.");
        }
        Optional<String> onExisting =
                Optional.ofNullable(root.path("file_exists_behavior").asText(null));
        return new ServerSpec(
                files(root.path("files")),
                permissions(root.path("permissions")),
                hooks(root.path("hooks")),
                onExisting);
    }

    private static List<FileCopy> files(JsonNode list) throws InvalidAppSpecException {
        List<FileCopy> files = new ArrayList<>();
        for (JsonNode file : list) {
            files.add(new FileCopy(required(file, "source"), required(file, "destination")));
        }
        return files;
    }

    private static List<Permission> permissions(JsonNode list) throws InvalidAppSpecException {
        List<Permission> permissions = new ArrayList<>();
        for (JsonNode entry : list) {
            List<String> types = new ArrayList<>();
            entry.path("type").forEach(type -> types.add(type.asText()));
            Optional<String> mode = Optional.ofNullable(entry.path("mode").asText(null));
            if (mode.filter(digits -> !digits.matches("[0-7]{1,4}")).isPresent()) {
                throw new InvalidAppSpecException("The mode '" + mode.get() + "' is not octal digits.");
            }
            permissions.add(new Permission(
                    required(entry, "object"),
                    entry.path("pattern").asText("**"),
                    types.isEmpty() ? Set.of("file", "directory") : Set.copyOf(types),
                    mode));
        }
        return permissions;
    }

    private static Map<String, List<Script>> hooks(JsonNode section) throws InvalidAppSpecException {
        Map<String, List<Script>> hooks = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> hook : section.properties()) {
            if (!HOOKS.contains(hook.getKey())) {
                throw new InvalidAppSpecException("The AppSpec file has an unknown lifecycle event: " + hook.getKey());
            }
            List<Script> scripts = new ArrayList<>();
            for (JsonNode script : hook.getValue()) {
                long timeout = script.path("timeout").asLong(LONGEST_SECONDS);
                if (timeout < 1 || timeout > LONGEST_SECONDS) {
                    throw new InvalidAppSpecException("The timeout of " + hook.getKey() + " is not 1 to 3600 seconds.");
                }
                scripts.add(new Script(
                        required(script, "location"),
                        Duration.ofSeconds(timeout),
                        Optional.ofNullable(script.path("runas").asText(null))));
            }
            hooks.put(hook.getKey(), scripts);
        }
        return hooks;
    }

    private static String required(JsonNode node, String name) throws InvalidAppSpecException {
        String value = node.path(name).asText("");
        if (value.isEmpty()) {
            throw new InvalidAppSpecException("The AppSpec file misses '" + name + "' in one of its entries.");
        }
        return value;
    }

    public List<Script> scripts(String event) {
        return hooks.getOrDefault(event, List.of());
    }
}
