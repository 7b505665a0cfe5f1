package io.devopslab.cloud.service.codecommit.merge;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.runtime.git.GitCaller;
import io.devopslab.cloud.service.codecommit.content.Author;
import io.devopslab.cloud.service.codecommit.content.WrittenCommit;
import io.devopslab.cloud.service.codecommit.repository.Branches;
import io.devopslab.cloud.service.codecommit.repository.Names;
import io.devopslab.cloud.service.codecommit.repository.OpenRepositories;
import io.devopslab.cloud.service.codecommit.repository.OpenRepositories.Opened;
import io.devopslab.cloud.service.codecommit.repository.RepositoryEvents;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codecommit.model.BranchNameRequiredException;
import software.amazon.awssdk.services.codecommit.model.CreateUnreferencedMergeCommitRequest;
import software.amazon.awssdk.services.codecommit.model.CreateUnreferencedMergeCommitResponse;
import software.amazon.awssdk.services.codecommit.model.InvalidMergeOptionException;
import software.amazon.awssdk.services.codecommit.model.InvalidTargetBranchException;
import software.amazon.awssdk.services.codecommit.model.MergeBranchesByFastForwardRequest;
import software.amazon.awssdk.services.codecommit.model.MergeBranchesByFastForwardResponse;
import software.amazon.awssdk.services.codecommit.model.MergeBranchesBySquashRequest;
import software.amazon.awssdk.services.codecommit.model.MergeBranchesBySquashResponse;
import software.amazon.awssdk.services.codecommit.model.MergeBranchesByThreeWayRequest;
import software.amazon.awssdk.services.codecommit.model.MergeBranchesByThreeWayResponse;
import software.amazon.awssdk.services.codecommit.model.MergeOptionRequiredException;
import software.amazon.awssdk.services.codecommit.model.MergeOptionTypeEnum;

/** Merges branches. */
public final class BranchMerges {

    private final OpenRepositories repositories;
    private final MergeCommits commits;
    private final RepositoryEvents events;

    public BranchMerges(OpenRepositories repositories, MergeCommits commits, RepositoryEvents events) {
        this.repositories = repositories;
        this.commits = commits;
        this.events = events;
    }

    public MergeBranchesByFastForwardResponse fastForward(MergeBranchesByFastForwardRequest request, GitCaller caller) {
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        return repositories.change(request.repositoryName(), caller, details, opened -> {
            MergeSides sides =
                    MergeSides.of(opened.git(), request.sourceCommitSpecifier(), request.destinationCommitSpecifier());
            String branch = target(opened.git(), request.targetBranch(), request.destinationCommitSpecifier(), sides);
            if (!sides.canFastForward()) {
                throw MergeCommits.manualMergeRequired();
            }
            MergeCommits.describe(details, sides, MergeOptionTypeEnum.FAST_FORWARD_MERGE, MergePolicy.of(null, null));
            Branches.point(opened.git(), branch, sides.source());
            return MergeBranchesByFastForwardResponse.builder()
                    .commitId(sides.source().name())
                    .treeId(sides.source().getTree().name())
                    .build();
        });
    }

    public MergeBranchesBySquashResponse squash(MergeBranchesBySquashRequest request, GitCaller caller) {
        MergePolicy policy = MergePolicy.of(request.conflictDetailLevel(), request.conflictResolutionStrategy());
        MergePlan plan = new MergePlan(
                MergeOptionTypeEnum.SQUASH_MERGE,
                policy,
                Resolutions.of(request.conflictResolution(), policy),
                Author.of(caller, request.authorName(), request.email(), request.commitMessage()),
                Boolean.TRUE.equals(request.keepEmptyFolders()));
        WrittenCommit written = merge(
                new MergeTarget(
                        request.repositoryName(),
                        request.sourceCommitSpecifier(),
                        request.destinationCommitSpecifier(),
                        request.targetBranch()),
                plan,
                caller);
        return MergeBranchesBySquashResponse.builder()
                .commitId(written.commit().name())
                .treeId(written.tree().name())
                .build();
    }

    public MergeBranchesByThreeWayResponse threeWay(MergeBranchesByThreeWayRequest request, GitCaller caller) {
        MergePolicy policy = MergePolicy.of(request.conflictDetailLevel(), request.conflictResolutionStrategy());
        MergePlan plan = new MergePlan(
                MergeOptionTypeEnum.THREE_WAY_MERGE,
                policy,
                Resolutions.of(request.conflictResolution(), policy),
                Author.of(caller, request.authorName(), request.email(), request.commitMessage()),
                Boolean.TRUE.equals(request.keepEmptyFolders()));
        WrittenCommit written = merge(
                new MergeTarget(
                        request.repositoryName(),
                        request.sourceCommitSpecifier(),
                        request.destinationCommitSpecifier(),
                        request.targetBranch()),
                plan,
                caller);
        return MergeBranchesByThreeWayResponse.builder()
                .commitId(written.commit().name())
                .treeId(written.tree().name())
                .build();
    }

