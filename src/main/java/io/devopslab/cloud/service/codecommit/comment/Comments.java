package io.devopslab.cloud.service.codecommit.comment;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import io.devopslab.cloud.runtime.git.GitCaller;
import io.devopslab.cloud.service.codecommit.comment.StoredComment.Place;
import io.devopslab.cloud.service.codecommit.repository.Names;
import io.devopslab.cloud.service.codecommit.repository.OpenRepositories;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codecommit.model.Comment;
import software.amazon.awssdk.services.codecommit.model.CommentContentRequiredException;
import software.amazon.awssdk.services.codecommit.model.CommentContentSizeLimitExceededException;
import software.amazon.awssdk.services.codecommit.model.CommentNotCreatedByCallerException;
import software.amazon.awssdk.services.codecommit.model.IdempotencyParameterMismatchException;
import software.amazon.awssdk.services.codecommit.model.PostCommentForComparedCommitRequest;
import software.amazon.awssdk.services.codecommit.model.PostCommentForComparedCommitResponse;
import software.amazon.awssdk.services.codecommit.model.PostCommentForPullRequestRequest;
import software.amazon.awssdk.services.codecommit.model.PostCommentForPullRequestResponse;
import software.amazon.awssdk.services.codecommit.model.PostCommentReplyRequest;
import software.amazon.awssdk.services.codecommit.model.RepositoryNotAssociatedWithPullRequestException;
import software.amazon.awssdk.services.codecommit.model.UpdateCommentRequest;

/** Makes, changes and deletes comments. */
public final class Comments {

    private static final int MAX_CONTENT = 10_240;

    private final ServiceContext context;
    private final OpenRepositories repositories;
    private final CommentTable table;
    private final CommentEvents events;
    private final Table<Token> tokens;

    /** A client's token, which makes a request that is sent twice count once. */
    record Token(String commentId, String request) {}

    public Comments(ServiceContext context, OpenRepositories repositories, CommentTable table, CommentEvents events) {
        this.context = context;
        this.repositories = repositories;
        this.table = table;
        this.events = events;
        this.tokens = context.store().table("comment-tokens", Token.class);
    }

    /**
     * Comments on a pull request.
     *
     * @param belongs whether the pull request of the request is one of the repository of that identifier
     */
    public PostCommentForPullRequestResponse post(
            PostCommentForPullRequestRequest request, Predicate<String> belongs, GitCaller caller) {
        String content = content(request.content());
        StoredComment row = once(request.clientRequestToken(), request.toString(), () -> {
            Place place = repositories.read(request.repositoryName(), opened -> {
                if (!belongs.test(opened.row().id())) {
                    throw Errors.of(
                            RepositoryNotAssociatedWithPullRequestException.builder(),
                            "The repository does not contain any pull requests with that pull request ID. Use "
                                    + "GetPullRequest to verify the correct repository name for the pull request ID.");
                }
                return CommentPlaces.of(
                        opened,
                        Optional.of(request.pullRequestId()),
                        request.beforeCommitId(),
                        request.afterCommitId(),
                        request.location());
            });
            return add(place, content, Optional.empty(), request.clientRequestToken(), caller);
        });
        Place place = row.place();
        return PostCommentForPullRequestResponse.builder()
                .repositoryName(request.repositoryName())
                .pullRequestId(request.pullRequestId())
                .beforeCommitId(place.beforeCommitId().orElse(null))
                .afterCommitId(place.afterCommitId())
                .beforeBlobId(place.beforeBlobId().orElse(null))
                .afterBlobId(place.afterBlobId().orElse(null))
                .location(place.location().orElse(null))
                .comment(CommentTable.show(row, caller.arn()))
                .build();
    }

