package io.devopslab.cloud.service.logs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteQueryDefinitionRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeQueryDefinitionsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutQueryDefinitionRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.QueryDefinition;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** {@code AWS::Logs::QueryDefinition}; its {@code Ref} is the definition's identifier. */
final class QueryDefinitionResource implements ResourceHandler {

    private final Supplier<CloudWatchLogsClient> client;

    QueryDefinitionResource(Supplier<CloudWatchLogsClient> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::Logs::QueryDefinition";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of();
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        return put(Shapes.readProperties(request.properties(), PutQueryDefinitionRequest.class));
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        return put(Shapes.readProperties(request.properties(), PutQueryDefinitionRequest.class).toBuilder()
                .queryDefinitionId(request.physicalId())
                .build());
    }

    private Provisioned put(PutQueryDefinitionRequest request) {
        String id = client.get().putQueryDefinition(request).queryDefinitionId();
        return new Provisioned(id, JsonNodeFactory.instance.objectNode().put("QueryDefinitionId", id));
    }

    @Override
    public void delete(ResourceRequest request) {
        try {
            client.get()
                    .deleteQueryDefinition(DeleteQueryDefinitionRequest.builder()
                            .queryDefinitionId(request.physicalId())
                            .build());
        } catch (ResourceNotFoundException e) {
            // Gone already, which is what was asked for.
        }
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        return client
                .get()
                .describeQueryDefinitions(
                        DescribeQueryDefinitionsRequest.builder().build())
                .queryDefinitions()
                .stream()
                .filter(definition -> definition.queryDefinitionId().equals(physicalId))
                .findFirst()
                .map(QueryDefinitionResource::properties);
    }

    private static ObjectNode properties(QueryDefinition definition) {
        ObjectNode live = JsonNodeFactory.instance.objectNode();
        live.put("Name", definition.name());
        live.put("QueryString", definition.queryString());
        ArrayNode groups = JsonNodeFactory.instance.arrayNode();
        definition.logGroupNames().forEach(groups::add);
        if (!groups.isEmpty()) {
            live.set("LogGroupNames", groups);
        }
        return live;
    }
}
