package io.devopslab.cloud.service.eventbridge.target;

import io.devopslab.cloud.kernel.CloudEvent;
import software.amazon.awssdk.services.eventbridge.model.Target;

/**
 * An event on its way to one target.
 *
 * @param id the same for every attempt, and unique to the event and the target
 * @param ruleArn the rule that sends it
 * @param payload the text that the target is given
 * @param forwarded whether the event came to this bus from another one
 */
public record TargetEvent(
        String id, String ruleArn, Target target, CloudEvent event, String payload, boolean forwarded) {

    /** Whether the payload is more than the event as it was: a target may take parameters from it. */
    boolean isShaped() {
        return target.input() != null || target.inputPath() != null || target.inputTransformer() != null;
    }
}
