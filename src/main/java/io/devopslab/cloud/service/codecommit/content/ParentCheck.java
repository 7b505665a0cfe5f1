package io.devopslab.cloud.service.codecommit.content;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.service.codecommit.repository.Branches;
import io.devopslab.cloud.service.codecommit.repository.Faults;
import io.devopslab.cloud.service.codecommit.repository.Revisions;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codecommit.model.BranchNameIsTagNameException;
import software.amazon.awssdk.services.codecommit.model.InvalidParentCommitIdException;
import software.amazon.awssdk.services.codecommit.model.ParentCommitDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.ParentCommitIdOutdatedException;
import software.amazon.awssdk.services.codecommit.model.ParentCommitIdRequiredException;

/** A change is made on the tip of a branch, and who makes it must know the tip. */
final class ParentCheck {

    private ParentCheck() {}

    /** The tip of the branch; empty in a repository without any branch, where the first commit needs no parent. */
    static Optional<ObjectId> tip(Repository git, String branch, @Nullable String parent) throws IOException {
        Optional<ObjectId> tip = Branches.tip(git, branch);
        if (tip.isEmpty() && git.exactRef(Constants.R_TAGS + branch) != null) {
            throw Errors.of(
                    BranchNameIsTagNameException.builder(),
                    "The specified branch name is not valid because it is a tag name: " + branch
                            + ". Enter the name of a branch in the repository. For a list of valid branch names, "
                            + "use ListBranches.");
        }
        if (tip.isEmpty()
                && !git.getRefDatabase().getRefsByPrefix(Constants.R_HEADS).isEmpty()) {
            throw Faults.branchDoesNotExist(branch);
        }
        if (parent != null && !parent.isEmpty()) {
            compare(git, branch, tip, parent);
        } else if (tip.isPresent()) {
            throw Errors.of(
                    ParentCommitIdRequiredException.builder(),
                    "A parent commit ID is required. To view the full commit ID of a branch in a repository, use "
                            + "GetBranch or a Git command (for example, git pull or git log).");
        }
        return tip;
    }

    private static void compare(Repository git, String branch, Optional<ObjectId> tip, String parent)
            throws IOException {
        if (!Revisions.isId(parent)) {
            throw Errors.of(
                    InvalidParentCommitIdException.builder(),
                    "The parent commit ID is not valid. The commit ID cannot be empty, and must match the head "
                            + "commit ID for the branch of the repository where you want to add or update a file.");
        }
        ObjectId id = ObjectId.fromString(parent);
        if (Revisions.find(git, id).isEmpty()) {
            throw Errors.of(
                    ParentCommitDoesNotExistException.builder(),
                    "The parent commit ID is not valid because it does not exist: " + parent);
        }
        if (!tip.equals(Optional.of(id))) {
            throw Errors.of(
                    ParentCommitIdOutdatedException.builder(),
                    "The file could not be added because the provided parent commit ID is not the current tip of the "
                            + "specified branch " + branch + ". To view the full commit ID of the current head of the "
                            + "branch, use GetBranch.");
        }
    }
}
