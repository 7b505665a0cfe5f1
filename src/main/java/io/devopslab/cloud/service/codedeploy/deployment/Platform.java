package io.devopslab.cloud.service.codedeploy.deployment;

import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.codedeploy.model.DeploymentWaitType;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEventStatus;
import software.amazon.awssdk.services.codedeploy.model.RevisionLocation;

/**
 * How one compute platform deploys, a step at a time. What it has done is kept in the store before the next step, so
 * that a later process goes on from there. The engine calls it for a deployment by one thread at a time.
 */
public interface Platform {

    /**
     * Does what can be done now, without waiting.
     *
     * @throws DeploymentFailure when the deployment has failed
     */
    Next advance(DeploymentRow row) throws DeploymentFailure;

    /** The deployment has ended before its time; what still works for it is to stop. */
    void abandon(DeploymentRow row);

    /** What a rollback of this deployment deploys; empty when there is nothing to go back to. */
    Optional<Rollback> rollback(DeploymentRow row);

    /**
     * A hook's own verdict.
     *
     * @return false when no hook of that identifier was ever started
     */
    boolean report(String deployment, String execution, LifecycleEventStatus status);

    /**
     * Ends a wait of the deployment.
     *
     * @return false when it does not wait for that
     */
    default boolean proceed(DeploymentRow row, DeploymentWaitType wait) {
        return false;
    }

    /** Goes on after the end of the cloud's process, before anything of the deployment is advanced. */
    void recover(DeploymentRow row);

    /** When to look again. */
    sealed interface Next {
        /** At once. */
        record Now() implements Next {}

        /** At that moment, or earlier when somebody asks. */
        record At(Instant when) implements Next {}

        /** When somebody asks. */
        record WhenAsked() implements Next {}

        /** Never: all is done. */
        record Done() implements Next {}
    }

    /**
     * What to go back to.
     *
     * @param config the configuration's name
     */
    record Rollback(RevisionLocation revision, String config) {}
}
