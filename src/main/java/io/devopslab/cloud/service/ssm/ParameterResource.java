package io.devopslab.cloud.service.ssm;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import io.devopslab.cloud.stack.ResourceTags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.*;

/** {@code AWS::SSM::Parameter}. */
final class ParameterResource implements ResourceHandler {

    private final Supplier<SsmClient> client;

    ParameterResource(Supplier<SsmClient> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::SSM::Parameter";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("Name");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        PutParameterRequest wanted = wanted(request);
        try {
            client.get()
                    .putParameter(wanted.toBuilder()
                            .tags(list(ResourceTags.all(
                                    request, request.properties().path("Tags"))))
                            .overrideConfiguration(CallSource.of(request.stackId()))
                            .build());
        } catch (ParameterAlreadyExistsException e) {
            if (!ResourceTags.isMadeFor(request, tags(wanted.name()))) {
                throw e;
            }
        }
        return provisioned(wanted.name(), wanted);
    }

    private static PutParameterRequest wanted(ResourceRequest request) {
        ObjectNode properties = request.properties().deepCopy();
        properties.remove("Tags");
        PutParameterRequest wanted = Shapes.readProperties(properties, PutParameterRequest.class);
        if (wanted.type() == ParameterType.SECURE_STRING) {
            throw new IllegalArgumentException(
                    "AWS CloudFormation does not support creating a SecureString parameter type.");
        }
        return wanted.name() == null ? wanted.toBuilder().name(name(request)).build() : wanted;
    }

    /** Unlike other types' names, generated ones of parameters begin with {@code CFN-}. */
    private static String name(ResourceRequest request) {
        String generated = request.generatedName();
        return "CFN-" + request.logicalId() + generated.substring(generated.lastIndexOf('-'));
    }

    private static Provisioned provisioned(String name, PutParameterRequest wanted) {
        ObjectNode attributes = JsonNodeFactory.instance.objectNode();
        attributes.put("Type", wanted.typeAsString()).put("Value", wanted.value());
        return new Provisioned(name, attributes);
    }

    private Map<String, String> tags(String name) {
        Map<String, String> tags = new LinkedHashMap<>();
        client.get()
                .listTagsForResource(ListTagsForResourceRequest.builder()
                        .resourceType(ResourceTypeForTagging.PARAMETER)
                        .resourceId(name)
                        .build())
                .tagList()
                .forEach(tag -> tags.put(tag.key(), tag.value()));
        return tags;
    }

    private static List<Tag> list(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        String name = request.physicalId();
        PutParameterRequest wanted = wanted(request).toBuilder().name(name).build();
        client.get()
                .putParameter(wanted.toBuilder()
                        .description(wanted.description() == null ? "" : wanted.description())
                        .overwrite(true)
                        .build());
        updateTags(name, request);
        return provisioned(name, wanted);
    }

    private void updateTags(String name, ResourceRequest request) {
        Map<String, String> wanted = ResourceTags.all(request);
        Set<String> dropped = ResourceTags.dropped(tags(name), wanted);
        if (!dropped.isEmpty()) {
            client.get()
                    .removeTagsFromResource(RemoveTagsFromResourceRequest.builder()
                            .resourceType(ResourceTypeForTagging.PARAMETER)
                            .resourceId(name)
                            .tagKeys(dropped)
                            .build());
        }
        client.get()
                .addTagsToResource(AddTagsToResourceRequest.builder()
                        .resourceType(ResourceTypeForTagging.PARAMETER)
                        .resourceId(name)
                        .tags(list(wanted))
                        .overrideConfiguration(CallSource.of(request.stackId()))
                        .build());
    }

    @Override
    public void delete(ResourceRequest request) {
        try {
            client.get()
                    .deleteParameter(DeleteParameterRequest.builder()
                            .name(request.physicalId())
                            .build());
        } catch (ParameterNotFoundException e) {
            // It is gone.
        }
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        List<ParameterMetadata> found = client.get()
                .describeParameters(DescribeParametersRequest.builder()
                        .parameterFilters(ParameterStringFilter.builder()
                                .key("Name")
                                .option("Equals")
                                .values(physicalId)
                                .build())
                        .build())
                .parameters();
        return found.stream().findFirst().map(this::properties);
    }

    private ObjectNode properties(ParameterMetadata metadata) {
        Parameter parameter = client.get()
                .getParameter(
                        GetParameterRequest.builder().name(metadata.name()).build())
                .parameter();
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        properties
                .put("Name", metadata.name())
                .put("Type", metadata.typeAsString())
                .put("Value", parameter.value())
                .put("DataType", metadata.dataType())
                .put("Tier", metadata.tierAsString());
        Optional.ofNullable(metadata.description()).ifPresent(text -> properties.put("Description", text));
        Optional.ofNullable(metadata.allowedPattern()).ifPresent(text -> properties.put("AllowedPattern", text));
        return properties;
    }
}
