package io.devopslab.cloud.stack.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.state.ResourceRow.Action;
import io.devopslab.cloud.stack.state.ResourceRow.State;
import io.devopslab.cloud.stack.template.TemplateException;
import io.devopslab.cloud.stack.template.TemplateResource;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done to make a resource what its template says.
 *
 * @param action empty when nothing is to be done
 * @param declared the properties of the template with their functions applied
 */
public record Plan(Optional<Action> action, boolean metadataOnly, ObjectNode declared) {

    private static final Comparator<JsonNode> BY_VALUE = (one, other) -> one.isNumber() && other.isNumber()
            ? one.decimalValue().compareTo(other.decimalValue())
            : one.equals(other) ? 0 : 1;

    /**
     * Compares a resource with its template.
     *
     * @param current what stands
     * @param renewed the properties that are others although the template says the same
     * @param touched whether the resource must be updated although its properties are the same
     */
    public static Plan of(
            TemplateResource resource,
            Optional<State> current,
            ObjectNode declared,
            ObjectNode metadata,
            Set<String> renewed,
            boolean touched,
            Handlers handlers) {
        if (current.isEmpty()) {
            return new Plan(Optional.of(Action.CREATE), false, declared);
        }
        State state = current.get();
        Set<String> changed = changed(state.declared(), declared);
        changed.addAll(renewed);
        if (!state.type().equals(resource.type())) {
            return new Plan(Optional.of(Action.REPLACE), false, declared);
        }
        if (changed.isEmpty() && !touched && !alwaysUpdated(resource)) {
            boolean metadataOnly = !metadata.equals(state.metadata());
            return new Plan(metadataOnly ? Optional.of(Action.UPDATE) : Optional.empty(), metadataOnly, declared);
        }
        ResourceHandler handler = handlers.get(resource.type());
        boolean replaces = changed.stream().anyMatch(handler.createOnly()::contains);
        if (replaces) {
            requireNewName(state, declared, changed);
        }
        return new Plan(Optional.of(replaces ? Action.REPLACE : Action.UPDATE), false, declared);
    }

    /** A nested stack's template may have changed behind its URL, so each update looks into it. */
    static boolean alwaysUpdated(TemplateResource resource) {
        return resource.type().equals("AWS::CloudFormation::Stack");
    }

    /** The top-level properties that differ. */
    public static Set<String> changed(ObjectNode before, ObjectNode after) {
        Set<String> names = new LinkedHashSet<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        names.removeIf(name -> isSame(before.get(name), after.get(name)));
        return names;
    }

    /** A number that was read from a template and one that was kept may be of different types, and are the same. */
    private static boolean isSame(@Nullable JsonNode before, @Nullable JsonNode after) {
        if (before == null || after == null) {
            return before == null && after == null;
        }
        return before.equals(BY_VALUE, after);
    }

    /** The old resource stands until the new one does, so the two cannot have the same custom name. */
    private static void requireNewName(State state, ObjectNode declared, Set<String> changed) {
        declared.properties().stream()
                .filter(property -> !changed.contains(property.getKey())
                        && property.getKey().endsWith("Name"))
                .filter(property -> property.getValue().asText().equals(state.physicalId()))
                .findFirst()
                .ifPresent(name -> {
                    throw customNamed(state.physicalId());
                });
    }

    /** The old resource stands in the way of the new one. */
    public static TemplateException customNamed(String name) {
        return new TemplateException("CloudFormation cannot update a stack when a custom-named resource requires"
                + " replacing. Rename " + name + " and update the stack again.");
    }
}
