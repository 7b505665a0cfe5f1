package io.devopslab.cloud.service.codecommit;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codecommit.approval.TemplateTable;
import io.devopslab.cloud.service.codecommit.review.Chronicle;
import io.devopslab.cloud.service.codecommit.review.PullRequestLists;
import io.devopslab.cloud.service.codecommit.review.PullRequestMerges;
import io.devopslab.cloud.service.codecommit.review.PullRequestMoves;
import io.devopslab.cloud.service.codecommit.review.PullRequestTable;
import io.devopslab.cloud.service.codecommit.review.PullRequests;
import java.util.function.Supplier;
import software.amazon.awssdk.services.codecommit.model.CreatePullRequestRequest;
import software.amazon.awssdk.services.codecommit.model.CreatePullRequestResponse;
import software.amazon.awssdk.services.codecommit.model.DescribePullRequestEventsRequest;
import software.amazon.awssdk.services.codecommit.model.DescribePullRequestEventsResponse;
import software.amazon.awssdk.services.codecommit.model.GetPullRequestRequest;
import software.amazon.awssdk.services.codecommit.model.GetPullRequestResponse;
import software.amazon.awssdk.services.codecommit.model.ListPullRequestsRequest;
import software.amazon.awssdk.services.codecommit.model.ListPullRequestsResponse;
import software.amazon.awssdk.services.codecommit.model.MergePullRequestByFastForwardRequest;
import software.amazon.awssdk.services.codecommit.model.MergePullRequestByFastForwardResponse;
import software.amazon.awssdk.services.codecommit.model.MergePullRequestBySquashRequest;
import software.amazon.awssdk.services.codecommit.model.MergePullRequestBySquashResponse;
import software.amazon.awssdk.services.codecommit.model.MergePullRequestByThreeWayRequest;
import software.amazon.awssdk.services.codecommit.model.MergePullRequestByThreeWayResponse;
import software.amazon.awssdk.services.codecommit.model.UpdatePullRequestDescriptionRequest;
import software.amazon.awssdk.services.codecommit.model.UpdatePullRequestDescriptionResponse;
import software.amazon.awssdk.services.codecommit.model.UpdatePullRequestStatusRequest;
import software.amazon.awssdk.services.codecommit.model.UpdatePullRequestStatusResponse;
import software.amazon.awssdk.services.codecommit.model.UpdatePullRequestTitleRequest;
import software.amazon.awssdk.services.codecommit.model.UpdatePullRequestTitleResponse;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** The part of the API that is about pull requests. */
abstract class PullRequestOperationsLayer extends ContentOperationsLayer {

    final TemplateTable templateTable;
    final PullRequestTable pullRequestTable;
    final PullRequests pullRequests;
    final Chronicle chronicle;
    private final PullRequestLists pullRequestLists;
    private final PullRequestMerges pullRequestMerges;

    PullRequestOperationsLayer(ServiceContext context, Supplier<LambdaClient> lambda, Supplier<SnsClient> sns) {
        super(context, lambda, sns);
        this.templateTable = new TemplateTable(context.store());
        this.pullRequestTable = new PullRequestTable(context.store(), catalog);
        this.chronicle = new Chronicle(events, catalog, context.time());
        this.pullRequests = new PullRequests(context, open, pullRequestTable, templateTable, chronicle);
        this.pullRequestLists = new PullRequestLists(catalog, pullRequestTable);
        PullRequestMoves moves = new PullRequestMoves(pullRequestTable, pullRequests, chronicle, context.ids());
        references.subscribe(moves);
        this.pullRequestMerges = new PullRequestMerges(open, pullRequestTable, moves, mergeCommits);
    }

    @Override
    public CreatePullRequestResponse createPullRequest(CreatePullRequestRequest request) {
        return CreatePullRequestResponse.builder()
                .pullRequest(pullRequests.create(request, callers.of(request)))
                .build();
    }

    @Override
    public GetPullRequestResponse getPullRequest(GetPullRequestRequest request) {
        return GetPullRequestResponse.builder()
                .pullRequest(pullRequests.get(request.pullRequestId()))
                .build();
    }

    @Override
    public ListPullRequestsResponse listPullRequests(ListPullRequestsRequest request) {
        return pullRequestLists.list(request);
    }

    @Override
    public DescribePullRequestEventsResponse describePullRequestEvents(DescribePullRequestEventsRequest request) {
        return pullRequestLists.events(request);
    }

    @Override
    public UpdatePullRequestTitleResponse updatePullRequestTitle(UpdatePullRequestTitleRequest request) {
        return UpdatePullRequestTitleResponse.builder()
                .pullRequest(pullRequests.updateTitle(request))
                .build();
    }

    @Override
    public UpdatePullRequestDescriptionResponse updatePullRequestDescription(
            UpdatePullRequestDescriptionRequest request) {
        return UpdatePullRequestDescriptionResponse.builder()
                .pullRequest(pullRequests.updateDescription(request))
                .build();
    }

    @Override
    public UpdatePullRequestStatusResponse updatePullRequestStatus(UpdatePullRequestStatusRequest request) {
        return UpdatePullRequestStatusResponse.builder()
                .pullRequest(pullRequests.updateStatus(request, callers.of(request)))
                .build();
    }

    @Override
    public MergePullRequestByFastForwardResponse mergePullRequestByFastForward(
            MergePullRequestByFastForwardRequest request) {
        return MergePullRequestByFastForwardResponse.builder()
                .pullRequest(pullRequestMerges.fastForward(request, callers.of(request)))
                .build();
    }

    @Override
    public MergePullRequestBySquashResponse mergePullRequestBySquash(MergePullRequestBySquashRequest request) {
        return MergePullRequestBySquashResponse.builder()
                .pullRequest(pullRequestMerges.squash(request, callers.of(request)))
                .build();
    }

    @Override
    public MergePullRequestByThreeWayResponse mergePullRequestByThreeWay(MergePullRequestByThreeWayRequest request) {
        return MergePullRequestByThreeWayResponse.builder()
                .pullRequest(pullRequestMerges.threeWay(request, callers.of(request)))
                .build();
    }
}
