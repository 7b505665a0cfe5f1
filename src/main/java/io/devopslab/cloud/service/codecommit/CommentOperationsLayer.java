package io.devopslab.cloud.service.codecommit;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codecommit.comment.CommentEvents;
import io.devopslab.cloud.service.codecommit.comment.CommentLists;
import io.devopslab.cloud.service.codecommit.comment.CommentTable;
import io.devopslab.cloud.service.codecommit.comment.Comments;
import io.devopslab.cloud.service.codecommit.comment.Reactions;
import java.util.function.Supplier;
import software.amazon.awssdk.services.codecommit.model.DeleteCommentContentRequest;
import software.amazon.awssdk.services.codecommit.model.DeleteCommentContentResponse;
import software.amazon.awssdk.services.codecommit.model.GetCommentReactionsRequest;
import software.amazon.awssdk.services.codecommit.model.GetCommentReactionsResponse;
import software.amazon.awssdk.services.codecommit.model.GetCommentRequest;
import software.amazon.awssdk.services.codecommit.model.GetCommentResponse;
import software.amazon.awssdk.services.codecommit.model.GetCommentsForComparedCommitRequest;
import software.amazon.awssdk.services.codecommit.model.GetCommentsForComparedCommitResponse;
import software.amazon.awssdk.services.codecommit.model.GetCommentsForPullRequestRequest;
import software.amazon.awssdk.services.codecommit.model.GetCommentsForPullRequestResponse;
import software.amazon.awssdk.services.codecommit.model.PostCommentForComparedCommitRequest;
import software.amazon.awssdk.services.codecommit.model.PostCommentForComparedCommitResponse;
import software.amazon.awssdk.services.codecommit.model.PostCommentForPullRequestRequest;
import software.amazon.awssdk.services.codecommit.model.PostCommentForPullRequestResponse;
import software.amazon.awssdk.services.codecommit.model.PostCommentReplyRequest;
import software.amazon.awssdk.services.codecommit.model.PostCommentReplyResponse;
import software.amazon.awssdk.services.codecommit.model.PutCommentReactionRequest;
import software.amazon.awssdk.services.codecommit.model.PutCommentReactionResponse;
import software.amazon.awssdk.services.codecommit.model.UpdateCommentRequest;
import software.amazon.awssdk.services.codecommit.model.UpdateCommentResponse;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** The part of the API that is about comments and reactions. */
abstract class CommentOperationsLayer extends ApprovalOperationsLayer {

    final CommentTable commentTable;
    private final Comments comments;
    private final CommentLists commentLists;
    private final Reactions reactions;

    CommentOperationsLayer(ServiceContext context, Supplier<LambdaClient> lambda, Supplier<SnsClient> sns) {
        super(context, lambda, sns);
        this.commentTable = new CommentTable(context.store(), catalog);
        CommentEvents commentEvents = new CommentEvents(events, commentTable);
        this.comments = new Comments(context, open, commentTable, commentEvents);
        this.commentLists = new CommentLists(open, commentTable);
        this.reactions = new Reactions(commentTable, commentEvents);
    }

    @Override
    public PostCommentForPullRequestResponse postCommentForPullRequest(PostCommentForPullRequestRequest request) {
        String repository = pullRequests.repositoryOf(request.pullRequestId());
        return comments.post(request, repository::equals, callers.of(request));
    }

    @Override
    public PostCommentForComparedCommitResponse postCommentForComparedCommit(
            PostCommentForComparedCommitRequest request) {
        return comments.post(request, callers.of(request));
    }

    @Override
    public PostCommentReplyResponse postCommentReply(PostCommentReplyRequest request) {
        return PostCommentReplyResponse.builder()
                .comment(comments.reply(request, callers.of(request)))
                .build();
    }

    @Override
    public GetCommentResponse getComment(GetCommentRequest request) {
        return GetCommentResponse.builder()
                .comment(comments.get(request.commentId(), callers.of(request)))
                .build();
    }

    @Override
    public GetCommentsForPullRequestResponse getCommentsForPullRequest(GetCommentsForPullRequestRequest request) {
        String repository = pullRequests.repositoryOf(request.pullRequestId());
        return commentLists.list(request, catalog.requireId(repository), callers.of(request));
    }

    @Override
    public GetCommentsForComparedCommitResponse getCommentsForComparedCommit(
            GetCommentsForComparedCommitRequest request) {
        return commentLists.list(request, callers.of(request));
    }

    @Override
    public UpdateCommentResponse updateComment(UpdateCommentRequest request) {
        return UpdateCommentResponse.builder()
                .comment(comments.update(request, callers.of(request)))
                .build();
    }

    @Override
    public DeleteCommentContentResponse deleteCommentContent(DeleteCommentContentRequest request) {
        return DeleteCommentContentResponse.builder()
                .comment(comments.delete(request.commentId(), callers.of(request)))
                .build();
    }

    @Override
    public PutCommentReactionResponse putCommentReaction(PutCommentReactionRequest request) {
        reactions.put(request, callers.of(request));
        return PutCommentReactionResponse.builder().build();
    }

    @Override
    public GetCommentReactionsResponse getCommentReactions(GetCommentReactionsRequest request) {
        return reactions.list(request);
    }
}