    /** What a request to merge branches names. */
    private record MergeTarget(
            @Nullable String repository,
            @Nullable String source,
            @Nullable String destination,
            @Nullable String target) {}

    private WrittenCommit merge(MergeTarget names, MergePlan plan, GitCaller caller) {
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        return repositories.change(names.repository(), caller, details, opened -> {
            MergeSides sides = MergeSides.of(opened.git(), names.source(), names.destination());
            String branch = target(opened.git(), names.target(), names.destination(), sides);
            WrittenCommit written = commits.write(opened, sides, plan);
            MergeCommits.describe(details, sides, plan.option(), plan.policy());
            Branches.point(opened.git(), branch, written.commit());
            return written;
        });
    }

    /** The branch that is moved: the target, or else the destination, which then must be a branch. */
    private static String target(
            Repository git, @Nullable String target, @Nullable String destination, MergeSides sides)
            throws IOException {
        String branch = Names.branch(target == null ? shortName(destination) : target);
        Optional<ObjectId> tip = Branches.tip(git, branch);
        if (target == null && tip.isEmpty()) {
            throw Errors.of(
                    BranchNameRequiredException.builder(),
                    "A branch name is required, but was not specified: the destination " + destination
                            + " is not a branch.");
        }
        if (!Branches.requireTip(git, branch).equals(sides.destination())) {
            throw Errors.of(
                    InvalidTargetBranchException.builder(),
                    "The specified target branch is not valid: the tip of " + branch + " is not the destination of "
                            + "the merge.");
        }
        return branch;
    }

    private static @Nullable String shortName(@Nullable String reference) {
        return reference != null && reference.startsWith(Constants.R_HEADS)
                ? Repository.shortenRefName(reference)
                : reference;
    }

    /** Makes the commit of a merge without moving any branch. */
    public CreateUnreferencedMergeCommitResponse unreferenced(
            CreateUnreferencedMergeCommitRequest request, GitCaller caller) {
        MergePolicy policy = MergePolicy.of(request.conflictDetailLevel(), request.conflictResolutionStrategy());
        MergePlan plan = new MergePlan(
                commitOption(request.mergeOption()),
                policy,
                Resolutions.of(request.conflictResolution(), policy),
                Author.of(caller, request.authorName(), request.email(), request.commitMessage()),
                Boolean.TRUE.equals(request.keepEmptyFolders()));
        return repositories.read(request.repositoryName(), opened -> {
            MergeSides sides =
                    MergeSides.of(opened.git(), request.sourceCommitSpecifier(), request.destinationCommitSpecifier());
            WrittenCommit written = commits.write(opened, sides, plan);
            announce(opened, sides, plan, written, caller);
            return CreateUnreferencedMergeCommitResponse.builder()
                    .commitId(written.commit().name())
                    .treeId(written.tree().name())
                    .build();
        });
    }

    private void announce(Opened opened, MergeSides sides, MergePlan plan, WrittenCommit written, GitCaller caller) {
        ObjectNode detail = RepositoryEvents.stateChange("unreferencedMergeCommitCreated", opened.row());
        detail.put("commitId", written.commit().name());
        MergeCommits.describe(detail, sides, plan.option(), plan.policy());
        detail.put("callerUserArn", caller.arn());
        events.publishStateChange(opened.row(), detail);
    }

    /** A merge option that makes a commit. */
    static MergeOptionTypeEnum commitOption(@Nullable MergeOptionTypeEnum option) {
        MergeOptionTypeEnum given = option(option);
        if (given == MergeOptionTypeEnum.FAST_FORWARD_MERGE) {
            throw invalidOption();
        }
        return given;
    }

    static MergeOptionTypeEnum option(@Nullable MergeOptionTypeEnum option) {
        if (option == null) {
            throw Errors.of(
                    MergeOptionRequiredException.builder(),
                    "A merge option or stategy is required, and none was provided.");
        }
        if (option == MergeOptionTypeEnum.UNKNOWN_TO_SDK_VERSION) {
            throw invalidOption();
        }
        return option;
    }

    private static RuntimeException invalidOption() {
        return Errors.of(
                InvalidMergeOptionException.builder(),
                "The specified merge option is not valid for this operation. Not all merge strategies are supported "
                        + "for all operations.");
    }
}
