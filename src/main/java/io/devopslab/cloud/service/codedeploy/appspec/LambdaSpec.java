package io.devopslab.cloud.service.codedeploy.appspec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The AppSpec file of a Lambda deployment (CodeDeploy User Guide, "AppSpec 'resources' section", "AppSpec 'hooks'
 * section for an AWS Lambda deployment"). It moves the traffic of one alias from one version to another.
 *
 * @param name what the file calls the resource
 * @param function the function's name or ARN
 * @param hooks which function validates at which lifecycle event
 */
public record LambdaSpec(
        String name,
        String function,
        String alias,
        String currentVersion,
        String targetVersion,
        Map<String, String> hooks) {

    public static final String BEFORE = "BeforeAllowTraffic";
    public static final String AFTER = "AfterAllowTraffic";
    private static final String TYPE = "AWS::Lambda::Function";

    public LambdaSpec {
        hooks = Map.copyOf(hooks);
    }

    /**
     * @param text YAML or JSON
     * @throws InvalidAppSpecException when it is no AppSpec file of a Lambda deployment
     */
    public static LambdaSpec parse(String text) throws InvalidAppSpecException {
        JsonNode root = SpecDocument.read(text);
        JsonNode resources = root.has("Resources") ? root.path("Resources") : root.path("resources");
        if (!resources.isArray() || resources.size() != 1) {
            throw new InvalidAppSpecException(
                    "The AppSpec file must have a list 'Resources' of exactly one Lambda function.");
        }
        Map.Entry<String, JsonNode> resource = only(resources.get(0));
        if (!resource.getValue().path("Type").asText().equals(TYPE)) {
            throw new InvalidAppSpecException(
                    "The resource " + resource.getKey() + " must be of the type " + TYPE + ".");
        }
        JsonNode properties = resource.getValue().path("Properties");
        return new LambdaSpec(
                resource.getKey(),
                required(properties, "Name"),
                required(properties, "Alias"),
                required(properties, "CurrentVersion"),
                required(properties, "TargetVersion"),
                hooks(root.has("Hooks") ? root.path("Hooks") : root.path("hooks")));
    }

    private static Map.Entry<String, JsonNode> only(JsonNode node) throws InvalidAppSpecException {
        if (!node.isObject() || node.size() != 1) {
            throw new InvalidAppSpecException("Each entry of the AppSpec file's lists must have exactly one key.");
        }
        return node.properties().iterator().next();
    }

    private static String required(JsonNode properties, String name) throws InvalidAppSpecException {
        String value = properties.path(name).asText("");
        if (value.isEmpty()) {
            throw new InvalidAppSpecException("The property " + name + " is missing in the AppSpec file.");
        }
        return value;
    }

    private static Map<String, String> hooks(JsonNode list) throws InvalidAppSpecException {
        Map<String, String> hooks = new LinkedHashMap<>();
        for (JsonNode entry : list) {
            Map.Entry<String, JsonNode> hook = only(entry);
            if (!List.of(BEFORE, AFTER).contains(hook.getKey())) {
                throw new InvalidAppSpecException("The hook " + hook.getKey() + " is none of a Lambda deployment.");
            }
            String function = hook.getValue().asText("");
            if (!function.isEmpty()) {
                hooks.put(hook.getKey(), function);
            }
        }
        return hooks;
    }

    public Optional<String> hook(String event) {
        return Optional.ofNullable(hooks.get(event));
    }

    /** What takes the traffic back, without validation. */
    public LambdaSpec reversed() {
        return new LambdaSpec(name, function, alias, targetVersion, currentVersion, Map.of());
    }

    /** The file's text, as JSON. */
    public String text() {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("version", 0.0);
        ObjectNode resource = root.putArray("Resources").addObject().putObject(name);
        resource.put("Type", TYPE)
                .putObject("Properties")
                .put("Name", function)
                .put("Alias", alias)
                .put("CurrentVersion", currentVersion)
                .put("TargetVersion", targetVersion);
        if (!hooks.isEmpty()) {
            var list = root.putArray("Hooks");
            hooks.forEach((event, validator) -> list.addObject().put(event, validator));
        }
        return root.toString();
    }
}
