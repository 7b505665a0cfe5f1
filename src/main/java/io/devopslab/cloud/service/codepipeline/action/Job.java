package io.devopslab.cloud.service.codepipeline.action;

import java.util.Optional;
import software.amazon.awssdk.services.codepipeline.model.JobStatus;

/**
 * Work that a function or a job worker does for an action.
 *
 * @param actionKey the action's run
 * @param nonce proves that a worker speaks of the job that it was given
 * @param continuation what the last job of the same action handed on
 */
record Job(String id, String actionKey, JobStatus status, String nonce, Optional<String> continuation) {

    Job with(JobStatus newStatus) {
        return new Job(id, actionKey, newStatus, nonce, continuation);
    }

    boolean isOpen() {
        return switch (status) {
            case CREATED, QUEUED, DISPATCHED, IN_PROGRESS -> true;
            default -> false;
        };
    }
}
