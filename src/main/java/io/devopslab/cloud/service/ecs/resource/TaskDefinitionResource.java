package io.devopslab.cloud.service.ecs.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import io.devopslab.cloud.stack.TemplateProperties;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

/** {@code AWS::ECS::TaskDefinition}, known by the ARN of its revision. Every change but that of tags is a new revision. */
final class TaskDefinitionResource implements ResourceHandler {

    private final Supplier<EcsClient> client;

    TaskDefinitionResource(Supplier<EcsClient> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::ECS::TaskDefinition";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of(
                "ContainerDefinitions",
                "Cpu",
                "EphemeralStorage",
                "ExecutionRoleArn",
                "Family",
                "InferenceAccelerators",
                "IpcMode",
                "Memory",
                "NetworkMode",
                "PidMode",
                "PlacementConstraints",
                "ProxyConfiguration",
                "RequiresCompatibilities",
                "RuntimePlatform",
                "TaskRoleArn",
                "Volumes");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        String family = request.properties().path("Family").asText(request.generatedName());
        ObjectNode properties = request.properties().deepCopy().put("Family", family);
        RegisterTaskDefinitionRequest wanted = TemplateProperties.read(properties, RegisterTaskDefinitionRequest.class);
        Optional<TaskDefinition> before = madeBefore(request, family, wanted);
        if (before.isPresent()) {
            return provisioned(before.get());
        }
        return provisioned(client.get()
                .registerTaskDefinition(wanted.toBuilder()
                        .tags(EcsTemplates.tags(request))
                        .overrideConfiguration(CallSource.of(request.stackId()))
                        .build())
                .taskDefinition());
    }

    /** After a kill the step is taken again, and finds the revision that it made: the family's last, with this content. */
    private Optional<TaskDefinition> madeBefore(
            ResourceRequest request, String family, RegisterTaskDefinitionRequest wanted) {
        return find(family)
                .filter(found -> EcsTemplates.isMadeFor(request, found.tags()))
                .map(DescribeTaskDefinitionResponse::taskDefinition)
                .filter(found -> holds(Shapes.write(found), Shapes.write(wanted)));
    }

    /** Whether all that is wanted is there; ECS fills in more. */
    private static boolean holds(JsonNode present, JsonNode wanted) {
        if (wanted.isObject()) {
            return wanted.properties().stream()
                    .allMatch(member -> holds(present.path(member.getKey()), member.getValue()));
        }
        if (wanted.isArray()) {
            boolean same = present.size() == wanted.size();
            for (int i = 0; same && i < wanted.size(); i++) {
                same = holds(present.path(i), wanted.get(i));
            }
            return same;
        }
        return present.asText().equals(wanted.asText());
    }

    private static Provisioned provisioned(TaskDefinition definition) {
        String arn = definition.taskDefinitionArn();
        return new Provisioned(arn, JsonNodeFactory.instance.objectNode().put("TaskDefinitionArn", arn));
    }

    private Optional<DescribeTaskDefinitionResponse> find(String name) {
        try {
            return Optional.of(client.get()
                            .describeTaskDefinition(r -> r.taskDefinition(name).include(TaskDefinitionField.TAGS)))
                    .filter(found -> found.taskDefinition().status() == TaskDefinitionStatus.ACTIVE);
        } catch (ClientException e) {
            return Optional.empty();
        }
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        EcsTemplates.retag(client.get(), request, request.physicalId());
        return new Provisioned(
                request.physicalId(),
                JsonNodeFactory.instance.objectNode().put("TaskDefinitionArn", request.physicalId()));
    }

    @Override
    public void delete(ResourceRequest request) {
        if (find(request.physicalId()).isPresent()) {
            client.get().deregisterTaskDefinition(r -> r.taskDefinition(request.physicalId()));
        }
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        return find(physicalId).map(found -> {
            ObjectNode properties = EcsTemplates.properties(found.taskDefinition());
            properties.retain(createOnly());
            return properties;
        });
    }
}
