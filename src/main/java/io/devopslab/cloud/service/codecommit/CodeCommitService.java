package io.devopslab.cloud.service.codecommit;

import io.devopslab.cloud.kernel.Resumable;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.runtime.git.GitCaller;
import io.devopslab.cloud.runtime.git.HostedRepository;
import io.devopslab.cloud.runtime.git.RepositoryHost;
import io.devopslab.cloud.service.codecommit.content.Commits;
import io.devopslab.cloud.service.codecommit.content.Contents;
import io.devopslab.cloud.service.codecommit.content.Differences;
import io.devopslab.cloud.service.codecommit.content.FileChanges;
import io.devopslab.cloud.service.codecommit.content.FileHistory;
import io.devopslab.cloud.service.codecommit.merge.BranchMerges;
import io.devopslab.cloud.service.codecommit.merge.MergeCommits;
import io.devopslab.cloud.service.codecommit.merge.MergeQueries;
import io.devopslab.cloud.service.codecommit.repository.Branches;
import io.devopslab.cloud.service.codecommit.repository.Callers;
import io.devopslab.cloud.service.codecommit.repository.GitDirectories;
import io.devopslab.cloud.service.codecommit.repository.OpenRepositories;
import io.devopslab.cloud.service.codecommit.repository.References;
import io.devopslab.cloud.service.codecommit.repository.RepositoryCatalog;
import io.devopslab.cloud.service.codecommit.repository.RepositoryEvents;
import io.devopslab.cloud.service.codecommit.repository.RepositoryOperations;
import io.devopslab.cloud.service.codecommit.repository.RepositoryTags;
import io.devopslab.cloud.service.codecommit.repository.StoredRepository;
import io.devopslab.cloud.service.codecommit.trigger.TriggerCalls;
import io.devopslab.cloud.service.codecommit.trigger.TriggerCheck;
import io.devopslab.cloud.service.codecommit.trigger.Triggers;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.Repository;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codecommit.model.BatchDescribeMergeConflictsRequest;
import software.amazon.awssdk.services.codecommit.model.BatchDescribeMergeConflictsResponse;
import software.amazon.awssdk.services.codecommit.model.BatchGetCommitsRequest;
import software.amazon.awssdk.services.codecommit.model.BatchGetCommitsResponse;
import software.amazon.awssdk.services.codecommit.model.BatchGetRepositoriesRequest;
import software.amazon.awssdk.services.codecommit.model.BatchGetRepositoriesResponse;
import software.amazon.awssdk.services.codecommit.model.CreateBranchRequest;
import software.amazon.awssdk.services.codecommit.model.CreateBranchResponse;
import software.amazon.awssdk.services.codecommit.model.CreateCommitRequest;
import software.amazon.awssdk.services.codecommit.model.CreateCommitResponse;
import software.amazon.awssdk.services.codecommit.model.CreateRepositoryRequest;
import software.amazon.awssdk.services.codecommit.model.CreateRepositoryResponse;
import software.amazon.awssdk.services.codecommit.model.CreateUnreferencedMergeCommitRequest;
import software.amazon.awssdk.services.codecommit.model.CreateUnreferencedMergeCommitResponse;
import software.amazon.awssdk.services.codecommit.model.DeleteBranchRequest;
import software.amazon.awssdk.services.codecommit.model.DeleteBranchResponse;
import software.amazon.awssdk.services.codecommit.model.DeleteFileRequest;
import software.amazon.awssdk.services.codecommit.model.DeleteFileResponse;
import software.amazon.awssdk.services.codecommit.model.DeleteRepositoryRequest;
import software.amazon.awssdk.services.codecommit.model.DeleteRepositoryResponse;
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
import software.amazon.awssdk.services.codecommit.model.GetRepositoryRequest;
import software.amazon.awssdk.services.codecommit.model.GetRepositoryResponse;
import software.amazon.awssdk.services.codecommit.model.GetRepositoryTriggersRequest;
import software.amazon.awssdk.services.codecommit.model.GetRepositoryTriggersResponse;
import software.amazon.awssdk.services.codecommit.model.ListBranchesRequest;
import software.amazon.awssdk.services.codecommit.model.ListBranchesResponse;
import software.amazon.awssdk.services.codecommit.model.ListFileCommitHistoryRequest;
import software.amazon.awssdk.services.codecommit.model.ListFileCommitHistoryResponse;
import software.amazon.awssdk.services.codecommit.model.ListRepositoriesRequest;
import software.amazon.awssdk.services.codecommit.model.ListRepositoriesResponse;
import software.amazon.awssdk.services.codecommit.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.codecommit.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.codecommit.model.MergeBranchesByFastForwardRequest;
import software.amazon.awssdk.services.codecommit.model.MergeBranchesByFastForwardResponse;
import software.amazon.awssdk.services.codecommit.model.MergeBranchesBySquashRequest;
import software.amazon.awssdk.services.codecommit.model.MergeBranchesBySquashResponse;
import software.amazon.awssdk.services.codecommit.model.MergeBranchesByThreeWayRequest;
import software.amazon.awssdk.services.codecommit.model.MergeBranchesByThreeWayResponse;
import software.amazon.awssdk.services.codecommit.model.PutFileRequest;
import software.amazon.awssdk.services.codecommit.model.PutFileResponse;
import software.amazon.awssdk.services.codecommit.model.PutRepositoryTriggersRequest;
import software.amazon.awssdk.services.codecommit.model.PutRepositoryTriggersResponse;
import software.amazon.awssdk.services.codecommit.model.TagResourceRequest;
import software.amazon.awssdk.services.codecommit.model.TagResourceResponse;
import software.amazon.awssdk.services.codecommit.model.TestRepositoryTriggersRequest;
import software.amazon.awssdk.services.codecommit.model.TestRepositoryTriggersResponse;
import software.amazon.awssdk.services.codecommit.model.UntagResourceRequest;
import software.amazon.awssdk.services.codecommit.model.UntagResourceResponse;
import software.amazon.awssdk.services.codecommit.model.UpdateDefaultBranchRequest;
import software.amazon.awssdk.services.codecommit.model.UpdateDefaultBranchResponse;
import software.amazon.awssdk.services.codecommit.model.UpdateRepositoryDescriptionRequest;
import software.amazon.awssdk.services.codecommit.model.UpdateRepositoryDescriptionResponse;
import software.amazon.awssdk.services.codecommit.model.UpdateRepositoryNameRequest;
import software.amazon.awssdk.services.codecommit.model.UpdateRepositoryNameResponse;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** CodeCommit in one region: its API over bare git repositories, which the git client reaches as well. */
public final class CodeCommitService implements CodeCommitClient, RepositoryHost, Resumable {

