package io.devopslab.cloud.service.codepipeline;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.ActionOwner;
import software.amazon.awssdk.services.codepipeline.model.ActionType;
import software.amazon.awssdk.services.codepipeline.model.ActionTypeId;
import software.amazon.awssdk.services.codepipeline.model.CreateCustomActionTypeRequest;
import software.amazon.awssdk.services.codepipeline.model.DeleteCustomActionTypeRequest;
import software.amazon.awssdk.services.codepipeline.model.ListActionTypesRequest;

/** {@code AWS::CodePipeline::CustomActionType}. A change makes another action type. */
final class CustomActionTypeResource implements ResourceHandler {

    private final Supplier<CodePipelineClient> client;

    CustomActionTypeResource(Supplier<CodePipelineClient> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::CodePipeline::CustomActionType";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of(
                "Category",
                "ConfigurationProperties",
                "InputArtifactDetails",
                "OutputArtifactDetails",
                "Provider",
                "Settings",
                "Version");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        ObjectNode properties = request.properties().deepCopy();
        properties.remove("Tags");
        CreateCustomActionTypeRequest wanted = Shapes.readProperties(properties, CreateCustomActionTypeRequest.class);
        ActionTypeId id = ActionTypeId.builder()
                .category(wanted.categoryAsString())
                .owner(ActionOwner.CUSTOM)
                .provider(wanted.provider())
                .version(wanted.version())
                .build();
        // The same type again is what an earlier attempt made: nobody can change one.
        boolean isMade = find(physicalId(id))
                .filter(type -> type.inputArtifactDetails().equals(wanted.inputArtifactDetails())
                        && type.actionConfigurationProperties().equals(wanted.configurationProperties()))
                .isPresent();
        if (!isMade) {
            client.get().createCustomActionType(wanted);
        }
        return new Provisioned(
                physicalId(id), JsonNodeFactory.instance.objectNode().put("Id", physicalId(id)));
    }

    private static String physicalId(ActionTypeId id) {
        return id.categoryAsString() + "|" + id.provider() + "|" + id.version();
    }

    private Optional<ActionType> find(String physicalId) {
        return client
                .get()
                .listActionTypes(ListActionTypesRequest.builder()
                        .actionOwnerFilter(ActionOwner.CUSTOM)
                        .build())
                .actionTypes()
                .stream()
                .filter(type -> physicalId(type.id()).equals(physicalId))
                .findFirst();
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        return new Provisioned(
                request.physicalId(), JsonNodeFactory.instance.objectNode().put("Id", request.physicalId()));
    }

    @Override
    public void delete(ResourceRequest request) {
        find(request.physicalId()).ifPresent(type -> client.get()
                .deleteCustomActionType(DeleteCustomActionTypeRequest.builder()
                        .category(type.id().category())
                        .provider(type.id().provider())
                        .version(type.id().version())
                        .build()));
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        return find(physicalId).map(type -> {
            ObjectNode properties = (ObjectNode) PipelineProperties.pascal(Shapes.write(type));
            properties.setAll((ObjectNode) properties.remove("Id"));
            properties.remove(List.of("Owner"));
            if (properties.has("ActionConfigurationProperties")) {
                properties.set("ConfigurationProperties", properties.remove("ActionConfigurationProperties"));
            }
            return properties;
        });
    }
}
