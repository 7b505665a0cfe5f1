package io.devopslab.cloud.service.codeconnections;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import io.devopslab.cloud.stack.ResourceTags;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.codeconnections.CodeConnectionsClient;
import software.amazon.awssdk.services.codeconnections.model.Connection;
import software.amazon.awssdk.services.codeconnections.model.CreateConnectionRequest;
import software.amazon.awssdk.services.codeconnections.model.ResourceNotFoundException;
import software.amazon.awssdk.services.codeconnections.model.Tag;

/** {@code AWS::CodeConnections::Connection}, known by its ARN. */
final class ConnectionResource implements ResourceHandler {

    private final Supplier<CodeConnectionsClient> client;

    ConnectionResource(Supplier<CodeConnectionsClient> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::CodeConnections::Connection";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("ConnectionName", "HostArn", "ProviderType");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        CreateConnectionRequest asked = Shapes.readProperties(request.properties(), CreateConnectionRequest.class);
        List<Tag> tags = tags(ResourceTags.all(request));
        String arn = client.get()
                .createConnection(asked.toBuilder().tags(tags).build())
                .connectionArn();
        return provisioned(arn);
    }

    private static List<Tag> tags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(e -> Tag.builder().key(e.getKey()).value(e.getValue()).build())
                .toList();
    }

    private static Provisioned provisioned(String arn) {
        ObjectNode attributes = JsonNodeFactory.instance.objectNode();
        attributes.put("ConnectionArn", arn);
        attributes.put("ConnectionStatus", "AVAILABLE");
        attributes.put("OwnerAccountId", arn.split(":", 6)[4]);
        return new Provisioned(arn, attributes);
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        String arn = request.physicalId();
        Map<String, String> tags = ResourceTags.all(request);
        List<String> gone = client.get().listTagsForResource(r -> r.resourceArn(arn)).tags().stream()
                .map(Tag::key)
                .filter(key -> !tags.containsKey(key))
                .toList();
        client.get().untagResource(r -> r.resourceArn(arn).tagKeys(gone));
        client.get().tagResource(r -> r.resourceArn(arn).tags(tags(tags)));
        return provisioned(arn);
    }

    @Override
    public void delete(ResourceRequest request) {
        try {
            client.get().deleteConnection(r -> r.connectionArn(request.physicalId()));
        } catch (ResourceNotFoundException e) {
            // Gone already, which is what was asked for.
        }
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        try {
            Connection connection =
                    client.get().getConnection(r -> r.connectionArn(physicalId)).connection();
            ObjectNode live = JsonNodeFactory.instance.objectNode();
            live.put("ConnectionName", connection.connectionName());
            live.put("ProviderType", connection.providerTypeAsString());
            return Optional.of(live);
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }
}
