package io.devopslab.cloud.service.codecommit.comment;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.runtime.git.GitCaller;
import io.devopslab.cloud.service.codecommit.repository.Limits;
import io.devopslab.cloud.service.codecommit.repository.Pages;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codecommit.model.GetCommentReactionsRequest;
import software.amazon.awssdk.services.codecommit.model.GetCommentReactionsResponse;
import software.amazon.awssdk.services.codecommit.model.InvalidReactionUserArnException;
import software.amazon.awssdk.services.codecommit.model.InvalidReactionValueException;
import software.amazon.awssdk.services.codecommit.model.PutCommentReactionRequest;
import software.amazon.awssdk.services.codecommit.model.ReactionForComment;

/** The reactions to comments: one a user and comment. */
public final class Reactions {

    private static final int PAGE = 1000;

    private final CommentTable table;
    private final CommentEvents events;

    public Reactions(CommentTable table, CommentEvents events) {
        this.table = table;
        this.events = events;
    }

    /** Sets, changes or, with nothing or {@code none}, removes the caller's reaction. */
    public void put(PutCommentReactionRequest request, GitCaller caller) {
        Optional<Emoji> emoji = emoji(request.reactionValue());
        table.change(table.getLiving(request.commentId()).shown().commentId(), row -> {
            Map<String, Emoji> reactions = new TreeMap<>(row.reactions());
            boolean isNew = reactions.remove(caller.arn()) == null;
            emoji.ifPresent(value -> reactions.put(caller.arn(), value));
            StoredComment changed = row.reactedTo(reactions);
            emoji.ifPresent(value -> events.reacted(changed, value, isNew, caller));
            return changed;
        });
    }

    private static Optional<Emoji> emoji(@Nullable String value) {
        if (value == null || value.isBlank() || value.equalsIgnoreCase("none")) {
            return Optional.empty();
        }
        return Optional.of(Emoji.of(value)
                .orElseThrow(() -> Errors.of(
                        InvalidReactionValueException.builder(),
                        "The value of the reaction is not valid. For more information, see the AWS CodeCommit User "
                                + "Guide.")));
    }

    public GetCommentReactionsResponse list(GetCommentReactionsRequest request) {
        StoredComment row = table.getLiving(request.commentId());
        int size = Limits.pageSize(request.maxResults(), PAGE);
        String user = request.reactionUserArn();
        if (user != null && !user.startsWith("arn:")) {
            throw Errors.of(
                    InvalidReactionUserArnException.builder(),
                    "The Amazon Resource Name (ARN) of the user or identity is not valid.");
        }
        List<ReactionForComment> all = Arrays.stream(Emoji.values())
                .map(emoji -> reaction(row, emoji, user))
                .filter(reaction -> !reaction.reactionUsers().isEmpty())
                .toList();
        Pages.Page<ReactionForComment> page = new Pages("reactions to " + row.number())
                .cut(all, reaction -> reaction.reaction().unicode(), request.nextToken(), size);
        return GetCommentReactionsResponse.builder()
                .reactionsForComment(page.items())
                .nextToken(page.token())
                .build();
    }

    private static ReactionForComment reaction(StoredComment row, Emoji emoji, @Nullable String user) {
        List<String> users = row.reactions().entrySet().stream()
                .filter(reaction -> reaction.getValue() == emoji)
                .map(Map.Entry::getKey)
                .filter(arn -> user == null || arn.equals(user))
                .toList();
        return ReactionForComment.builder()
                .reaction(formats -> formats.emoji(emoji.graphic())
                        .shortCode(emoji.shortCode())
                        .unicode(emoji.unicode()))
                .reactionUsers(users)
                .reactionsFromDeletedUsersCount(0)
                .build();
    }
}
