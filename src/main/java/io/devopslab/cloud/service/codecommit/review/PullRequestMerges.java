package io.devopslab.cloud.service.codecommit.review;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.runtime.git.GitCaller;
import io.devopslab.cloud.service.codecommit.content.Author;
import io.devopslab.cloud.service.codecommit.merge.MergeCommits;
import io.devopslab.cloud.service.codecommit.merge.MergePlan;
import io.devopslab.cloud.service.codecommit.merge.MergePolicy;
import io.devopslab.cloud.service.codecommit.merge.MergeSides;
import io.devopslab.cloud.service.codecommit.merge.Resolutions;
import io.devopslab.cloud.service.codecommit.repository.Branches;
import io.devopslab.cloud.service.codecommit.repository.Names;
import io.devopslab.cloud.service.codecommit.repository.OpenRepositories;
import io.devopslab.cloud.service.codecommit.repository.OpenRepositories.Opened;
import io.devopslab.cloud.service.codecommit.repository.Revisions;
import java.io.IOException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codecommit.model.InvalidCommitIdException;
import software.amazon.awssdk.services.codecommit.model.MergeMetadata;
import software.amazon.awssdk.services.codecommit.model.MergeOptionTypeEnum;
import software.amazon.awssdk.services.codecommit.model.MergePullRequestByFastForwardRequest;
import software.amazon.awssdk.services.codecommit.model.MergePullRequestBySquashRequest;
import software.amazon.awssdk.services.codecommit.model.MergePullRequestByThreeWayRequest;
import software.amazon.awssdk.services.codecommit.model.PullRequest;
import software.amazon.awssdk.services.codecommit.model.PullRequestApprovalRulesNotSatisfiedException;
import software.amazon.awssdk.services.codecommit.model.ReferenceDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.RepositoryNotAssociatedWithPullRequestException;
import software.amazon.awssdk.services.codecommit.model.TipOfSourceReferenceIsDifferentException;

/**
 * Merges pull requests. The merge is written down before the branch moves, so that a process that is killed between
 * the two leaves it to the next one to close the pull request.
 */
public final class PullRequestMerges {

    private final OpenRepositories repositories;
    private final PullRequestTable table;
    private final PullRequestMoves moves;
    private final MergeCommits commits;

    public PullRequestMerges(
            OpenRepositories repositories, PullRequestTable table, PullRequestMoves moves, MergeCommits commits) {
        this.repositories = repositories;
        this.table = table;
        this.moves = moves;
        this.commits = commits;
    }

    /** What all requests to merge a pull request say. */
    private record Order(
            @Nullable String id,
            @Nullable String repository,
            @Nullable String sourceCommit) {}

    /** Where the destination branch goes. */
    @FunctionalInterface
    private interface Merge {
        ObjectId commit(Opened opened, MergeSides sides) throws IOException;
    }

    public PullRequest fastForward(MergePullRequestByFastForwardRequest request, GitCaller caller) {
        Order order = new Order(request.pullRequestId(), request.repositoryName(), request.sourceCommitId());
        return merge(
                order, MergeOptionTypeEnum.FAST_FORWARD_MERGE, MergePolicy.of(null, null), caller, (opened, sides) -> {
                    if (!sides.canFastForward()) {
                        throw MergeCommits.manualMergeRequired();
                    }
                    return sides.source();
                });
    }

    public PullRequest squash(MergePullRequestBySquashRequest request, GitCaller caller) {
        MergePolicy policy = MergePolicy.of(request.conflictDetailLevel(), request.conflictResolutionStrategy());
        return merge(
                new Order(request.pullRequestId(), request.repositoryName(), request.sourceCommitId()),
                new MergePlan(
                        MergeOptionTypeEnum.SQUASH_MERGE,
                        policy,
                        Resolutions.of(request.conflictResolution(), policy),
                        Author.of(caller, request.authorName(), request.email(), request.commitMessage()),
                        Boolean.TRUE.equals(request.keepEmptyFolders())),
                caller);
    }

