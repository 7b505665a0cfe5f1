package io.devopslab.cloud.service.codecommit.repository;

import io.devopslab.cloud.kernel.Errors;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codecommit.model.CommitDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.CommitIdRequiredException;
import software.amazon.awssdk.services.codecommit.model.InvalidCommitException;
import software.amazon.awssdk.services.codecommit.model.InvalidCommitIdException;

/** Finds the commits that requests speak of: by branch, tag, reference or full identifier. */
public final class Revisions {

    private Revisions() {}

    /** Whether the text has the form of a full commit or blob identifier. */
    public static boolean isId(String text) {
        return ObjectId.isId(text);
    }

    /** The commit of that full identifier, which must exist. */
    public static ObjectId commitId(Repository git, @Nullable String id) throws IOException {
        String text = Names.required(id, CommitIdRequiredException::builder, "A commit ID");
        if (!isId(text)) {
            throw Errors.of(InvalidCommitIdException.builder(), "The specified commit ID is not valid: " + text);
        }
        return find(git, ObjectId.fromString(text)).orElseThrow(() -> Faults.commitDoesNotExist(text));
    }

    /** The commit that a specifier means, or the tip of the default branch when there is none. */
    public static RevCommit resolveOrHead(Repository git, @Nullable String specifier) throws IOException {
        return resolve(git, specifier == null || specifier.isEmpty() ? Constants.HEAD : specifier);
    }

    /** The commit that a branch, a tag, a reference such as {@code refs/heads/main} or a full identifier means. */
    public static RevCommit resolve(Repository git, String specifier) throws IOException {
        if (!isId(specifier) && !Repository.isValidRefName(Constants.R_HEADS + specifier)) {
            throw Errors.of(InvalidCommitException.builder(), "The specified commit is not valid: " + specifier);
        }
        return tryResolve(git, specifier)
                .orElseThrow(() -> Errors.of(
                        CommitDoesNotExistException.builder(),
                        Constants.HEAD.equals(specifier)
                                ? "No commit was specified, and the specified repository has no default branch."
                                : "The specified commit does not exist: " + specifier));
    }

    private static Optional<RevCommit> tryResolve(Repository git, String specifier) throws IOException {
        if (isId(specifier)) {
            return find(git, ObjectId.fromString(specifier));
        }
        for (String prefix : List.of("", Constants.R_HEADS, Constants.R_TAGS)) {
            boolean isWhole = specifier.startsWith(Constants.R_REFS) || specifier.equals(Constants.HEAD);
            Ref reference = prefix.isEmpty() && !isWhole ? null : git.exactRef(prefix + specifier);
            if (reference != null && reference.getObjectId() != null) {
                return find(git, reference.getObjectId());
            }
        }
        return Optional.empty();
    }

    /** The commit of that identifier, or that the tag of that identifier points to. */
    public static Optional<RevCommit> find(Repository git, ObjectId id) throws IOException {
        try (RevWalk walk = new RevWalk(git)) {
            RevCommit commit = walk.parseCommit(id);
            walk.parseBody(commit);
            return Optional.of(commit);
        } catch (MissingObjectException | IncorrectObjectTypeException e) {
            return Optional.empty();
        }
    }
}
