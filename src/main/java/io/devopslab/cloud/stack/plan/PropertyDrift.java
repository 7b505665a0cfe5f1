package io.devopslab.cloud.stack.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.stack.state.ResourceRow.State;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.cloudformation.model.DifferenceType;
import software.amazon.awssdk.services.cloudformation.model.PropertyDifference;

/**
 * How the live properties of a resource differ from its template (CloudFormation User Guide, "Detect unmanaged
 * configuration changes"). Only properties that the template sets count, and each is measured against what the
 * service told of it when the template was applied: defaults and the service's own spelling are no drift.
 */
public final class PropertyDrift {

    private final ObjectNode expected = JsonNodeFactory.instance.objectNode();
    private final ObjectNode actual = JsonNodeFactory.instance.objectNode();
    private final List<PropertyDifference> differences = new ArrayList<>();

    /**
     * Compares.
     *
     * @param live what the service tells now
     */
    public PropertyDrift(State state, ObjectNode live) {
        ObjectNode told = state.live().orElse(live);
        state.properties().properties().forEach(property -> {
            String name = property.getKey();
            if (told.has(name) || live.has(name)) {
                compare(name, property.getValue(), told.path(name), live.path(name));
            }
        });
    }

    /** What the template sets, of that which the service tells. */
    public ObjectNode expected() {
        return expected;
    }

    /** The same as it is now. */
    public ObjectNode actual() {
        return actual;
    }

    public List<PropertyDifference> differences() {
        return List.copyOf(differences);
    }

    private void compare(String name, JsonNode declared, JsonNode then, JsonNode now) {
        expected.set(name, declared);
        int before = differences.size();
        difference("/" + name, then, now);
        if (differences.size() == before) {
            actual.set(name, declared);
        } else if (!now.isMissingNode()) {
            actual.set(name, now);
        }
    }

    private void difference(String path, JsonNode then, JsonNode now) {
        if (same(then, now)) {
            return;
        }
        if (then.isMissingNode() || now.isMissingNode()) {
            add(path, then, now, then.isMissingNode() ? DifferenceType.ADD : DifferenceType.REMOVE);
        } else if (then.isObject() && now.isObject()) {
            Set<String> names = new LinkedHashSet<>();
            then.fieldNames().forEachRemaining(names::add);
            now.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> difference(path + "/" + name, then.path(name), now.path(name)));
        } else if (then.isArray() && now.isArray()) {
            elements(path, then, now);
        } else {
            add(path, then, now, DifferenceType.NOT_EQUAL);
        }
    }

    /** Lists are told in any order: what both have is the same. */
    private void elements(String path, JsonNode then, JsonNode now) {
        List<Integer> gone = unmatched(then, now);
        List<Integer> come = unmatched(now, then);
        int pairs = Math.min(gone.size(), come.size());
        for (int i = 0; i < pairs; i++) {
            difference(path + "/" + gone.get(i), then.get(gone.get(i)), now.get(come.get(i)));
        }
        JsonNode missing = JsonNodeFactory.instance.missingNode();
        gone.subList(pairs, gone.size()).forEach(i -> add(path + "/" + i, then.get(i), missing, DifferenceType.REMOVE));
        come.subList(pairs, come.size()).forEach(i -> add(path + "/" + i, missing, now.get(i), DifferenceType.ADD));
    }

    private static List<Integer> unmatched(JsonNode list, JsonNode other) {
        List<JsonNode> left = new ArrayList<>();
        other.forEach(left::add);
        List<Integer> unmatched = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            JsonNode element = list.get(i);
            if (!left.remove(element)) {
                unmatched.add(i);
            }
        }
        return unmatched;
    }

    private static boolean same(JsonNode then, JsonNode now) {
        return then.equals(now)
                || (then.isValueNode() && now.isValueNode() && then.asText().equals(now.asText()));
    }

    private void add(String path, JsonNode then, JsonNode now, DifferenceType type) {
        differences.add(PropertyDifference.builder()
                .propertyPath(path)
                .expectedValue(text(then))
                .actualValue(text(now))
                .differenceType(type)
                .build());
    }

    private static String text(JsonNode value) {
        if (value.isMissingNode()) {
            return "null";
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