    public PostCommentForComparedCommitResponse post(PostCommentForComparedCommitRequest request, GitCaller caller) {
        String content = content(request.content());
        StoredComment row = once(request.clientRequestToken(), request.toString(), () -> {
            Place place = repositories.read(
                    request.repositoryName(),
                    opened -> CommentPlaces.of(
                            opened,
                            Optional.empty(),
                            request.beforeCommitId(),
                            request.afterCommitId(),
                            request.location()));
            return add(place, content, Optional.empty(), request.clientRequestToken(), caller);
        });
        Place place = row.place();
        return PostCommentForComparedCommitResponse.builder()
                .repositoryName(request.repositoryName())
                .beforeCommitId(place.beforeCommitId().orElse(null))
                .afterCommitId(place.afterCommitId())
                .beforeBlobId(place.beforeBlobId().orElse(null))
                .afterBlobId(place.afterBlobId().orElse(null))
                .location(place.location().orElse(null))
                .comment(CommentTable.show(row, caller.arn()))
                .build();
    }

    public Comment reply(PostCommentReplyRequest request, GitCaller caller) {
        String content = content(request.content());
        StoredComment answered = table.get(request.inReplyTo());
        StoredComment row = once(
                request.clientRequestToken(),
                request.toString(),
                () -> add(
                        answered.place(),
                        content,
                        Optional.of(answered.shown().commentId()),
                        request.clientRequestToken(),
                        caller));
        return CommentTable.show(row, caller.arn());
    }

    private static String content(@Nullable String content) {
        String text = Names.required(content, CommentContentRequiredException::builder, "The content of a comment");
        if (text.length() > MAX_CONTENT) {
            throw Errors.of(
                    CommentContentSizeLimitExceededException.builder(),
                    "The comment is too large. Comments are limited to 10,240 characters.");
        }
        return text;
    }

    /** Adds a comment. */
    @FunctionalInterface
    private interface Posting {
        StoredComment post();
    }

    private StoredComment once(@Nullable String token, String request, Posting posting) {
        Optional<Token> earlier = Optional.ofNullable(token).flatMap(tokens::get);
        if (earlier.isPresent()) {
            if (!earlier.get().request().equals(request)) {
                throw Errors.of(
                        IdempotencyParameterMismatchException.builder(),
                        "The client request token is not valid. Either the token is not in a valid format, or the "
                                + "token has been used in a previous request and cannot be reused.");
            }
            return table.get(earlier.get().commentId());
        }
        StoredComment row = posting.post();
        if (token != null) {
            tokens.put(token, new Token(row.shown().commentId(), request));
        }
        return row;
    }

    private StoredComment add(
            Place place, String content, Optional<String> inReplyTo, @Nullable String token, GitCaller caller) {
        return context.store().write(() -> {
            Comment shown = Comment.builder()
                    .commentId(context.ids().uuid() + ":" + context.ids().uuid())
                    .content(content)
                    .inReplyTo(inReplyTo.orElse(null))
                    .creationDate(context.time().instant())
                    .lastModifiedDate(context.time().instant())
                    .authorArn(caller.arn())
                    .deleted(false)
                    .clientRequestToken(token)
                    .build();
            StoredComment row = new StoredComment(table.nextNumber(), shown, place, Map.of());
            table.put(row);
            events.commented(row, true, caller);
            return row;
        });
    }

    public Comment get(@Nullable String id, GitCaller caller) {
        return CommentTable.show(table.getLiving(id), caller.arn());
    }

    public Comment update(UpdateCommentRequest request, GitCaller caller) {
        String content = content(request.content());
        StoredComment row =
                table.change(table.getLiving(request.commentId()).shown().commentId(), old -> {
                    if (!old.shown().authorArn().equals(caller.arn())) {
                        throw Errors.of(
                                CommentNotCreatedByCallerException.builder(),
                                "You cannot modify or delete this comment. Only comment authors can modify or delete "
                                        + "their comments.");
                    }
                    StoredComment changed = old.with(old.shown().toBuilder()
                            .content(content)
                            .lastModifiedDate(context.time().instant())
                            .build());
                    events.commented(changed, false, caller);
                    return changed;
                });
        return CommentTable.show(row, caller.arn());
    }

    /** Deletes what a comment says; that there was one remains. */
    public Comment delete(@Nullable String id, GitCaller caller) {
        StoredComment row = table.change(
                table.getLiving(id).shown().commentId(),
                old -> old.with(old.shown().toBuilder()
                        .content(null)
                        .deleted(true)
                        .lastModifiedDate(context.time().instant())
                        .build()));
        return CommentTable.show(row, caller.arn());
    }
}
