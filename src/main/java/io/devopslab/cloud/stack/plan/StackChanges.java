package io.devopslab.cloud.stack.plan;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.stack.intrinsic.Evaluator;
import io.devopslab.cloud.stack.plan.Forecast.Fate;
import io.devopslab.cloud.stack.state.ResourceRow;
import io.devopslab.cloud.stack.state.ResourceRow.State;
import io.devopslab.cloud.stack.template.Graph;
import io.devopslab.cloud.stack.template.TemplateResource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.model.Change;
import software.amazon.awssdk.services.cloudformation.model.ChangeAction;
import software.amazon.awssdk.services.cloudformation.model.ChangeType;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.PolicyAction;
import software.amazon.awssdk.services.cloudformation.model.Replacement;
import software.amazon.awssdk.services.cloudformation.model.ResourceChange;

/** What a definition would change in a stack (CloudFormation User Guide, "Change set examples"). */
public final class StackChanges {

    private final Map<String, ResourceRow> rows;
    private final Blueprint target;
    private final Optional<Blueprint> previous;
    private final Handlers handlers;
    private final DynamicReferences references;
    private final Forecast forecast;
    private final Evaluator evaluator;
    private final List<Change> changes = new ArrayList<>();

    /**
     * Works out the changes.
     *
     * @param rows the resources of the stack
     * @param previous what the stack is meant to be now; empty when it is new
     * @param lookups gives what dynamic references lead to
     * @param exports gives the values of exports by name
     * @param tagsChanged whether the stack's own tags are others than before
     */
    public StackChanges(
            List<ResourceRow> rows,
            Optional<Blueprint> previous,
            Blueprint target,
            Handlers handlers,
            Lookups lookups,
            Function<String, Optional<String>> exports,
            boolean tagsChanged) {
        this.rows = rows.stream().collect(Collectors.toMap(ResourceRow::logicalId, UnaryOperator.identity()));
        this.previous = previous;
        this.target = target;
        this.handlers = handlers;
        this.references = new DynamicReferences(lookups);
        this.forecast = new Forecast(target, this.rows, exports);
        this.evaluator = new Evaluator(forecast);
        Graph.order(target.graph()).forEach(name -> compare(resource(name), tagsChanged));
        rows.stream()
                .filter(row -> !target.resources().containsKey(row.logicalId()))
                .filter(row -> row.current().isPresent())
                .forEach(this::remove);
        changes.sort(
                java.util.Comparator.comparing(change -> change.resourceChange().logicalResourceId()));
    }

    private TemplateResource resource(String name) {
        return Objects.requireNonNull(target.resources().get(name));
    }

    /** The changes, by the resources' names. */
    public List<Change> changes() {
        return List.copyOf(changes);
    }

    /** Whether the outputs would be others, as far as can be told. */
    public boolean changesOutputs(List<Output> now) {
        return !changes.isEmpty() || !new Outputs(target, forecast).evaluate().equals(now);
    }

    private void compare(TemplateResource resource, boolean tagsChanged) {
        Optional<ResourceRow> row = Optional.ofNullable(rows.get(resource.logicalId()));
        Optional<State> standing = row.flatMap(ResourceRow::current);
        if (standing.isEmpty()) {
            forecast.set(resource.logicalId(), Fate.NEW);
            changes.add(change(add(resource)));
            return;
        }
        ObjectNode declared = evaluator.evaluateObject(resource.properties());
        ObjectNode metadata = evaluator.evaluateObject(resource.metadata());
        boolean failed =
                row.filter(r -> r.status().toString().endsWith("_FAILED")).isPresent();
        Set<String> createOnly = handlers.find(resource.type())
                .map(handler -> handler.createOnly())
                .orElse(Set.of());
        ResourceComparison comparison = new ResourceComparison(
                resource,
                previous.map(blueprint -> blueprint.resources().get(resource.logicalId())),
                standing.get(),
                declared,
                metadata,
                references.renewed(standing.get(), declared),
                createOnly,
                changedParameters(),
                forecast);
        if (!comparison.differs() && !tagsChanged && !failed) {
            forecast.set(resource.logicalId(), Fate.KEPT);
            return;
        }
        ResourceChange change = comparison.change(tagsChanged);
        forecast.set(resource.logicalId(), change.replacement() == Replacement.FALSE ? Fate.MODIFIED : Fate.NEW);
        changes.add(change(change));
    }

    private Set<String> changedParameters() {
        Set<String> changed = new HashSet<>();
        previous.ifPresent(blueprint -> target.bindings().values().forEach((key, value) -> {
            if (!value.equals(blueprint.bindings().values().get(key))) {
                changed.add(key);
            }
        }));
        return changed;
    }

    private ResourceChange add(TemplateResource resource) {
        ObjectNode after = JsonNodeFactory.instance.objectNode();
        after.set("Properties", evaluator.evaluateObject(resource.properties()));
        return ResourceChange.builder()
                .action(ChangeAction.ADD)
                .logicalResourceId(resource.logicalId())
                .resourceType(resource.type())
                .scope(List.of())
                .details(List.of())
                .afterContext(after.toString())
                .build();
    }

    private void remove(ResourceRow row) {
        State state = row.current().orElseThrow();
        ObjectNode before = JsonNodeFactory.instance.objectNode();
        before.set("Properties", state.declared());
        changes.add(change(ResourceChange.builder()
                .action(ChangeAction.REMOVE)
                .policyAction(state.deletionPolicy().startsWith("Retain") ? PolicyAction.RETAIN : PolicyAction.DELETE)
                .logicalResourceId(row.logicalId())
                .physicalResourceId(state.physicalId())
                .resourceType(state.type())
                .scope(List.of())
                .details(List.of())
                .beforeContext(before.toString())
                .build()));
    }

    private static Change change(ResourceChange change) {
        return Change.builder().type(ChangeType.RESOURCE).resourceChange(change).build();
    }
}
