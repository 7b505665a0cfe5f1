package io.devopslab.cloud.service.codecommit.review;

import io.devopslab.cloud.kernel.Ids;
import io.devopslab.cloud.runtime.git.GitCaller;
import io.devopslab.cloud.service.codecommit.repository.Move;
import io.devopslab.cloud.service.codecommit.repository.MoveListener;
import io.devopslab.cloud.service.codecommit.repository.StoredRepository;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;
import software.amazon.awssdk.services.codecommit.model.MergeMetadata;
import software.amazon.awssdk.services.codecommit.model.MergeOptionTypeEnum;
import software.amazon.awssdk.services.codecommit.model.PullRequestEventType;
import software.amazon.awssdk.services.codecommit.model.PullRequestStatusEnum;
import software.amazon.awssdk.services.codecommit.model.PullRequestTarget;

/**
 * Lets open pull requests follow their branches (CodeCommit User Guide, "Merge a pull request"): a push to the
 * source makes a new revision; a merge, or a push that brings the destination to the tip of the source, closes the
 * pull request as merged; the end of either branch closes it.
 */
public final class PullRequestMoves implements MoveListener {

    private final PullRequestTable table;
    private final PullRequests requests;
    private final Chronicle chronicle;
    private final Ids ids;

    public PullRequestMoves(PullRequestTable table, PullRequests requests, Chronicle chronicle, Ids ids) {
        this.table = table;
        this.requests = requests;
        this.chronicle = chronicle;
        this.ids = ids;
    }

    @Override
    public Runnable prepare(StoredRepository row, Repository git, List<Move> moves, GitCaller caller)
            throws IOException {
        List<Runnable> notes = new ArrayList<>();
        for (StoredPullRequest request : table.of(row.id())) {
            Optional<Move> source = of(moves, request.target().sourceReference());
            Optional<Move> destination = of(moves, request.target().destinationReference());
            if (request.isOpen() && (source.isPresent() || destination.isPresent())) {
                notes.add(note(request, git, source, destination, caller));
            }
        }
        return () -> notes.forEach(Runnable::run);
    }

    private static Optional<Move> of(List<Move> moves, String reference) {
        return moves.stream().filter(move -> move.reference().equals(reference)).findFirst();
    }

    private Runnable note(
            StoredPullRequest request,
            Repository git,
            Optional<Move> source,
            Optional<Move> destination,
            GitCaller caller)
            throws IOException {
        PullRequestTarget was = request.target();
        Optional<String> from = source.isPresent() ? source.get().to() : Optional.of(was.sourceCommit());
        Optional<String> into = destination.isPresent() ? destination.get().to() : Optional.of(was.destinationCommit());
        Optional<MergeMetadata> merge = merge(request, from, into, caller);
        if (merge.isPresent()) {
            return () -> table.change(request.id(), row -> merged(row, merge.get(), caller));
        }
        if (from.isEmpty() || into.isEmpty()) {
            return () -> table.change(request.id(), row -> requests.close(row, caller));
        }
        PullRequestTarget now = was.toBuilder()
                .sourceCommit(from.get())
                .destinationCommit(into.get())
                .mergeBase(PullRequestTargets.mergeBase(git, from.get(), into.get())
                        .orElse(null))
                .build();
        return () -> table.change(request.id(), row -> moved(row, now, source.isPresent(), caller));
    }

    /** The merge that brought the destination to where it is, if one did. */
    private Optional<MergeMetadata> merge(
            StoredPullRequest request, Optional<String> from, Optional<String> into, GitCaller caller) {
        if (into.isEmpty()) {
            return Optional.empty();
        }
        Optional<MergeMetadata> intended = table.intended(request.id())
                .filter(merge -> merge.commit().equals(into.get()))
                .map(PullRequestTable.Merge::metadata);
        if (intended.isPresent()) {
            return intended;
        }
        String source = from.orElse(request.target().sourceCommit());
        return into.get().equals(source)
                ? Optional.of(MergeMetadata.builder()
                        .isMerged(true)
                        .mergedBy(caller.arn())
                        .mergeOption(MergeOptionTypeEnum.FAST_FORWARD_MERGE)
                        .build())
                : Optional.empty();
    }

    private StoredPullRequest moved(
            StoredPullRequest row, PullRequestTarget now, boolean isRevision, GitCaller caller) {
        StoredPullRequest moved = row.targeting(now);
        if (!isRevision) {
            return moved;
        }
        StoredPullRequest revised = chronicle.note(
                moved.with(shown -> shown.revisionId(ids.hex(64))),
                PullRequestEventType.PULL_REQUEST_SOURCE_REFERENCE_UPDATED,
                caller,
                event -> event.pullRequestSourceReferenceUpdatedEventMetadata(
                        updated -> updated.repositoryName(now.repositoryName())
                                .beforeCommitId(row.target().sourceCommit())
                                .afterCommitId(now.sourceCommit())
                                .mergeBase(now.mergeBase())));
        chronicle.tell(
                revised,
                "pullRequestSourceBranchUpdated",
                caller,
                "Event: Updated. The pull request was updated with one or more commits to the source branch: "
                        + Repository.shortenRefName(now.sourceReference()) + ".",
                detail -> {});
        return revised;
    }

    /** Inside a write: closes the pull request as merged. */
    StoredPullRequest merged(StoredPullRequest row, MergeMetadata metadata, GitCaller caller) {
        table.done(row.id());
        PullRequestTarget target =
                row.target().toBuilder().mergeMetadata(metadata).build();
        StoredPullRequest merged = chronicle.note(
                row.targeting(target).with(shown -> shown.pullRequestStatus(PullRequestStatusEnum.CLOSED)),
                PullRequestEventType.PULL_REQUEST_MERGE_STATE_CHANGED,
                caller,
                event -> event.pullRequestMergedStateChangedEventMetadata(
                        state -> state.repositoryName(target.repositoryName())
                                .destinationReference(target.destinationReference())
                                .mergeMetadata(metadata)));
        StoredPullRequest closed = chronicle.note(
                merged,
                PullRequestEventType.PULL_REQUEST_STATUS_CHANGED,
                caller,
                event -> event.pullRequestStatusChangedEventMetadata(
                        changed -> changed.pullRequestStatus(PullRequestStatusEnum.CLOSED)));
        chronicle.tell(
                closed,
                "pullRequestMergeStatusUpdated",
                caller,
                "The pull request merge status has been updated. The status is merged.",
                detail -> detail.put("mergeOption", metadata.mergeOptionAsString()));
        return closed;
    }

    @Override
    public void followUp() {
        // All was done in the write.
    }
}
