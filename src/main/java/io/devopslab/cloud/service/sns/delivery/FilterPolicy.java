package io.devopslab.cloud.service.sns.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Machine;

/**
 * Which messages a subscriber wants, by their attributes or by their bodies (Amazon SNS Developer Guide, "Amazon SNS
 * subscription filter policies"). Thread-safe.
 */
public final class FilterPolicy {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HIDDEN_SOURCE = "REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled)";
    private static final int MOST_KEYS = 5;
    private static final int MOST_COMBINATIONS = 150;

    private final Machine machine;
    private final boolean ofBody;

    private FilterPolicy(Machine machine, boolean ofBody) {
        this.machine = machine;
        this.ofBody = ofBody;
    }

    /**
     * @param ofBody whether the policy is about bodies
     * @throws IllegalArgumentException with what is wrong about it
     */
    public static FilterPolicy compile(String policy, boolean ofBody) {
        JsonNode root = parse(policy);
        if (!ofBody) {
            root.properties().forEach(entry -> requireFlat(entry.getKey(), entry.getValue()));
        }
        Size size = Size.of(root);
        if (size.keys() > MOST_KEYS) {
            throw new IllegalArgumentException("FilterPolicy: Filter policy can not have more than 5 keys");
        }
        if (size.combinations() > MOST_COMBINATIONS) {
            throw new IllegalArgumentException("FilterPolicy: Filter policy is too complex");
        }
        return new FilterPolicy(machine(policy), ofBody);
    }

    /**
     * @param keys the names of the leaves
     * @param combinations the product of the numbers of values, each times its depth
     */
    private record Size(int keys, long combinations) {

        static Size of(JsonNode root) {
            return root.isEmpty() ? new Size(0, 0) : of(root, 1);
        }

        private static Size of(JsonNode node, int depth) {
            int keys = 0;
            long combinations = 1;
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                JsonNode value = entry.getValue();
                Size inner;
                if (value.isObject()) {
                    inner = of(value, depth + 1);
                } else if (entry.getKey().equals("$or")) {
                    inner = alternatives(value, depth);
                } else {
                    inner = new Size(1, (long) Math.max(value.size(), 1) * depth);
                }
                keys += inner.keys();
                combinations = Math.min(combinations * Math.max(inner.combinations(), 1), Integer.MAX_VALUE);
            }
            return new Size(keys, combinations);
        }

        private static Size alternatives(JsonNode list, int depth) {
            int keys = 0;
            long combinations = 0;
            for (JsonNode alternative : list) {
                Size inner = of(alternative, depth);
                keys += inner.keys();
                combinations += inner.combinations();
            }
            return new Size(keys, combinations);
        }
    }

    private static JsonNode parse(String policy) {
        try {
            JsonNode root = JSON.readTree(policy);
            if (root.isObject()) {
                return root;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("FilterPolicy: failed to parse JSON. " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("FilterPolicy: Filter is not an object");
    }

    private static void requireFlat(String name, JsonNode value) {
        if (value.isObject() && !name.startsWith("$")) {
            throw new IllegalArgumentException(
                    "Filter policy scope MessageAttributes does not support nested filter policy");
        }
    }

    private static Machine machine(String policy) {
        Machine machine = Machine.builder().build();
        if (policy.replaceAll("\\s", "").equals("{}")) {
            return machine;
        }
        String problem = JsonRuleCompiler.check(policy);
        if (problem != null) {
            throw new IllegalArgumentException(
                    "FilterPolicy: " + problem.replace(HIDDEN_SOURCE, "(String)\"" + policy + "\""));
        }
        try {
            machine.addRule("policy", policy);
            return machine;
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("FilterPolicy: " + e.getMessage(), e);
        }
    }

    /** Whether the subscriber wants the message. */
    public boolean accepts(Notification notification, String protocol) {
        if (machine.isEmpty()) {
            return true;
        }
        try {
            String event = ofBody
                    ? notification.message(protocol)
                    : attributes(notification.attributes()).toString();
            return JSON.readTree(event).isObject()
                    && !machine.rulesForJSONEvent(event).isEmpty();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            // A body that is no JSON has none of the members that the policy asks for.
            return false;
        }
    }

    /** Binary attributes take no part in filtering. */
    private static ObjectNode attributes(Map<String, MessageAttributeValue> attributes) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        attributes.forEach((name, value) -> {
            if (value.dataType().equals("String.Array") || value.dataType().startsWith("Number")) {
                event.set(name, json(value.stringValue()));
            } else if (value.dataType().startsWith("String")) {
                event.put(name, value.stringValue());
            }
        });
        return event;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance.textNode(text);
        }
    }
}
