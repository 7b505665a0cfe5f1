package io.devopslab.cloud.service.codepipeline.action;

import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.codepipeline.model.JobStatus;

/**
 * Work that a function or a job worker does for an action.
 *
 * @param actionKey the action's run
 * @param nonce proves that a worker speaks of the job that it was given
 * @param continuation what the last job of the same action handed on
 * @param begun when it was handed to a function
 */
record Job(
        String id,
        String actionKey,
        JobStatus status,
        String nonce,
        Optional<String> continuation,
        Optional<Instant> begun) {

    Job with(JobStatus newStatus) {
        return new Job(id, actionKey, newStatus, nonce, continuation, begun);
    }

    Job begunAt(Instant now) {
        return new Job(id, actionKey, JobStatus.IN_PROGRESS, nonce, continuation, Optional.of(now));
    }

    boolean isOpen() {
        return switch (status) {
            case CREATED, QUEUED, DISPATCHED, IN_PROGRESS -> true;
            default -> false;
        };
    }
}
