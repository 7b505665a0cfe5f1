package io.devopslab.cloud.service.codepipeline.run;

import java.time.Duration;

/**
 * What an action of one type does. It is called on the cloud's threads, for one action by one thread at a time. An
 * SDK exception fails the action with its message, and so does an {@link IllegalArgumentException} for a
 * configuration that makes no sense.
 */
public interface ActionProvider {

    /**
     * Begins the action. Called again when the process ended in the middle; both calls must come to the same.
     */
    Progress start(ActionCall call);

    /** Looks after an action that {@link #start} left running. */
    default Progress look(ActionCall call) {
        return start(call);
    }

    /** How long an action may run (CodePipeline User Guide, "Quotas"). */
    default Duration timeout(ActionCall call) {
        return Duration.ofHours(1);
    }

    /** What is told of an action that ran into its time-out. */
    default String timeoutMessage(ActionCall call) {
        return "The action failed because it exceeded its timeout of "
                + timeout(call).toMinutes() + " minutes.";
    }
}
