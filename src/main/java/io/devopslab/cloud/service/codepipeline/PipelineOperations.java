package io.devopslab.cloud.service.codepipeline;

import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Caller;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codepipeline.action.Jobs;
import io.devopslab.cloud.service.codepipeline.definition.PipelineConstraints;
import io.devopslab.cloud.service.codepipeline.definition.PipelineErrors;
import io.devopslab.cloud.service.codepipeline.definition.Pipelines;
import io.devopslab.cloud.service.codepipeline.definition.Pipelines.Pipeline;
import io.devopslab.cloud.service.codepipeline.run.Engine;
import io.devopslab.cloud.service.codepipeline.run.Trigger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codepipeline.model.CreatePipelineRequest;
import software.amazon.awssdk.services.codepipeline.model.CreatePipelineResponse;
import software.amazon.awssdk.services.codepipeline.model.DeletePipelineRequest;
import software.amazon.awssdk.services.codepipeline.model.DeletePipelineResponse;
import software.amazon.awssdk.services.codepipeline.model.GetPipelineRequest;
import software.amazon.awssdk.services.codepipeline.model.GetPipelineResponse;
import software.amazon.awssdk.services.codepipeline.model.ListPipelinesRequest;
import software.amazon.awssdk.services.codepipeline.model.ListPipelinesResponse;
import software.amazon.awssdk.services.codepipeline.model.ListWebhooksRequest;
import software.amazon.awssdk.services.codepipeline.model.ListWebhooksResponse;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.PipelineSummary;
import software.amazon.awssdk.services.codepipeline.model.TriggerType;
import software.amazon.awssdk.services.codepipeline.model.UpdatePipelineRequest;
import software.amazon.awssdk.services.codepipeline.model.UpdatePipelineResponse;
import software.amazon.awssdk.services.codepipeline.model.ValidationException;

/** The operations on pipelines themselves. */
final class PipelineOperations {

    private static final int LARGEST_PAGE = 1000;

    private final ServiceContext context;
    private final Pipelines pipelines;
    private final Engine engine;
    private final SourceWatch watch;
    private final RoleCheck roles;
    private final Jobs jobs;

    PipelineOperations(
            ServiceContext context, Pipelines pipelines, Engine engine, SourceWatch watch, RoleCheck roles, Jobs jobs) {
        this.context = context;
        this.pipelines = pipelines;
        this.engine = engine;
        this.watch = watch;
        this.roles = roles;
        this.jobs = jobs;
    }

    /** Makes a pipeline and starts its first execution, unless a variable has no value yet. */
    CreatePipelineResponse create(CreatePipelineRequest request) {
        PipelineDeclaration checked = pipelines.checked(request.pipeline());
        Map<String, String> tags = PipelineTags.checked(request.tags(), CallSource.of(request));
        roles.verify(checked.roleArn());
        String caller = Caller.of(request, context).arn();
        Map<String, String> present = watch.present(checked);
        PipelineDeclaration created = context.store().write(() -> {
            PipelineDeclaration first = pipelines.create(checked, tags);
            watch.note(present);
            if (first.variables().stream().allMatch(variable -> variable.defaultValue() != null)) {
                engine.start(first.name(), Trigger.of(TriggerType.CREATE_PIPELINE, caller), Map.of(), List.of());
            }
            return first;
        });
        watch.arm();
        return CreatePipelineResponse.builder()
                .pipeline(created)
                .tags(PipelineTags.list(tags))
                .build();
    }

    /** Makes the next version; executions of the old one are cancelled, and none is started. */
    UpdatePipelineResponse update(UpdatePipelineRequest request) {
        PipelineDeclaration checked = pipelines.checked(request.pipeline());
        pipelines.require(checked.name());
        roles.verify(checked.roleArn());
        Map<String, String> present = watch.present(checked);
        PipelineDeclaration updated = context.store().write(() -> {
            engine.cancel(checked.name());
            watch.noteNew(present);
            return pipelines.update(checked);
        });
        watch.arm();
        return UpdatePipelineResponse.builder().pipeline(updated).build();
    }

    GetPipelineResponse get(GetPipelineRequest request) {
        PipelineConstraints.pipelineName("name", request.name())
                .range("version", request.version(), 1, Integer.MAX_VALUE)
                .verify(ValidationException.builder());
        Pipeline pipeline = pipelines.require(request.name());
        int version = request.version() == null ? pipeline.version() : request.version();
        return GetPipelineResponse.builder()
                .pipeline(pipelines.declaration(pipeline.name(), version))
                .metadata(m -> m.pipelineArn(pipelines.arn(pipeline.name()))
                        .created(pipeline.created())
                        .updated(pipeline.updated()))
                .build();
    }

    ListPipelinesResponse list(ListPipelinesRequest request) {
        new Constraints()
                .range("maxResults", request.maxResults(), 1, LARGEST_PAGE)
                .verify(ValidationException.builder());
        Page<Pipeline> page = page(pipelines.all(), request.nextToken(), request.maxResults());
        return ListPipelinesResponse.builder()
                .pipelines(page.items().stream().map(this::summary).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static Page<Pipeline> page(List<Pipeline> all, @Nullable String token, @Nullable Integer size) {
        try {
            return Page.of(all, Pipeline::name, token, size == null ? LARGEST_PAGE : size);
        } catch (IllegalArgumentException e) {
            throw PipelineErrors.invalidToken();
        }
    }

    private PipelineSummary summary(Pipeline pipeline) {
        PipelineDeclaration declaration = pipelines.declaration(pipeline.name(), pipeline.version());
        return PipelineSummary.builder()
                .name(pipeline.name())
                .version(pipeline.version())
                .pipelineType(declaration.pipelineType())
                .executionMode(declaration.executionMode())
                .created(pipeline.created())
                .updated(pipeline.updated())
                .build();
    }

    /** Deletes a pipeline; one that is gone already counts as deleted. */
    DeletePipelineResponse delete(DeletePipelineRequest request) {
        PipelineConstraints.pipelineName("name", request.name()).verify(ValidationException.builder());
        context.store().write(() -> {
            pipelines.delete(request.name());
            watch.forget(request.name());
            engine.forget(request.name());
            jobs.forget(request.name());
        });
        return DeletePipelineResponse.builder().build();
    }

    /** None can be made here; GitHub's could not reach this machine. */
    static ListWebhooksResponse webhooks(ListWebhooksRequest request) {
        new Constraints().range("maxResults", request.maxResults(), 1, 100).verify(ValidationException.builder());
        if (request.nextToken() != null) {
            throw PipelineErrors.invalidToken();
        }
        return ListWebhooksResponse.builder().webhooks(List.of()).build();
    }
}
