package io.devopslab.cloud.service.codepipeline;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import io.devopslab.cloud.stack.ResourceTags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.CreatePipelineRequest;
import software.amazon.awssdk.services.codepipeline.model.DeletePipelineRequest;
import software.amazon.awssdk.services.codepipeline.model.DisableStageTransitionRequest;
import software.amazon.awssdk.services.codepipeline.model.EnableStageTransitionRequest;
import software.amazon.awssdk.services.codepipeline.model.GetPipelineRequest;
import software.amazon.awssdk.services.codepipeline.model.GetPipelineResponse;
import software.amazon.awssdk.services.codepipeline.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.PipelineNameInUseException;
import software.amazon.awssdk.services.codepipeline.model.PipelineNotFoundException;
import software.amazon.awssdk.services.codepipeline.model.StageTransitionType;
import software.amazon.awssdk.services.codepipeline.model.StartPipelineExecutionRequest;
import software.amazon.awssdk.services.codepipeline.model.Tag;
import software.amazon.awssdk.services.codepipeline.model.TagResourceRequest;
import software.amazon.awssdk.services.codepipeline.model.UntagResourceRequest;
import software.amazon.awssdk.services.codepipeline.model.UpdatePipelineRequest;

/** {@code AWS::CodePipeline::Pipeline}. */
final class PipelineResource implements ResourceHandler {

    private final Supplier<CodePipelineClient> client;

    PipelineResource(Supplier<CodePipelineClient> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::CodePipeline::Pipeline";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("Name");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        ObjectNode properties = request.properties();
        String name = properties.path("Name").asText(request.generatedName());
        try {
            client.get()
                    .createPipeline(CreatePipelineRequest.builder()
                            .pipeline(PipelineProperties.declaration(properties, name))
                            .tags(tags(request))
                            .overrideConfiguration(CallSource.of(request.stackId()))
                            .build());
        } catch (PipelineNameInUseException e) {
            if (!ResourceTags.isMadeFor(request, tagsOf(name))) {
                throw e;
            }
        }
        setTransitions(name, Map.of(), PipelineProperties.disabledTransitions(properties));
        return provisioned(name);
    }

    private static List<Tag> tags(ResourceRequest request) {
        return ResourceTags.all(request).entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    private GetPipelineResponse get(String name) {
        return client.get().getPipeline(GetPipelineRequest.builder().name(name).build());
    }

    private Map<String, String> tagsOf(String name) {
        Map<String, String> tags = new HashMap<>();
        client.get()
                .listTagsForResource(ListTagsForResourceRequest.builder()
                        .resourceArn(get(name).metadata().pipelineArn())
                        .build())
                .tags()
                .forEach(tag -> tags.put(tag.key(), tag.value()));
        return tags;
    }

    private void setTransitions(String name, Map<String, String> before, Map<String, String> wanted) {
        before.keySet().stream().filter(stage -> !wanted.containsKey(stage)).forEach(stage -> client.get()
                .enableStageTransition(EnableStageTransitionRequest.builder()
                        .pipelineName(name)
                        .stageName(stage)
                        .transitionType(StageTransitionType.INBOUND)
                        .build()));
        wanted.forEach((stage, reason) -> client.get()
                .disableStageTransition(DisableStageTransitionRequest.builder()
                        .pipelineName(name)
                        .stageName(stage)
                        .transitionType(StageTransitionType.INBOUND)
                        .reason(reason)
                        .build()));
    }

    private Provisioned provisioned(String name) {
        ObjectNode attributes = JsonNodeFactory.instance.objectNode();
        attributes.put("Version", String.valueOf(get(name).pipeline().version()));
        return new Provisioned(name, attributes);
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        String name = request.physicalId();
        PipelineDeclaration wanted = PipelineProperties.declaration(request.properties(), name);
        if (!wanted.equals(PipelineProperties.declaration(request.previous(), name))) {
            client.get()
                    .updatePipeline(UpdatePipelineRequest.builder()
                            .pipeline(wanted)
                            .overrideConfiguration(CallSource.of(request.stackId()))
                            .build());
            restart(request, name);
        }
        setTransitions(
                name,
                PipelineProperties.disabledTransitions(request.previous()),
                PipelineProperties.disabledTransitions(request.properties()));
        retag(request, name);
        return provisioned(name);
    }

    private void restart(ResourceRequest request, String name) {
        if (request.properties().path("RestartExecutionOnUpdate").asBoolean()) {
            client.get()
                    .startPipelineExecution(
                            StartPipelineExecutionRequest.builder().name(name).build());
        }
    }

    private void retag(ResourceRequest request, String name) {
        String arn = get(name).metadata().pipelineArn();
        Map<String, String> wanted = ResourceTags.all(request);
        Set<String> dropped = ResourceTags.dropped(tagsOf(name), wanted);
        if (!dropped.isEmpty()) {
            client.get()
                    .untagResource(UntagResourceRequest.builder()
                            .resourceArn(arn)
                            .tagKeys(dropped)
                            .build());
        }
        client.get()
                .tagResource(TagResourceRequest.builder()
                        .resourceArn(arn)
                        .tags(tags(request))
                        .overrideConfiguration(CallSource.of(request.stackId()))
                        .build());
    }

    @Override
    public void delete(ResourceRequest request) {
        client.get()
                .deletePipeline(DeletePipelineRequest.builder()
                        .name(request.physicalId())
                        .build());
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        try {
            return Optional.of(PipelineProperties.of(get(physicalId).pipeline()));
        } catch (PipelineNotFoundException e) {
            return Optional.empty();
        }
    }
}