    private final Callers callers;
    private final RepositoryCatalog catalog;
    private final GitDirectories directories;
    private final References references;
    private final RepositoryOperations repositories;
    private final RepositoryTags tags;
    private final TriggerCalls triggerCalls;
    private final Triggers triggers;
    private final Branches branches;
    private final Commits commits;
    private final Contents contents;
    private final Differences differences;
    private final FileHistory history;
    private final FileChanges changes;
    private final MergeQueries mergeQueries;
    private final BranchMerges merges;

    /**
     * @param lambda called by the triggers of repositories
     */
    public CodeCommitService(ServiceContext context, Supplier<LambdaClient> lambda) {
        this.callers = new Callers(context);
        this.catalog = new RepositoryCatalog(context);
        this.directories = new GitDirectories(context.files());
        this.references = new References(context, catalog);
        this.repositories = new RepositoryOperations(context, catalog, directories, references);
        this.tags = new RepositoryTags(catalog);
        OpenRepositories open = new OpenRepositories(catalog, directories, references);
        this.triggerCalls = new TriggerCalls(context, catalog, lambda);
        references.subscribe(triggerCalls);
        this.triggers = new Triggers(catalog, open, new TriggerCheck(context.scope()), triggerCalls, context.ids());
        this.branches = new Branches(open);
        this.commits = new Commits(open);
        this.contents = new Contents(open);
        this.differences = new Differences(open);
        this.history = new FileHistory(open);
        this.changes = new FileChanges(open, context.time());
        MergeCommits mergeCommits = new MergeCommits(context.store(), context.time());
        this.mergeQueries = new MergeQueries(open, mergeCommits);
        this.merges = new BranchMerges(open, mergeCommits, new RepositoryEvents(context, catalog));
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void resume() {
        directories.tidy(catalog.ids());
        for (StoredRepository row : catalog.all()) {
            directories.open(row.id()).ifPresent(git -> {
                try (git) {
                    references.reconcile(row, git, callers.root());
                }
            });
        }
        triggerCalls.followUp();
    }

    @Override
    public Optional<HostedRepository> host(String name) {
        return catalog.find(name).flatMap(row -> directories.open(row.id()).map(git -> new Hosted(row, git)));
    }

    /** A repository in the hands of a git client. */
    private final class Hosted implements HostedRepository {
        private final StoredRepository row;
        private final Repository git;

        Hosted(StoredRepository row, Repository git) {
            this.row = row;
            this.git = git;
        }

        @Override
        public Repository git() {
            return git;
        }

        @Override
        public void change(GitCaller caller, Runnable referenceUpdates) {
            references.change(row, git, caller, () -> {
                referenceUpdates.run();
                return true;
            });
        }

        @Override
        public void close() {
            git.close();
        }
    }

    @Override
    public CreateRepositoryResponse createRepository(CreateRepositoryRequest request) {
        return CreateRepositoryResponse.builder()
                .repositoryMetadata(repositories.create(request))
                .build();
    }

    @Override
    public GetRepositoryResponse getRepository(GetRepositoryRequest request) {
        return GetRepositoryResponse.builder()
                .repositoryMetadata(repositories.get(request.repositoryName()))
                .build();
    }

    @Override
    public BatchGetRepositoriesResponse batchGetRepositories(BatchGetRepositoriesRequest request) {
        return repositories.batchGet(request);
    }

    @Override
    public ListRepositoriesResponse listRepositories(ListRepositoriesRequest request) {
        return repositories.list(request);
    }

    @Override
    public DeleteRepositoryResponse deleteRepository(DeleteRepositoryRequest request) {
        return DeleteRepositoryResponse.builder()
                .repositoryId(repositories.delete(request.repositoryName()).orElse(null))
                .build();
    }

    @Override
    public UpdateRepositoryDescriptionResponse updateRepositoryDescription(UpdateRepositoryDescriptionRequest request) {
        repositories.describe(request.repositoryName(), Optional.ofNullable(request.repositoryDescription()));
        return UpdateRepositoryDescriptionResponse.builder().build();
    }

    @Override
    public UpdateRepositoryNameResponse updateRepositoryName(UpdateRepositoryNameRequest request) {
        repositories.rename(request.oldName(), request.newName());
        return UpdateRepositoryNameResponse.builder().build();
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
    public TagResourceResponse tagResource(TagResourceRequest request) {
        tags.tag(request);
        return TagResourceResponse.builder().build();
    }

    @Override
    public UntagResourceResponse untagResource(UntagResourceRequest request) {
        tags.untag(request);
        return UntagResourceResponse.builder().build();
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
        return tags.list(request);
    }

    @Override
    public PutRepositoryTriggersResponse putRepositoryTriggers(PutRepositoryTriggersRequest request) {
        return triggers.put(request);
    }

    @Override
    public GetRepositoryTriggersResponse getRepositoryTriggers(GetRepositoryTriggersRequest request) {
        return triggers.get(request);
    }

    @Override
    public TestRepositoryTriggersResponse testRepositoryTriggers(TestRepositoryTriggersRequest request) {
        return triggers.test(request, callers.of(request));
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

    @Override
    public void close() {
        directories.close();
    }
}
