package io.devopslab.cloud.service.codecommit.comment;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.codecommit.model.Comment;
import software.amazon.awssdk.services.codecommit.model.Location;

/**
 * A comment.
 *
 * @param number its place in the order in which comments were made
 * @param shown what the API shows, less the reactions
 * @param reactions the emoji of each user who reacted, by the user's ARN
 */
record StoredComment(long number, Comment shown, Place place, Map<String, Emoji> reactions) {

    StoredComment {
        reactions = new TreeMap<>(reactions);
    }

    /** What a comment is about: a comparison of two commits, or a line of a file in it. */
    record Place(
            String repositoryId,
            Optional<String> pullRequestId,
            Optional<String> beforeCommitId,
            String afterCommitId,
            Optional<String> beforeBlobId,
            Optional<String> afterBlobId,
            Optional<Location> location) {}

    StoredComment with(Comment newShown) {
        return new StoredComment(number, newShown, place, reactions);
    }

    StoredComment reactedTo(Map<String, Emoji> newReactions) {
        return new StoredComment(number, shown, place, newReactions);
    }

    boolean isDeleted() {
        return Boolean.TRUE.equals(shown.deleted());
    }
}
