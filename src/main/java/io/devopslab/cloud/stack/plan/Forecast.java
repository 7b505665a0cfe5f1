package io.devopslab.cloud.stack.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.devopslab.cloud.stack.intrinsic.Values;
import io.devopslab.cloud.stack.state.ResourceRow;
import io.devopslab.cloud.stack.state.ResourceRow.State;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The values of a template as far as they can be told before it is deployed: what a change will bring is
 * {@link Values#UNKNOWN}. Used by one thread.
 */
final class Forecast implements Values {

    /** What becomes of a resource. */
    enum Fate {
        KEPT,
        MODIFIED,
        NEW
    }

    private final Blueprint blueprint;
    private final Map<String, ResourceRow> rows;
    private final Function<String, Optional<String>> exports;
    private final Map<String, Fate> fates = new HashMap<>();

    Forecast(Blueprint blueprint, Map<String, ResourceRow> rows, Function<String, Optional<String>> exports) {
        this.blueprint = blueprint;
        this.rows = rows;
        this.exports = exports;
    }

    void set(String logicalId, Fate fate) {
        fates.put(logicalId, fate);
    }

    Fate fate(String logicalId) {
        return fates.getOrDefault(logicalId, Fate.NEW);
    }

    boolean isResource(String name) {
        return blueprint.resources().containsKey(name);
    }

    private Optional<State> standing(String logicalId) {
        return Optional.ofNullable(rows.get(logicalId)).flatMap(ResourceRow::current);
    }

    @Override
    public Optional<JsonNode> ref(String name) {
        Optional<JsonNode> bound = blueprint.bindings().ref(name);
        if (bound.isPresent() || !blueprint.resources().containsKey(name)) {
            return bound;
        }
        return fate(name) == Fate.NEW
                ? unknown()
                : standing(name).map(State::physicalId).map(TextNode::valueOf);
    }

    @Override
    public Optional<JsonNode> attribute(String logicalId, String attribute) {
        return fate(logicalId) == Fate.KEPT
                ? standing(logicalId)
                        .flatMap(state -> Optional.ofNullable(state.attributes().get(attribute)))
                : unknown();
    }

    private static Optional<JsonNode> unknown() {
        return Optional.of(TextNode.valueOf(UNKNOWN));
    }

    @Override
    public Optional<JsonNode> mapping(String map, String firstKey, String secondKey) {
        return blueprint.bindings().mapping(map, firstKey, secondKey);
    }

    @Override
    public Optional<String> exported(String name) {
        return exports.apply(name);
    }

    @Override
    public String region() {
        return blueprint.bindings().region();
    }
}
