package io.devopslab.cloud.service.codecommit.comment;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.service.codecommit.comment.StoredComment.Place;
import io.devopslab.cloud.service.codecommit.content.Paths;
import io.devopslab.cloud.service.codecommit.repository.OpenRepositories.Opened;
import io.devopslab.cloud.service.codecommit.repository.Revisions;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codecommit.model.BeforeCommitIdAndAfterCommitIdAreSameException;
import software.amazon.awssdk.services.codecommit.model.InvalidFilePositionException;
import software.amazon.awssdk.services.codecommit.model.InvalidRelativeFileVersionEnumException;
import software.amazon.awssdk.services.codecommit.model.Location;
import software.amazon.awssdk.services.codecommit.model.PathDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.RelativeFileVersionEnum;

/** Finds what a comment is to be about. */
final class CommentPlaces {

    private static final int MAX_BYTES = 50 << 20;

    private CommentPlaces() {}

    static Place of(
            Opened opened,
            Optional<String> pullRequest,
            @Nullable String before,
            @Nullable String after,
            @Nullable Location location)
            throws IOException {
        Optional<ObjectId> from =
                before == null ? Optional.empty() : Optional.of(Revisions.commitId(opened.git(), before));
        ObjectId into = Revisions.commitId(opened.git(), after);
        if (from.equals(Optional.of(into))) {
            throw Errors.of(
                    BeforeCommitIdAndAfterCommitIdAreSameException.builder(),
                    "The before commit ID and the after commit ID are the same, which is not valid. The before commit "
                            + "ID and the after commit ID must be different commit IDs.");
        }
        Place place = new Place(
                opened.row().id(),
                pullRequest,
                from.map(ObjectId::name),
                into.name(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return location == null ? place : locate(opened.git(), place, from, into, location);
    }

    private static Place locate(Repository git, Place place, Optional<ObjectId> from, ObjectId into, Location location)
            throws IOException {
        String path = Paths.file(location.filePath());
        RelativeFileVersionEnum version = location.relativeFileVersion();
        if (version == null || version == RelativeFileVersionEnum.UNKNOWN_TO_SDK_VERSION) {
            throw Errors.of(
                    InvalidRelativeFileVersionEnumException.builder(),
                    "Either the enum is not in a valid format, or the specified file version enum is not valid in "
                            + "respect to the current file version.");
        }
        Optional<ObjectId> beforeBlob = from.isPresent() ? blob(git, from.get(), path) : Optional.empty();
        Optional<ObjectId> afterBlob = blob(git, into, path);
        Optional<ObjectId> file = version == RelativeFileVersionEnum.BEFORE ? beforeBlob : afterBlob;
        if (file.isEmpty()) {
            throw Errors.of(PathDoesNotExistException.builder(), "The specified path does not exist: " + path);
        }
        requireLine(git, file.get(), location.filePosition());
        return new Place(
                place.repositoryId(),
                place.pullRequestId(),
                place.beforeCommitId(),
                place.afterCommitId(),
                beforeBlob.map(ObjectId::name),
                afterBlob.map(ObjectId::name),
                Optional.of(location.toBuilder().filePath(path).build()));
    }

    private static Optional<ObjectId> blob(Repository git, ObjectId commit, String path) throws IOException {
        ObjectId tree = Revisions.find(git, commit).orElseThrow().getTree();
        try (TreeWalk walk = TreeWalk.forPath(git, path, tree)) {
            return walk == null || walk.isSubtree() ? Optional.empty() : Optional.of(walk.getObjectId(0));
        }
    }

    private static void requireLine(Repository git, ObjectId blob, @Nullable Long position) throws IOException {
        if (position == null) {
            return;
        }
        int lines = new RawText(git.open(blob).getCachedBytes(MAX_BYTES)).size();
        if (position < 1 || position > Math.max(1, lines)) {
            throw Errors.of(
                    InvalidFilePositionException.builder(),
                    "The position is not valid. Make sure that the line number exists in the version of the file you "
                            + "want to comment on.");
        }
    }
}
