package io.devopslab.cloud.service.eventbridge;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.CreateArchiveRequest;
import software.amazon.awssdk.services.eventbridge.model.DescribeArchiveResponse;
import software.amazon.awssdk.services.eventbridge.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.UpdateArchiveRequest;

/** {@code AWS::Events::Archive}; its {@code Ref} is the archive's name. */
final class ArchiveResource implements ResourceHandler {

    private static final int LONGEST_NAME = 48;

    private final Supplier<EventBridgeClient> client;

    ArchiveResource(Supplier<EventBridgeClient> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::Events::Archive";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("ArchiveName", "SourceArn");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        String generated = request.generatedName();
        String name = request.properties()
                .path("ArchiveName")
                .asText(generated.substring(Math.max(0, generated.length() - LONGEST_NAME)));
        CreateArchiveRequest archive =
                Shapes.readProperties(properties(request, name), CreateArchiveRequest.class).toBuilder()
                        .eventSourceArn(request.properties().path("SourceArn").asText())
                        .build();
        try {
            client.get().createArchive(archive);
        } catch (ResourceAlreadyExistsException e) {
            // A generated name is of this step alone. Archives have no tags to tell whose others are.
            if (request.properties().has("ArchiveName")) {
                throw e;
            }
        }
        return provisioned(name);
    }

    /** The template has the pattern as an object where the API has its text, and other names. */
    private static ObjectNode properties(ResourceRequest request, String name) {
        ObjectNode properties = request.properties().deepCopy();
        properties.remove("SourceArn");
        properties.put("ArchiveName", name);
        if (properties.path("EventPattern").isObject()) {
            properties.put("EventPattern", properties.path("EventPattern").toString());
        }
        return properties;
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        client.get()
                .updateArchive(
                        Shapes.readProperties(properties(request, request.physicalId()), UpdateArchiveRequest.class));
        return provisioned(request.physicalId());
    }

    private Provisioned provisioned(String name) {
        ObjectNode attributes = JsonNodeFactory.instance.objectNode();
        attributes.put("Arn", describe(name).archiveArn()).put("ArchiveName", name);
        return new Provisioned(name, attributes);
    }

    private DescribeArchiveResponse describe(String name) {
        return client.get().describeArchive(r -> r.archiveName(name));
    }

    @Override
    public void delete(ResourceRequest request) {
        try {
            client.get().deleteArchive(r -> r.archiveName(request.physicalId()));
        } catch (ResourceNotFoundException e) {
            // Gone already, which is what was asked for.
        }
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        try {
            DescribeArchiveResponse archive = describe(physicalId);
            ObjectNode live = JsonNodeFactory.instance
                    .objectNode()
                    .put("ArchiveName", physicalId)
                    .put("SourceArn", archive.eventSourceArn())
                    .put("RetentionDays", archive.retentionDays());
            Optional.ofNullable(archive.description()).ifPresent(text -> live.put("Description", text));
            return Optional.of(live);
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }
}
