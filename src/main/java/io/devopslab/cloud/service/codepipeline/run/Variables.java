package io.devopslab.cloud.service.codepipeline.run;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces {@code #{namespace.key}} in configurations (CodePipeline User Guide, "Variables reference"). */
final class Variables {

    private static final Pattern REFERENCE = Pattern.compile("#\\{([A-Za-z0-9@_-]+)\\.([^}]+)}");

    private Variables() {}

    /**
     * @throws IllegalArgumentException for a variable that has no value
     */
    static Map<String, String> resolve(Map<String, String> configuration, Execution execution) {
        Map<String, String> resolved = new HashMap<>();
        configuration.forEach((key, value) -> resolved.put(key, resolve(value, execution)));
        return resolved;
    }

    private static String resolve(String text, Execution execution) {
        Matcher reference = REFERENCE.matcher(text);
        StringBuilder resolved = new StringBuilder();
        while (reference.find()) {
            String value = value(reference.group(1), reference.group(2), execution)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "The variable " + reference.group() + " could not be resolved."));
            reference.appendReplacement(resolved, Matcher.quoteReplacement(value));
        }
        return reference.appendTail(resolved).toString();
    }

    private static Optional<String> value(String namespace, String key, Execution execution) {
        return switch (namespace) {
            case "codepipeline" -> key.equals("PipelineExecutionId") ? Optional.of(execution.id()) : Optional.empty();
            case "variables" ->
                Optional.ofNullable(execution.launch().variables().get(key));
            default ->
                Optional.ofNullable(execution.results().variables().get(namespace))
                        .map(values -> values.get(key));
        };
    }
}
