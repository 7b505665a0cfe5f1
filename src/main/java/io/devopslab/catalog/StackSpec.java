package io.devopslab.catalog;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A CloudFormation stack of the lab.
 *
 * @param template a file inside the lab's directory
 * @param parameters may hold placeholders, also for outputs of the stacks before it
 */
public record StackSpec(String name, Path template, Map<String, String> parameters, List<String> capabilities) {

    public StackSpec {
        parameters = Map.copyOf(parameters);
        capabilities = List.copyOf(capabilities);
    }
}
