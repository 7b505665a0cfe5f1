package io.devopslab.cloud.service.codecommit;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codecommit.content.Commits;
import io.devopslab.cloud.service.codecommit.content.Contents;
import io.devopslab.cloud.service.codecommit.content.Differences;
import io.devopslab.cloud.service.codecommit.content.FileChanges;
import io.devopslab.cloud.service.codecommit.content.FileHistory;
import io.devopslab.cloud.service.codecommit.merge.BranchMerges;
import io.devopslab.cloud.service.codecommit.merge.MergeCommits;
import io.devopslab.cloud.service.codecommit.merge.MergeQueries;
import io.devopslab.cloud.service.codecommit.repository.Branches;
import io.devopslab.cloud.service.codecommit.repository.RepositoryEvents;
import java.util.function.Supplier;
import software.amazon.awssdk.services.codecommit.model.BatchDescribeMergeConflictsRequest;
import software.amazon.awssdk.services.codecommit.model.BatchDescribeMergeConflictsResponse;
import software.amazon.awssdk.services.codecommit.model.BatchGetCommitsRequest;
import software.amazon.awssdk.services.codecommit.model.BatchGetCommitsResponse;
import software.amazon.awssdk.services.codecommit.model.CreateBranchRequest;
import software.amazon.awssdk.services.codecommit.model.CreateBranchResponse;
import software.amazon.awssdk.services.codecommit.model.CreateCommitRequest;
import software.amazon.awssdk.services.codecommit.model.CreateCommitResponse;
import software.amazon.awssdk.services.codecommit.model.CreateUnreferencedMergeCommitRequest;
import software.amazon.awssdk.services.codecommit.model.CreateUnreferencedMergeCommitResponse;
import software.amazon.awssdk.services.codecommit.model.DeleteBranchRequest;
import software.amazon.awssdk.services.codecommit.model.DeleteBranchResponse;
import software.amazon.awssdk.services.codecommit.model.DeleteFileRequest;
import software.amazon.awssdk.services.codecommit.model.DeleteFileResponse;
import software.amazon.awssdk.services.codecommit.model.DescribeMergeConflictsRequest;
import software.amazon.awssdk.services.codecommit.model.DescribeMergeConflictsResponse;
import software.amazon.awssdk.services.codecommit.model.GetBlobRequest;
import software.amazon.awssdk.services.codecommit.model.GetBlobResponse;
import software.amazon.awssdk.services.codecommit.model.GetBranchRequest;
import software.amazon.awssdk.services.codecommit.model.GetBranchResponse;
import software.amazon.awssdk.services.codecommit.model.GetCommitRequest;
import software.amazon.awssdk.services.codecommit.model.GetCommitResponse;
import software.amazon.awssdk.services.codecommit.model.GetDifferencesRequest;
import software.amazon.awssdk.services.codecommit.model.GetDifferencesResponse;
import software.amazon.awssdk.services.codecommit.model.GetFileRequest;
import software.amazon.awssdk.services.codecommit.model.GetFileResponse;
import software.amazon.awssdk.services.codecommit.model.GetFolderRequest;
import software.amazon.awssdk.services.codecommit.model.GetFolderResponse;
import software.amazon.awssdk.services.codecommit.model.GetMergeCommitRequest;
import software.amazon.awssdk.services.codecommit.model.GetMergeCommitResponse;
import software.amazon.awssdk.services.codecommit.model.GetMergeConflictsRequest;
import software.amazon.awssdk.services.codecommit.model.GetMergeConflictsResponse;
import software.amazon.awssdk.services.codecommit.model.GetMergeOptionsRequest;
import software.amazon.awssdk.services.codecommit.model.GetMergeOptionsResponse;
import software.amazon.awssdk.services.codecommit.model.ListBranchesRequest;
import software.amazon.awssdk.services.codecommit.model.ListBranchesResponse;
import software.amazon.awssdk.services.codecommit.model.ListFileCommitHistoryRequest;
import software.amazon.awssdk.services.codecommit.model.ListFileCommitHistoryResponse;
import software.amazon.awssdk.services.codecommit.model.MergeBranchesByFastForwardRequest;
import software.amazon.awssdk.services.codecommit.model.MergeBranchesByFastForwardResponse;
import software.amazon.awssdk.services.codecommit.model.MergeBranchesBySquashRequest;
import software.amazon.awssdk.services.codecommit.model.MergeBranchesBySquashResponse;
import software.amazon.awssdk.services.codecommit.model.MergeBranchesByThreeWayRequest;
import software.amazon.awssdk.services.codecommit.model.MergeBranchesByThreeWayResponse;
import software.amazon.awssdk.services.codecommit.model.PutFileRequest;
import software.amazon.awssdk.services.codecommit.model.PutFileResponse;
import software.amazon.awssdk.services.codecommit.model.UpdateDefaultBranchRequest;
import software.amazon.awssdk.services.codecommit.model.UpdateDefaultBranchResponse;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** The part of the API that is about branches, commits, files and merges. */
abstract class ContentOperationsLayer extends RepositoryOperationsLayer {

