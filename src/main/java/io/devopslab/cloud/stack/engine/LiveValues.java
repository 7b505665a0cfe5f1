package io.devopslab.cloud.stack.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.devopslab.cloud.stack.intrinsic.Values;
import io.devopslab.cloud.stack.plan.Blueprint;
import io.devopslab.cloud.stack.plan.Exports;
import io.devopslab.cloud.stack.plan.Handlers;
import io.devopslab.cloud.stack.state.ResourceRow;
import io.devopslab.cloud.stack.state.StackStore;
import io.devopslab.cloud.stack.template.TemplateException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** The values of a template while its resources come to stand. Remembers which exports were asked for. Thread-safe. */
final class LiveValues implements Values {

    private final StackStore store;
    private final Blueprint blueprint;
    private final String stackId;
    private final Set<String> imports = new ConcurrentSkipListSet<>();

    LiveValues(StackStore store, Blueprint blueprint, String stackId) {
        this.store = store;
        this.blueprint = blueprint;
        this.stackId = stackId;
    }

    @Override
    public Optional<JsonNode> ref(String name) {
        return blueprint.bindings().ref(name).or(() -> state(name)
                .map(ResourceRow.State::physicalId)
                .map(TextNode::valueOf));
    }

    private Optional<ResourceRow.State> state(String logicalId) {
        return store.resource(stackId, logicalId).flatMap(ResourceRow::current);
    }

    @Override
    public Optional<JsonNode> attribute(String logicalId, String attribute) {
        Optional<JsonNode> value = state(logicalId)
                .flatMap(state -> Optional.ofNullable(state.attributes().get(attribute)));
        if (value.isEmpty()) {
            store.resource(stackId, logicalId)
                    .filter(row -> Handlers.isCustom(row.type()))
                    .ifPresent(row -> {
                        throw new TemplateException("CustomResource attribute error: Vendor response doesn't contain "
                                + attribute + " attribute in object " + stackId + "|" + logicalId + "|"
                                + row.step().token() + " in S3 bucket cloudformation-custom-resource-storage-"
                                + region().replace("-", ""));
                    });
        }
        return value;
    }

    @Override
    public Optional<JsonNode> mapping(String map, String firstKey, String secondKey) {
        return blueprint.bindings().mapping(map, firstKey, secondKey);
    }

    @Override
    public Optional<String> exported(String name) {
        imports.add(name);
        return new Exports(store).find(name).map(export -> export.output().outputValue());
    }

    @Override
    public String region() {
        return blueprint.bindings().region();
    }

    List<String> imports() {
        return List.copyOf(imports);
    }
}
