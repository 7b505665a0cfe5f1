package io.devopslab.session.stack;

import java.util.List;
import java.util.Map;

/** A stack to deploy. */
public record StackSpecification(
        String name,
        String template,
        Map<String, String> parameters,
        List<String> capabilities,
        Map<String, String> tags) {

    public StackSpecification {
        parameters = Map.copyOf(parameters);
        capabilities = List.copyOf(capabilities);
        tags = Map.copyOf(tags);
    }
}
