package io.devopslab.cloud.service.eventbridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import io.devopslab.cloud.stack.ResourceTags;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.CreateEventBusRequest;
import software.amazon.awssdk.services.eventbridge.model.DeleteEventBusRequest;
import software.amazon.awssdk.services.eventbridge.model.DescribeEventBusRequest;
import software.amazon.awssdk.services.eventbridge.model.DescribeEventBusResponse;
import software.amazon.awssdk.services.eventbridge.model.PutPermissionRequest;
import software.amazon.awssdk.services.eventbridge.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.UpdateEventBusRequest;

/** {@code AWS::Events::EventBus}. */
final class EventBusResource implements ResourceHandler {

    private final Supplier<EventBridgeClient> client;
    private final ResourceTagger tagger;

    EventBusResource(Supplier<EventBridgeClient> client) {
        this.client = client;
        this.tagger = new ResourceTagger(client);
    }

    @Override
    public String type() {
        return "AWS::Events::EventBus";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("Name", "EventSourceName");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        ObjectNode properties = request.properties().deepCopy();
        JsonNode policy = properties.remove("Policy");
        CreateEventBusRequest bus = Shapes.readProperties(properties, CreateEventBusRequest.class).toBuilder()
                .tags(tagger.tags(request))
                .overrideConfiguration(CallSource.of(request.stackId()))
                .build();
        try {
            client.get().createEventBus(bus);
        } catch (ResourceAlreadyExistsException e) {
            if (!ResourceTags.isMadeFor(request, tagger.of(describe(bus.name()).arn()))) {
                throw e;
            }
        }
        putPolicy(bus.name(), policy);
        return provisioned(bus.name());
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        ObjectNode properties = request.properties().deepCopy();
        JsonNode policy = properties.remove("Policy");
        properties.remove("Tags");
        UpdateEventBusRequest bus = Shapes.readProperties(properties, UpdateEventBusRequest.class);
        String arn = client.get().updateEventBus(bus).arn();
        putPolicy(request.physicalId(), policy);
        tagger.retag(arn, request);
        return provisioned(request.physicalId());
    }

    private void putPolicy(String name, @Nullable JsonNode policy) {
        if (policy != null) {
            client.get()
                    .putPermission(PutPermissionRequest.builder()
                            .eventBusName(name)
                            .policy(policy.toString())
                            .build());
        }
    }

    private Provisioned provisioned(String name) {
        ObjectNode attributes = JsonNodeFactory.instance.objectNode();
        attributes.put("Arn", describe(name).arn()).put("Name", name);
        return new Provisioned(name, attributes);
    }

    private DescribeEventBusResponse describe(String name) {
        return client.get()
                .describeEventBus(DescribeEventBusRequest.builder().name(name).build());
    }

    @Override
    public void delete(ResourceRequest request) {
        client.get()
                .deleteEventBus(DeleteEventBusRequest.builder()
                        .name(request.physicalId())
                        .build());
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        try {
            ObjectNode properties = Shapes.write(describe(physicalId));
            properties.remove(List.of("Arn", "CreationTime", "LastModifiedTime"));
            return Optional.of(properties);
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }
}
