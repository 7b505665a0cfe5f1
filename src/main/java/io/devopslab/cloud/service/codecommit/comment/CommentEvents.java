package io.devopslab.cloud.service.codecommit.comment;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.runtime.git.GitCaller;
import io.devopslab.cloud.service.codecommit.comment.StoredComment.Place;
import io.devopslab.cloud.service.codecommit.repository.RepositoryEvents;
import io.devopslab.cloud.service.codecommit.repository.StoredRepository;

/** Tells EventBridge of comments and reactions. */
public final class CommentEvents {

    private final RepositoryEvents events;
    private final CommentTable table;

    public CommentEvents(RepositoryEvents events, CommentTable table) {
        this.events = events;
        this.table = table;
    }

    /** Inside the write that makes or changes a comment. */
    void commented(StoredComment row, boolean isNew, GitCaller caller) {
        table.repository(row).ifPresent(repository -> {
            Place place = row.place();
            boolean onRequest = place.pullRequestId().isPresent();
            ObjectNode detail = JsonNodeFactory.instance.objectNode();
            place.beforeCommitId().ifPresent(id -> detail.put("beforeCommitId", id));
            detail.put("repositoryId", repository.id());
            if (row.shown().inReplyTo() != null) {
                detail.put("inReplyTo", row.shown().inReplyTo());
            }
            detail.put("notificationBody", body(repository, row, isNew, caller));
            detail.put("commentId", row.shown().commentId());
            detail.put("afterCommitId", place.afterCommitId());
            detail.put(
                    "event",
                    (onRequest ? "commentOnPullRequest" : "commentOnCommit") + (isNew ? "Created" : "Updated"));
            detail.put("repositoryName", repository.name());
            detail.put("callerUserArn", caller.arn());
            place.pullRequestId().ifPresent(id -> detail.put("pullRequestId", id));
            events.publish(
                    onRequest ? "CodeCommit Comment on Pull Request" : "CodeCommit Comment on Commit",
                    repository,
                    detail);
        });
    }

    private static String body(StoredRepository repository, StoredComment row, boolean isNew, GitCaller caller) {
        String about = row.place()
                .pullRequestId()
                .map(id -> "the following Pull Request: " + id)
                .orElse("the following comment ID: " + row.shown().commentId());
        return "A comment event occurred in the following AWS CodeCommit repository: " + repository.name()
                + ". The user " + caller.arn()
                + (isNew ? " made a comment." : " updated a comment or replied to a comment.")
                + " The comment was made on " + about + ".";
    }

    /** Inside the write that adds or changes a reaction. */
    void reacted(StoredComment row, Emoji emoji, boolean isNew, GitCaller caller) {
        table.repository(row).ifPresent(repository -> {
            ObjectNode detail = JsonNodeFactory.instance.objectNode();
            detail.put("callerUserArn", caller.arn());
            detail.put("commentId", row.shown().commentId());
            detail.put("event", isNew ? "commentReactionCreated" : "commentReactionUpdated");
            detail.put(
                    "notificationBody",
                    "A comment reaction event occurred in the following AWS CodeCommit Repository: "
                            + repository.name() + ". The user: " + caller.arn()
                            + (isNew ? " made a comment reaction " : " updated a reaction ") + emoji.shortCode()
                            + " to the comment with comment ID: " + row.shown().commentId());
            detail.putArray("reactionEmojis").add(emoji.graphic());
            detail.putArray("reactionShortcodes").add(emoji.shortCode());
            detail.putArray("reactionUnicodes").add(emoji.unicode());
            detail.put("repositoryId", repository.id());
            detail.put("repositoryName", repository.name());
            events.publish("CodeCommit Comment Reaction Change", repository, detail);
        });
    }
}
