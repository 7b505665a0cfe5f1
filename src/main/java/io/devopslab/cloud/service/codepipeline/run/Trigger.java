package io.devopslab.cloud.service.codepipeline.run;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.codepipeline.model.TriggerType;

/**
 * Who or what starts an execution.
 *
 * @param detail mostly an ARN: of the user, or of the rule
 * @param token makes a repeated start the same start
 * @param source what happened in the repository, as variables of its source action
 */
public record Trigger(TriggerType type, String detail, Optional<String> token, Map<String, String> source) {

    public Trigger {
        // Absent in what earlier versions kept.
        source = source == null ? Map.of() : Map.copyOf(source);
    }

    public Trigger(TriggerType type, String detail, Optional<String> token) {
        this(type, detail, token, Map.of());
    }

    public static Trigger of(TriggerType type, String detail) {
        return new Trigger(type, detail, Optional.empty());
    }
}
