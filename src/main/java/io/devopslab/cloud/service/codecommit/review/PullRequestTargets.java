package io.devopslab.cloud.service.codecommit.review;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.service.codecommit.merge.MergeSides;
import io.devopslab.cloud.service.codecommit.repository.Branches;
import io.devopslab.cloud.service.codecommit.repository.OpenRepositories.Opened;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codecommit.model.InvalidReferenceNameException;
import software.amazon.awssdk.services.codecommit.model.PullRequestTarget;
import software.amazon.awssdk.services.codecommit.model.ReferenceDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.ReferenceTypeNotSupportedException;
import software.amazon.awssdk.services.codecommit.model.SourceAndDestinationAreSameException;
import software.amazon.awssdk.services.codecommit.model.Target;

/** The branches of a pull request. */
final class PullRequestTargets {

    private PullRequestTargets() {}

    /** What a request names, with the commits at the tips; the destination is the default branch if not given. */
    static PullRequestTarget resolve(Opened opened, Target target) throws IOException {
        Ref source = branch(opened.git(), target.sourceReference());
        Ref destination = branch(opened.git(), destination(opened.git(), target.destinationReference()));
        if (source.getName().equals(destination.getName())) {
            throw Errors.of(
                    SourceAndDestinationAreSameException.builder(),
                    "The source branch and destination branch for the pull request are the same. You must specify "
                            + "different branches for the source and destination.");
        }
        String from = source.getObjectId().name();
        String into = destination.getObjectId().name();
        return PullRequestTarget.builder()
                .repositoryName(opened.row().name())
                .sourceReference(source.getName())
                .destinationReference(destination.getName())
                .sourceCommit(from)
                .destinationCommit(into)
                .mergeBase(mergeBase(opened.git(), from, into).orElse(null))
                .mergeMetadata(metadata -> metadata.isMerged(false))
                .build();
    }

    private static String destination(Repository git, @Nullable String given) {
        return given == null || given.isEmpty()
                ? Branches.defaultBranch(git).orElseThrow(() -> doesNotExist(Constants.HEAD))
                : given;
    }

    private static Ref branch(Repository git, String name) throws IOException {
        String whole = name.startsWith(Constants.R_REFS) ? name : Constants.R_HEADS + name;
        if (!Repository.isValidRefName(whole)) {
            throw Errors.of(
                    InvalidReferenceNameException.builder(),
                    "The specified reference name format is not valid: " + name + ". Reference names must conform to "
                            + "the Git references format (for example, refs/heads/main).");
        }
        if (!whole.startsWith(Constants.R_HEADS)) {
            throw Errors.of(
                    ReferenceTypeNotSupportedException.builder(),
                    "The specified reference is not a supported type: " + name);
        }
        Ref branch = git.exactRef(whole);
        if (branch == null) {
            throw doesNotExist(name);
        }
        return branch;
    }

    private static RuntimeException doesNotExist(String name) {
        return Errors.of(
                ReferenceDoesNotExistException.builder(),
                "The specified reference does not exist: " + name + ". You must provide the name of a branch.");
    }

    /** The commit at which two branches parted, if they ever were together. */
    static Optional<String> mergeBase(Repository git, String source, String destination) throws IOException {
        return MergeSides.of(git, ObjectId.fromString(source), ObjectId.fromString(destination))
                .baseId();
    }
}
