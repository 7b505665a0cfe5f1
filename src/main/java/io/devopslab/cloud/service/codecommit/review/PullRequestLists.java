package io.devopslab.cloud.service.codecommit.review;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.service.codecommit.repository.Limits;
import io.devopslab.cloud.service.codecommit.repository.Pages;
import io.devopslab.cloud.service.codecommit.repository.RepositoryCatalog;
import io.devopslab.cloud.service.codecommit.repository.StoredRepository;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codecommit.model.DescribePullRequestEventsRequest;
import software.amazon.awssdk.services.codecommit.model.DescribePullRequestEventsResponse;
import software.amazon.awssdk.services.codecommit.model.InvalidActorArnException;
import software.amazon.awssdk.services.codecommit.model.InvalidAuthorArnException;
import software.amazon.awssdk.services.codecommit.model.InvalidPullRequestEventTypeException;
import software.amazon.awssdk.services.codecommit.model.InvalidPullRequestStatusException;
import software.amazon.awssdk.services.codecommit.model.ListPullRequestsRequest;
import software.amazon.awssdk.services.codecommit.model.ListPullRequestsResponse;
import software.amazon.awssdk.services.codecommit.model.PullRequestEvent;
import software.amazon.awssdk.services.codecommit.model.PullRequestEventType;
import software.amazon.awssdk.services.codecommit.model.PullRequestStatusEnum;

/** Lists pull requests, those of the latest activity first, and what happened to each. */
public final class PullRequestLists {

    private static final int PAGE = 100;

    private final RepositoryCatalog catalog;
    private final PullRequestTable table;

    public PullRequestLists(RepositoryCatalog catalog, PullRequestTable table) {
        this.catalog = catalog;
        this.table = table;
    }

    public ListPullRequestsResponse list(ListPullRequestsRequest request) {
        StoredRepository repository = catalog.get(request.repositoryName());
        if (request.pullRequestStatus() == PullRequestStatusEnum.UNKNOWN_TO_SDK_VERSION) {
            throw Errors.of(
                    InvalidPullRequestStatusException.builder(),
                    "The pull request status is not valid. The only valid values are OPEN and CLOSED.");
        }
        requireArn(request.authorArn(), InvalidAuthorArnException.builder());
        int size = Limits.pageSize(request.maxResults(), PAGE);
        List<String> ids = table.of(repository.id()).stream()
                .filter(row -> request.pullRequestStatus() == null
                        || row.shown().pullRequestStatus() == request.pullRequestStatus())
                .filter(row ->
                        request.authorArn() == null || row.shown().authorArn().equals(request.authorArn()))
                .sorted(Comparator.<StoredPullRequest, java.time.Instant>comparing(
                                row -> row.shown().lastActivityDate())
                        .thenComparing(row -> Long.valueOf(row.id()))
                        .reversed())
                .map(StoredPullRequest::id)
                .toList();
        Pages.Page<String> page =
                new Pages("pull requests of " + repository.id()).cut(ids, id -> id, request.nextToken(), size);
        return ListPullRequestsResponse.builder()
                .pullRequestIds(page.items())
                .nextToken(page.token())
                .build();
    }

    private static void requireArn(@Nullable String arn, AwsServiceException.Builder error) {
        if (arn != null && !arn.startsWith("arn:")) {
            throw Errors.of(error, "The Amazon Resource Name (ARN) is not valid: " + arn);
        }
    }

    public DescribePullRequestEventsResponse events(DescribePullRequestEventsRequest request) {
        StoredPullRequest row = table.get(request.pullRequestId());
        PullRequestEventType type = request.pullRequestEventType();
        if (type == PullRequestEventType.UNKNOWN_TO_SDK_VERSION) {
            throw Errors.of(
                    InvalidPullRequestEventTypeException.builder(), "The pull request event type is not valid.");
        }
        requireArn(request.actorArn(), InvalidActorArnException.builder());
        int size = Limits.pageSize(request.maxResults(), PAGE);
        List<PullRequestEvent> events = row.events().stream()
                .filter(event -> type == null || event.pullRequestEventType() == type)
                .filter(event -> request.actorArn() == null || event.actorArn().equals(request.actorArn()))
                .toList();
        Pages.Page<PullRequestEvent> page = new Pages("events of " + row.id())
                .cut(events, event -> String.valueOf(row.events().indexOf(event)), request.nextToken(), size);
        return DescribePullRequestEventsResponse.builder()
                .pullRequestEvents(page.items())
                .nextToken(page.token())
                .build();
    }
}
