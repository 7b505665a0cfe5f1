package io.devopslab.cloud.service.codecommit.review;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.codecommit.model.PullRequest;
import software.amazon.awssdk.services.codecommit.model.PullRequestEvent;
import software.amazon.awssdk.services.codecommit.model.PullRequestStatusEnum;
import software.amazon.awssdk.services.codecommit.model.PullRequestTarget;

/**
 * A pull request.
 *
 * @param shown what the API shows, except that the repository may have another name by now
 * @param approvals the approvals of all revisions; revoked ones are not kept
 * @param overrides the revisions whose rules were set aside; revoked ones are not kept
 * @param events what happened, oldest first
 */
record StoredPullRequest(
        PullRequest shown,
        String repositoryId,
        List<Signature> approvals,
        List<Signature> overrides,
        List<PullRequestEvent> events) {

    StoredPullRequest {
        approvals = List.copyOf(approvals);
        overrides = List.copyOf(overrides);
        events = List.copyOf(events);
    }

    /** Somebody's word on a revision. */
    record Signature(String revisionId, String userArn) {}

    String id() {
        return shown.pullRequestId();
    }

    boolean isOpen() {
        return shown.pullRequestStatus() == PullRequestStatusEnum.OPEN;
    }

    PullRequestTarget target() {
        return shown.pullRequestTargets().get(0);
    }

    StoredPullRequest with(Consumer<PullRequest.Builder> change) {
        PullRequest.Builder builder = shown.toBuilder();
        change.accept(builder);
        return new StoredPullRequest(builder.build(), repositoryId, approvals, overrides, events);
    }

    StoredPullRequest targeting(PullRequestTarget target) {
        return with(request -> request.pullRequestTargets(List.of(target)));
    }

    StoredPullRequest approvedBy(List<Signature> newApprovals) {
        return new StoredPullRequest(shown, repositoryId, newApprovals, overrides, events);
    }

    StoredPullRequest overriddenBy(List<Signature> newOverrides) {
        return new StoredPullRequest(shown, repositoryId, approvals, newOverrides, events);
    }

    /** With one more event. */
    StoredPullRequest plus(PullRequestEvent event) {
        List<PullRequestEvent> more = new ArrayList<>(events);
        more.add(event.toBuilder().pullRequestId(id()).build());
        return new StoredPullRequest(shown, repositoryId, approvals, overrides, more)
                .with(request -> request.lastActivityDate(event.eventDate()));
    }
}