    final MergeCommits mergeCommits;
    final RepositoryEvents events;
    private final Branches branches;
    private final Commits commits;
    private final Contents contents;
    private final Differences differences;
    private final FileHistory history;
    private final FileChanges changes;
    private final MergeQueries mergeQueries;
    private final BranchMerges merges;

    ContentOperationsLayer(ServiceContext context, Supplier<LambdaClient> lambda, Supplier<SnsClient> sns) {
        super(context, lambda, sns);
        this.branches = new Branches(open);
        this.commits = new Commits(open);
        this.contents = new Contents(open);
        this.differences = new Differences(open);
        this.history = new FileHistory(open);
        this.changes = new FileChanges(open, context.time());
        this.mergeCommits = new MergeCommits(context.store(), context.time());
        this.mergeQueries = new MergeQueries(open, mergeCommits);
        this.events = new RepositoryEvents(context, catalog);
        this.merges = new BranchMerges(open, mergeCommits, events);
    }

    @Override
    public CreateBranchResponse createBranch(CreateBranchRequest request) {
        branches.create(request, callers.of(request));
        return CreateBranchResponse.builder().build();
    }

    @Override
    public GetBranchResponse getBranch(GetBranchRequest request) {
        return GetBranchResponse.builder().branch(branches.get(request)).build();
    }

    @Override
    public ListBranchesResponse listBranches(ListBranchesRequest request) {
        return branches.list(request);
    }

    @Override
    public DeleteBranchResponse deleteBranch(DeleteBranchRequest request) {
        return DeleteBranchResponse.builder()
                .deletedBranch(branches.delete(request, callers.of(request)).orElse(null))
                .build();
    }

    @Override
    public UpdateDefaultBranchResponse updateDefaultBranch(UpdateDefaultBranchRequest request) {
        branches.makeDefault(request, callers.of(request));
        return UpdateDefaultBranchResponse.builder().build();
    }

    @Override
    public GetCommitResponse getCommit(GetCommitRequest request) {
        return GetCommitResponse.builder().commit(commits.get(request)).build();
    }

    @Override
    public BatchGetCommitsResponse batchGetCommits(BatchGetCommitsRequest request) {
        return commits.batchGet(request);
    }

    @Override
    public GetFileResponse getFile(GetFileRequest request) {
        return contents.file(request);
    }

    @Override
    public GetFolderResponse getFolder(GetFolderRequest request) {
        return contents.folder(request);
    }

    @Override
    public GetBlobResponse getBlob(GetBlobRequest request) {
        return GetBlobResponse.builder().content(contents.blob(request)).build();
    }

    @Override
    public GetDifferencesResponse getDifferences(GetDifferencesRequest request) {
        return differences.get(request);
    }

    @Override
    public ListFileCommitHistoryResponse listFileCommitHistory(ListFileCommitHistoryRequest request) {
        return history.list(request);
    }

    @Override
    public CreateCommitResponse createCommit(CreateCommitRequest request) {
        return changes.commit(request, callers.of(request));
    }

    @Override
    public PutFileResponse putFile(PutFileRequest request) {
        return changes.put(request, callers.of(request));
    }

    @Override
    public DeleteFileResponse deleteFile(DeleteFileRequest request) {
        return changes.delete(request, callers.of(request));
    }

    @Override
    public GetMergeOptionsResponse getMergeOptions(GetMergeOptionsRequest request) {
        return mergeQueries.options(request);
    }

    @Override
    public GetMergeCommitResponse getMergeCommit(GetMergeCommitRequest request) {
        return mergeQueries.commit(request);
    }

    @Override
    public GetMergeConflictsResponse getMergeConflicts(GetMergeConflictsRequest request) {
        return mergeQueries.conflicts(request);
    }

    @Override
    public DescribeMergeConflictsResponse describeMergeConflicts(DescribeMergeConflictsRequest request) {
        return mergeQueries.describe(request);
    }

    @Override
    public BatchDescribeMergeConflictsResponse batchDescribeMergeConflicts(BatchDescribeMergeConflictsRequest request) {
        return mergeQueries.batchDescribe(request);
    }

    @Override
    public MergeBranchesByFastForwardResponse mergeBranchesByFastForward(MergeBranchesByFastForwardRequest request) {
        return merges.fastForward(request, callers.of(request));
    }

    @Override
    public MergeBranchesBySquashResponse mergeBranchesBySquash(MergeBranchesBySquashRequest request) {
        return merges.squash(request, callers.of(request));
    }

    @Override
    public MergeBranchesByThreeWayResponse mergeBranchesByThreeWay(MergeBranchesByThreeWayRequest request) {
        return merges.threeWay(request, callers.of(request));
    }

    @Override
    public CreateUnreferencedMergeCommitResponse createUnreferencedMergeCommit(
            CreateUnreferencedMergeCommitRequest request) {
        return merges.unreferenced(request, callers.of(request));
    }
}
