package io.devopslab.cloud.service.logs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutSubscriptionFilterRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cloudwatchlogs.model.SubscriptionFilter;

/** {@code AWS::Logs::SubscriptionFilter}; its {@code Ref} is the filter's name. */
final class SubscriptionFilterResource implements ResourceHandler {

    private final Supplier<CloudWatchLogsClient> client;

    SubscriptionFilterResource(Supplier<CloudWatchLogsClient> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::Logs::SubscriptionFilter";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("LogGroupName", "FilterName");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        return put(request, request.properties().path("FilterName").asText(request.generatedName()));
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        return put(request, request.physicalId());
    }

    private Provisioned put(ResourceRequest request, String name) {
        ObjectNode properties = request.properties().deepCopy();
        properties.put("FilterName", name);
        client.get().putSubscriptionFilter(Shapes.readProperties(properties, PutSubscriptionFilterRequest.class));
        return new Provisioned(name, JsonNodeFactory.instance.objectNode());
    }

    @Override
    public void delete(ResourceRequest request) {
        try {
            client.get().deleteSubscriptionFilter(r -> r.logGroupName(
                            Properties.required(request.properties(), "LogGroupName"))
                    .filterName(request.physicalId()));
        } catch (ResourceNotFoundException e) {
            // Gone already, which is what was asked for.
        }
    }

    /** The name does not tell the group, so all groups are looked through. */
    @Override
    public Optional<ObjectNode> read(String physicalId) {
        return client.get().describeLogGroupsPaginator(r -> {}).logGroups().stream()
                .flatMap(group -> client
                        .get()
                        .describeSubscriptionFilters(
                                r -> r.logGroupName(group.logGroupName()).filterNamePrefix(physicalId))
                        .subscriptionFilters()
                        .stream())
                .filter(filter -> filter.filterName().equals(physicalId))
                .findFirst()
                .map(SubscriptionFilterResource::properties);
    }

    private static ObjectNode properties(SubscriptionFilter filter) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("FilterName", filter.filterName())
                .put("LogGroupName", filter.logGroupName())
                .put("FilterPattern", filter.filterPattern())
                .put("DestinationArn", filter.destinationArn());
    }
}
