package io.devopslab.cloud.service.codecommit;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codecommit.repository.Callers;
import io.devopslab.cloud.service.codecommit.repository.GitDirectories;
import io.devopslab.cloud.service.codecommit.repository.OpenRepositories;
import io.devopslab.cloud.service.codecommit.repository.References;
import io.devopslab.cloud.service.codecommit.repository.RepositoryCatalog;
import io.devopslab.cloud.service.codecommit.repository.RepositoryOperations;
import io.devopslab.cloud.service.codecommit.repository.RepositoryTags;
import io.devopslab.cloud.service.codecommit.trigger.TriggerCalls;
import io.devopslab.cloud.service.codecommit.trigger.TriggerCheck;
import io.devopslab.cloud.service.codecommit.trigger.Triggers;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codecommit.model.BatchGetRepositoriesRequest;
import software.amazon.awssdk.services.codecommit.model.BatchGetRepositoriesResponse;
import software.amazon.awssdk.services.codecommit.model.CreateRepositoryRequest;
import software.amazon.awssdk.services.codecommit.model.CreateRepositoryResponse;
import software.amazon.awssdk.services.codecommit.model.GetRepositoryRequest;
import software.amazon.awssdk.services.codecommit.model.GetRepositoryResponse;
import software.amazon.awssdk.services.codecommit.model.GetRepositoryTriggersRequest;
import software.amazon.awssdk.services.codecommit.model.GetRepositoryTriggersResponse;
import software.amazon.awssdk.services.codecommit.model.ListRepositoriesRequest;
import software.amazon.awssdk.services.codecommit.model.ListRepositoriesResponse;
import software.amazon.awssdk.services.codecommit.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.codecommit.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.codecommit.model.PutRepositoryTriggersRequest;
import software.amazon.awssdk.services.codecommit.model.PutRepositoryTriggersResponse;
import software.amazon.awssdk.services.codecommit.model.TagResourceRequest;
import software.amazon.awssdk.services.codecommit.model.TagResourceResponse;
import software.amazon.awssdk.services.codecommit.model.TestRepositoryTriggersRequest;
import software.amazon.awssdk.services.codecommit.model.TestRepositoryTriggersResponse;
import software.amazon.awssdk.services.codecommit.model.UntagResourceRequest;
import software.amazon.awssdk.services.codecommit.model.UntagResourceResponse;
import software.amazon.awssdk.services.codecommit.model.UpdateRepositoryDescriptionRequest;
import software.amazon.awssdk.services.codecommit.model.UpdateRepositoryDescriptionResponse;
import software.amazon.awssdk.services.codecommit.model.UpdateRepositoryNameRequest;
import software.amazon.awssdk.services.codecommit.model.UpdateRepositoryNameResponse;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** The part of the API that is about repositories, their tags and their triggers. */
abstract class RepositoryOperationsLayer implements CodeCommitClient {

    final Callers callers;
    final RepositoryCatalog catalog;
    final GitDirectories directories;
    final References references;
    final OpenRepositories open;
    final RepositoryOperations repositories;
    final TriggerCalls triggerCalls;
    private final RepositoryTags tags;
    private final Triggers triggers;

    RepositoryOperationsLayer(ServiceContext context, Supplier<LambdaClient> lambda, Supplier<SnsClient> sns) {
        this.callers = new Callers(context);
        this.catalog = new RepositoryCatalog(context);
        this.directories = new GitDirectories(context.files());
        this.references = new References(context, catalog);
        this.open = new OpenRepositories(catalog, directories, references);
        this.repositories = new RepositoryOperations(context, catalog, directories, references);
        this.tags = new RepositoryTags(catalog);
        this.triggerCalls = new TriggerCalls(context, catalog, lambda, sns);
        references.subscribe(triggerCalls);
        this.triggers = new Triggers(catalog, open, new TriggerCheck(context.scope()), triggerCalls, context.ids());
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
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
}
