package io.devopslab.cloud.service.codecommit.comment;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.runtime.git.GitCaller;
import io.devopslab.cloud.service.codecommit.comment.StoredComment.Place;
import io.devopslab.cloud.service.codecommit.repository.Limits;
import io.devopslab.cloud.service.codecommit.repository.OpenRepositories;
import io.devopslab.cloud.service.codecommit.repository.Pages;
import io.devopslab.cloud.service.codecommit.repository.Revisions;
import io.devopslab.cloud.service.codecommit.repository.StoredRepository;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codecommit.model.Comment;
import software.amazon.awssdk.services.codecommit.model.CommentsForComparedCommit;
import software.amazon.awssdk.services.codecommit.model.CommentsForPullRequest;
import software.amazon.awssdk.services.codecommit.model.GetCommentsForComparedCommitRequest;
import software.amazon.awssdk.services.codecommit.model.GetCommentsForComparedCommitResponse;
import software.amazon.awssdk.services.codecommit.model.GetCommentsForPullRequestRequest;
import software.amazon.awssdk.services.codecommit.model.GetCommentsForPullRequestResponse;
import software.amazon.awssdk.services.codecommit.model.RepositoryNotAssociatedWithPullRequestException;

/** Lists comments, those of one place together. */
public final class CommentLists {

    private static final int PAGE = 100;
    private static final int MAX_PAGE = 500;

    private final OpenRepositories repositories;
    private final CommentTable table;

    public CommentLists(OpenRepositories repositories, CommentTable table) {
        this.repositories = repositories;
        this.table = table;
    }

    /** The comments of one place. */
    private record Group(Place place, List<StoredComment> comments) {
        List<Comment> shown(GitCaller caller) {
            return comments.stream()
                    .map(row -> CommentTable.show(row, caller.arn()))
                    .toList();
        }

        String key() {
            return comments.get(0).shown().commentId();
        }
    }

    private static List<Group> groups(List<StoredComment> comments) {
        Map<Place, List<StoredComment>> places = new LinkedHashMap<>();
        comments.forEach(row ->
                places.computeIfAbsent(row.place(), place -> new ArrayList<>()).add(row));
        return places.entrySet().stream()
                .map(entry -> new Group(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static int size(@Nullable Integer asked) {
        return asked == null ? PAGE : Limits.pageSize(asked, MAX_PAGE);
    }

    /**
     * The comments on a pull request.
     *
     * @param repository the pull request's
     */
    public GetCommentsForPullRequestResponse list(
            GetCommentsForPullRequestRequest request, StoredRepository repository, GitCaller caller) {
        int size = size(request.maxResults());
        if (request.repositoryName() != null) {
            check(request, repository);
        }
        List<Group> all =
                groups(table.all(row -> row.place().pullRequestId().equals(Optional.of(request.pullRequestId()))
                        && is(request.beforeCommitId(), row.place().beforeCommitId())
                        && is(request.afterCommitId(), Optional.of(row.place().afterCommitId()))));
        Pages.Page<Group> page =
                new Pages("comments on " + request.pullRequestId()).cut(all, Group::key, request.nextToken(), size);
        return GetCommentsForPullRequestResponse.builder()
                .commentsForPullRequestData(page.items().stream()
                        .map(group -> CommentsForPullRequest.builder()
                                .pullRequestId(request.pullRequestId())
                                .repositoryName(repository.name())
                                .beforeCommitId(group.place().beforeCommitId().orElse(null))
                                .afterCommitId(group.place().afterCommitId())
                                .beforeBlobId(group.place().beforeBlobId().orElse(null))
                                .afterBlobId(group.place().afterBlobId().orElse(null))
                                .location(group.place().location().orElse(null))
                                .comments(group.shown(caller))
                                .build())
                        .toList())
                .nextToken(page.token())
                .build();
    }

    private void check(GetCommentsForPullRequestRequest request, StoredRepository repository) {
        repositories.read(request.repositoryName(), opened -> {
            if (!opened.row().id().equals(repository.id())) {
                throw Errors.of(
                        RepositoryNotAssociatedWithPullRequestException.builder(),
                        "The repository does not contain any pull requests with that pull request ID.");
            }
            Revisions.commitId(opened.git(), request.beforeCommitId());
            return Revisions.commitId(opened.git(), request.afterCommitId());
        });
    }

    private static boolean is(@Nullable String wanted, Optional<String> actual) {
        return wanted == null || actual.equals(Optional.of(wanted));
    }

    public GetCommentsForComparedCommitResponse list(GetCommentsForComparedCommitRequest request, GitCaller caller) {
        int size = size(request.maxResults());
        StoredRepository repository = repositories.read(request.repositoryName(), opened -> {
            if (request.beforeCommitId() != null) {
                Revisions.commitId(opened.git(), request.beforeCommitId());
            }
            Revisions.commitId(opened.git(), request.afterCommitId());
            return opened.row();
        });
        List<Group> all = groups(table.all(row -> row.place().repositoryId().equals(repository.id())
                && row.place().pullRequestId().isEmpty()
                && is(request.beforeCommitId(), row.place().beforeCommitId())
                && row.place().afterCommitId().equals(request.afterCommitId())));
        Pages.Page<Group> page =
                new Pages("comments in " + repository.id()).cut(all, Group::key, request.nextToken(), size);
        return GetCommentsForComparedCommitResponse.builder()
                .commentsForComparedCommitData(page.items().stream()
                        .map(group -> CommentsForComparedCommit.builder()
                                .repositoryName(repository.name())
                                .beforeCommitId(group.place().beforeCommitId().orElse(null))
                                .afterCommitId(group.place().afterCommitId())
                                .beforeBlobId(group.place().beforeBlobId().orElse(null))
                                .afterBlobId(group.place().afterBlobId().orElse(null))
                                .location(group.place().location().orElse(null))
                                .comments(group.shown(caller))
                                .build())
                        .toList())
                .nextToken(page.token())
                .build();
    }
}
