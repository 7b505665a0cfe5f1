package io.devopslab.cloud.service.codepipeline.run;

import java.util.Optional;
import software.amazon.awssdk.services.codepipeline.model.TriggerType;

/**
 * Who or what starts an execution.
 *
 * @param detail mostly an ARN: of the user, or of the rule
 * @param token makes a repeated start the same start
 */
public record Trigger(TriggerType type, String detail, Optional<String> token) {

    public static Trigger of(TriggerType type, String detail) {
        return new Trigger(type, detail, Optional.empty());
    }
}
