package io.devopslab.cloud.service.codecommit;

import io.devopslab.cloud.kernel.Resumable;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.runtime.git.GitCaller;
import io.devopslab.cloud.runtime.git.HostedRepository;
import io.devopslab.cloud.runtime.git.RepositoryHost;
import io.devopslab.cloud.service.codecommit.repository.StoredRepository;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.Repository;
import software.amazon.awssdk.services.codecommit.model.DeleteRepositoryRequest;
import software.amazon.awssdk.services.codecommit.model.DeleteRepositoryResponse;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** CodeCommit in one region: its API over bare git repositories, which the git client reaches as well. */
public final class CodeCommitService extends CommentOperationsLayer implements RepositoryHost, Resumable {

    /**
     * @param lambda called by the triggers of repositories
     * @param sns told by the triggers of repositories
     */
    public CodeCommitService(ServiceContext context, Supplier<LambdaClient> lambda, Supplier<SnsClient> sns) {
        super(context, lambda, sns);
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
    public DeleteRepositoryResponse deleteRepository(DeleteRepositoryRequest request) {
        Optional<String> id = repositories.delete(request.repositoryName());
        id.ifPresent(gone -> {
            pullRequestTable.forget(gone);
            commentTable.forget(gone);
            templateTable.forget(gone);
        });
        return DeleteRepositoryResponse.builder().repositoryId(id.orElse(null)).build();
    }

    @Override
    public void close() {
        directories.close();
    }
}
