package io.devopslab.cloud.service.codedeploy.appspec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An AppSpec file of a deployment that moves the traffic of one resource.
 *
 * @param name what the file calls the resource
 * @param properties of the resource
 * @param hooks which function validates at which lifecycle event
 */
record ResourceSpec(String name, JsonNode properties, Map<String, String> hooks) {

    ResourceSpec {
        hooks = Map.copyOf(hooks);
    }

    /**
     * What tells such files of one platform from those of another.
     *
     * @param type of the resource
     * @param resource the platform's one resource, in words
     * @param deployment the platform's deployments, in words, with their article
     * @param events at which there may be hooks
     */
    record Form(String type, String resource, String deployment, List<String> events) {

        Form {
            events = List.copyOf(events);
        }

        /**
         * @param text YAML or JSON
         * @throws InvalidAppSpecException when it is no AppSpec file of this form
         */
        ResourceSpec parse(String text) throws InvalidAppSpecException {
            JsonNode root = SpecDocument.read(text);
            JsonNode resources = root.has("Resources") ? root.path("Resources") : root.path("resources");
            if (!resources.isArray() || resources.size() != 1) {
                throw new InvalidAppSpecException(
                        "The AppSpec file must have a list 'Resources' of exactly one " + resource + ".");
            }
            Map.Entry<String, JsonNode> only = only(resources.get(0));
            if (!only.getValue().path("Type").asText().equals(type)) {
                throw new InvalidAppSpecException(
                        "The resource " + only.getKey() + " must be of the type " + type + ".");
            }
            return new ResourceSpec(
                    only.getKey(),
                    only.getValue().path("Properties"),
                    hooks(root.has("Hooks") ? root.path("Hooks") : root.path("hooks")));
        }

        private Map<String, String> hooks(JsonNode list) throws InvalidAppSpecException {
            Map<String, String> hooks = new LinkedHashMap<>();
            for (JsonNode entry : list) {
                Map.Entry<String, JsonNode> hook = only(entry);
                if (!events.contains(hook.getKey())) {
                    throw new InvalidAppSpecException("The hook " + hook.getKey() + " is none of " + deployment + ".");
                }
                String function = hook.getValue().asText("");
                if (!function.isEmpty()) {
                    hooks.put(hook.getKey(), function);
                }
            }
            return hooks;
        }

        /** The text of a file with these values, as JSON. */
        String text(String name, ObjectNode properties, Map<String, String> hooks) {
            ObjectNode root = JsonNodeFactory.instance.objectNode().put("version", 0.0);
            root.putArray("Resources")
                    .addObject()
                    .putObject(name)
                    .put("Type", type)
                    .set("Properties", properties);
            if (!hooks.isEmpty()) {
                ArrayNode list = root.putArray("Hooks");
                hooks.forEach((event, validator) -> list.addObject().put(event, validator));
            }
            return root.toString();
        }
    }

    private static Map.Entry<String, JsonNode> only(JsonNode node) throws InvalidAppSpecException {
        if (!node.isObject() || node.size() != 1) {
            throw new InvalidAppSpecException("Each entry of the AppSpec file's lists must have exactly one key.");
        }
        return node.properties().iterator().next();
    }

    /** A property that must be there, in {@code properties} or in a part of it. */
    static String required(JsonNode properties, String name) throws InvalidAppSpecException {
        String value = properties.path(name).asText("");
        if (value.isEmpty()) {
            throw new InvalidAppSpecException("The property " + name + " is missing in the AppSpec file.");
        }
        return value;
    }
}