    public PullRequest threeWay(MergePullRequestByThreeWayRequest request, GitCaller caller) {
        MergePolicy policy = MergePolicy.of(request.conflictDetailLevel(), request.conflictResolutionStrategy());
        return merge(
                new Order(request.pullRequestId(), request.repositoryName(), request.sourceCommitId()),
                new MergePlan(
                        MergeOptionTypeEnum.THREE_WAY_MERGE,
                        policy,
                        Resolutions.of(request.conflictResolution(), policy),
                        Author.of(caller, request.authorName(), request.email(), request.commitMessage()),
                        Boolean.TRUE.equals(request.keepEmptyFolders())),
                caller);
    }

    private PullRequest merge(Order order, MergePlan plan, GitCaller caller) {
        return merge(order, plan.option(), plan.policy(), caller, (opened, sides) -> commits.write(opened, sides, plan)
                .commit());
    }

    private PullRequest merge(
            Order order, MergeOptionTypeEnum option, MergePolicy policy, GitCaller caller, Merge merge) {
        String name = Names.repository(order.repository());
        String id = table.get(order.id()).id();
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        MergeMetadata metadata = repositories.change(name, caller, details, opened -> {
            StoredPullRequest row = mergeable(opened, id, order.sourceCommit());
            MergeSides sides = sides(opened.git(), row);
            ObjectId commit = merge.commit(opened, sides);
            MergeMetadata made = MergeMetadata.builder()
                    .isMerged(true)
                    .mergedBy(caller.arn())
                    .mergeCommitId(option == MergeOptionTypeEnum.FAST_FORWARD_MERGE ? null : commit.name())
                    .mergeOption(option)
                    .build();
            table.intend(id, new PullRequestTable.Merge(commit.name(), made));
            MergeCommits.describe(details, sides, option, policy);
            Branches.point(opened.git(), Repository.shortenRefName(row.target().destinationReference()), commit);
            return made;
        });
        return table.show(table.change(
                id,
                // Where the branch did not need to move, nobody has closed the pull request yet.
                row -> row.isOpen() ? moves.merged(row, metadata, caller) : row));
    }

    private StoredPullRequest mergeable(Opened opened, String id, @Nullable String sourceCommit) {
        StoredPullRequest row = table.get(id);
        if (!row.repositoryId().equals(opened.row().id())) {
            throw Errors.of(
                    RepositoryNotAssociatedWithPullRequestException.builder(),
                    "The repository does not contain any pull requests with that pull request ID. Use GetPullRequest "
                            + "to verify the correct repository name for the pull request ID.");
        }
        PullRequestTable.requireOpen(row);
        requireTip(row, sourceCommit);
        if (!PullRequestApprovals.evaluate(row).approved()) {
            throw Errors.of(
                    PullRequestApprovalRulesNotSatisfiedException.builder(),
                    "The pull request cannot be merged because one or more approval rules applied to the pull request "
                            + "have conditions that have not been met.");
        }
        return row;
    }

    private static void requireTip(StoredPullRequest row, @Nullable String sourceCommit) {
        if (sourceCommit == null) {
            return;
        }
        if (!Revisions.isId(sourceCommit)) {
            throw Errors.of(
                    InvalidCommitIdException.builder(), "The specified commit ID is not valid: " + sourceCommit);
        }
        if (!sourceCommit.equals(row.target().sourceCommit())) {
            throw Errors.of(
                    TipOfSourceReferenceIsDifferentException.builder(),
                    "The tip of the source branch in the destination repository does not match the tip of the source "
                            + "branch specified in your request. The pull request might have been updated. Make sure "
                            + "that you have the latest changes.");
        }
    }

    private static MergeSides sides(Repository git, StoredPullRequest row) throws IOException {
        return MergeSides.of(
                git,
                tip(git, row.target().sourceReference()),
                tip(git, row.target().destinationReference()));
    }

    private static ObjectId tip(Repository git, String reference) throws IOException {
        return Branches.tip(git, reference.substring(Constants.R_HEADS.length()))
                .orElseThrow(() -> Errors.of(
                        ReferenceDoesNotExistException.builder(),
                        "The specified reference does not exist: " + reference));
    }
}
