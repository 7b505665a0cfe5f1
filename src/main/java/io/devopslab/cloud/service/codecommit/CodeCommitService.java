package io.devopslab.cloud.service.codecommit;

import io.devopslab.cloud.kernel.Resumable;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.runtime.git.GitCaller;
import io.devopslab.cloud.runtime.git.HostedRepository;
import io.devopslab.cloud.runtime.git.RepositoryHost;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codecommit.model.BatchGetRepositoriesRequest;
import software.amazon.awssdk.services.codecommit.model.BatchGetRepositoriesResponse;
import software.amazon.awssdk.services.codecommit.model.CreateRepositoryRequest;
import software.amazon.awssdk.services.codecommit.model.CreateRepositoryResponse;
import software.amazon.awssdk.services.codecommit.model.DeleteRepositoryRequest;
import software.amazon.awssdk.services.codecommit.model.DeleteRepositoryResponse;
import software.amazon.awssdk.services.codecommit.model.GetRepositoryRequest;
import software.amazon.awssdk.services.codecommit.model.GetRepositoryResponse;
import software.amazon.awssdk.services.codecommit.model.ListRepositoriesRequest;
import software.amazon.awssdk.services.codecommit.model.ListRepositoriesResponse;
import software.amazon.awssdk.services.codecommit.model.UpdateRepositoryDescriptionRequest;
import software.amazon.awssdk.services.codecommit.model.UpdateRepositoryDescriptionResponse;
import software.amazon.awssdk.services.codecommit.model.UpdateRepositoryNameRequest;
import software.amazon.awssdk.services.codecommit.model.UpdateRepositoryNameResponse;

/** CodeCommit in one region: its API over bare git repositories, which the git client reaches as well. */
public final class CodeCommitService implements CodeCommitClient, RepositoryHost, Resumable {

    private final Callers callers;
    private final RepositoryCatalog catalog;
    private final GitDirectories directories;
    private final References references;
    private final RepositoryOperations repositories;

    public CodeCommitService(ServiceContext context) {
        this.callers = new Callers(context);
        this.catalog = new RepositoryCatalog(context);
        this.directories = new GitDirectories(context.files());
        this.references = new References(context, catalog);
        this.repositories = new RepositoryOperations(context, catalog, directories, references);
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
    public void close() {
        directories.close();
    }
}
