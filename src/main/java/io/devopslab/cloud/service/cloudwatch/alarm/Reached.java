package io.devopslab.cloud.service.cloudwatch.alarm;

import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/**
 * A state, and how an alarm comes to it.
 *
 * @param reason for people
 * @param reasonData JSON
 */
record Reached(StateValue state, String reason, Optional<String> reasonData) {

    private static final int LONGEST = 1_023;

    Reached {
        reason = reason.length() > LONGEST ? reason.substring(0, LONGEST) : reason;
    }
}
