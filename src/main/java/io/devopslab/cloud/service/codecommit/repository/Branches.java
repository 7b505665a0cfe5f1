package io.devopslab.cloud.service.codecommit.repository;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.runtime.git.GitCaller;
import io.devopslab.cloud.service.codecommit.repository.Pages.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import software.amazon.awssdk.services.codecommit.model.BranchInfo;
import software.amazon.awssdk.services.codecommit.model.BranchNameExistsException;
import software.amazon.awssdk.services.codecommit.model.CreateBranchRequest;
import software.amazon.awssdk.services.codecommit.model.DefaultBranchCannotBeDeletedException;
import software.amazon.awssdk.services.codecommit.model.DeleteBranchRequest;
import software.amazon.awssdk.services.codecommit.model.GetBranchRequest;
import software.amazon.awssdk.services.codecommit.model.ListBranchesRequest;
import software.amazon.awssdk.services.codecommit.model.ListBranchesResponse;
import software.amazon.awssdk.services.codecommit.model.UpdateDefaultBranchRequest;

/** The branches of repositories. */
public final class Branches {

    private static final int PAGE = 1000;

    private final OpenRepositories repositories;

    public Branches(OpenRepositories repositories) {
        this.repositories = repositories;
    }

    /** The branch that HEAD points to, once it has a commit. */
    public static Optional<String> defaultBranch(Repository git) {
        try {
            Ref head = git.exactRef(Constants.HEAD);
            return head == null || head.getObjectId() == null
                    ? Optional.empty()
                    : Optional.of(Repository.shortenRefName(head.getTarget().getName()));
        } catch (IOException e) {
            throw new UncheckedIOException("The default branch cannot be read.", e);
        }
    }

    /** The commit at the tip of a branch. */
    public static Optional<ObjectId> tip(Repository git, String branch) throws IOException {
        return Optional.ofNullable(git.exactRef(Constants.R_HEADS + branch)).map(Ref::getObjectId);
    }

    /** The commit at the tip of a branch that must exist. */
    public static ObjectId requireTip(Repository git, String branch) throws IOException {
        return tip(git, branch).orElseThrow(() -> Faults.branchDoesNotExist(branch));
    }

    /**
     * Points a branch to a commit; to be called inside {@link OpenRepositories#change}.
     *
     * @return false when the name is in the way of another one, as {@code a} is of {@code a/b}
     */
    public static boolean point(Repository git, String branch, ObjectId commit) throws IOException {
        RefUpdate update = git.updateRef(Constants.R_HEADS + branch);
        update.setNewObjectId(commit);
        update.disableRefLog();
        return switch (update.forceUpdate()) {
            case NEW, FAST_FORWARD, FORCED, NO_CHANGE -> true;
            case LOCK_FAILURE -> false;
            default -> throw new IOException("The branch " + branch + " could not be moved: " + update.getResult());
        };
    }

    public void create(CreateBranchRequest request, GitCaller caller) {
        String branch = Names.branch(request.branchName());
        repositories.change(request.repositoryName(), caller, opened -> {
            ObjectId commit = Revisions.commitId(opened.git(), request.commitId());
            if (tip(opened.git(), branch).isPresent() || !point(opened.git(), branch, commit)) {
                throw Errors.of(
                        BranchNameExistsException.builder(),
                        "Cannot create the branch " + branch + " because it conflicts with an existing branch of the "
                                + "same name. Branch names must be unique.");
            }
            return true;
        });
    }

    public BranchInfo get(GetBranchRequest request) {
        String branch = Names.branch(request.branchName());
        return repositories.read(request.repositoryName(), opened -> info(branch, requireTip(opened.git(), branch)));
    }

    /** Deletes the branch and tells what it was; empty when there was none. */
    public Optional<BranchInfo> delete(DeleteBranchRequest request, GitCaller caller) {
        String branch = Names.branch(request.branchName());
        return repositories.change(request.repositoryName(), caller, opened -> {
            Optional<ObjectId> tip = tip(opened.git(), branch);
            if (tip.isPresent()
                    && defaultBranch(opened.git()).filter(branch::equals).isPresent()) {
                throw Errors.of(
                        DefaultBranchCannotBeDeletedException.builder(),
                        "The specified branch is the default branch for the repository, and cannot be deleted. To "
                                + "delete this branch, you must first set another branch as the default branch.");
            }
            if (tip.isPresent()) {
                RefUpdate update = opened.git().updateRef(Constants.R_HEADS + branch);
                update.setForceUpdate(true);
                update.delete();
            }
            return tip.map(commit -> info(branch, commit));
        });
    }

    public ListBranchesResponse list(ListBranchesRequest request) {
        return repositories.read(request.repositoryName(), opened -> {
            List<String> names = opened.git().getRefDatabase().getRefsByPrefix(Constants.R_HEADS).stream()
                    .map(reference -> Repository.shortenRefName(reference.getName()))
                    .sorted()
                    .toList();
            Page<String> page =
                    new Pages("branches of " + opened.row().id()).cut(names, name -> name, request.nextToken(), PAGE);
            return ListBranchesResponse.builder()
                    .branches(page.items())
                    .nextToken(page.token())
                    .build();
        });
    }

    public void makeDefault(UpdateDefaultBranchRequest request, GitCaller caller) {
        String branch = Names.branch(request.defaultBranchName());
        repositories.change(request.repositoryName(), caller, opened -> {
            requireTip(opened.git(), branch);
            RefUpdate update = opened.git().updateRef(Constants.HEAD);
            update.disableRefLog();
            return update.link(Constants.R_HEADS + branch);
        });
    }

    private static BranchInfo info(String branch, ObjectId commit) {
        return BranchInfo.builder().branchName(branch).commitId(commit.name()).build();
    }
}
