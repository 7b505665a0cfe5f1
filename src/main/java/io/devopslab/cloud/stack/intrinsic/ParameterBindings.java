package io.devopslab.cloud.stack.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import io.devopslab.cloud.stack.template.Template;
import java.util.Map;
import java.util.Optional;

/**
 * The values that a template has before any resource stands: parameters, pseudo parameters and mappings.
 *
 * @param values the values by name, pseudo parameters included
 */
public record ParameterBindings(Template template, Map<String, JsonNode> values, String region) implements Values {

    @Override
    public Optional<JsonNode> ref(String name) {
        return Optional.ofNullable(values.get(name));
    }

    @Override
    public Optional<JsonNode> attribute(String logicalId, String attribute) {
        return Optional.empty();
    }

    @Override
    public Optional<JsonNode> mapping(String map, String firstKey, String secondKey) {
        return Optional.ofNullable(template.mappings().path(map).path(firstKey).get(secondKey));
    }

    @Override
    public Optional<String> exported(String name) {
        return Optional.empty();
    }
}
