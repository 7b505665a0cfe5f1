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
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteMetricFilterRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeMetricFiltersRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricFilter;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutMetricFilterRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** {@code AWS::Logs::MetricFilter}. */
final class MetricFilterResource implements ResourceHandler {

    private final Supplier<CloudWatchLogsClient> client;

    MetricFilterResource(Supplier<CloudWatchLogsClient> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::Logs::MetricFilter";
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
        properties.path("MetricTransformations").forEach(MetricFilterResource::dimensionsAsMap);
        client.get().putMetricFilter(Shapes.readProperties(properties, PutMetricFilterRequest.class));
        return new Provisioned(name, JsonNodeFactory.instance.objectNode());
    }

    /** The template has a list of keys and values where the API has a map. */
    private static void dimensionsAsMap(com.fasterxml.jackson.databind.JsonNode transformation) {
        if (transformation.path("Dimensions").isArray()) {
            ObjectNode map = JsonNodeFactory.instance.objectNode();
            transformation
                    .path("Dimensions")
                    .forEach(
                            d -> map.put(d.path("Key").asText(), d.path("Value").asText()));
            ((ObjectNode) transformation).set("Dimensions", map);
        }
    }

    @Override
    public void delete(ResourceRequest request) {
        try {
            client.get()
                    .deleteMetricFilter(DeleteMetricFilterRequest.builder()
                            .logGroupName(Properties.required(request.properties(), "LogGroupName"))
                            .filterName(request.physicalId())
                            .build());
        } catch (ResourceNotFoundException e) {
            // Gone already, which is what was asked for.
        }
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        return client
                .get()
                .describeMetricFilters(DescribeMetricFiltersRequest.builder()
                        .filterNamePrefix(physicalId)
                        .build())
                .metricFilters()
                .stream()
                .filter(filter -> filter.filterName().equals(physicalId))
                .findFirst()
                .map(MetricFilterResource::properties);
    }

    private static ObjectNode properties(MetricFilter filter) {
        ObjectNode live = JsonNodeFactory.instance.objectNode();
        live.put("FilterName", filter.filterName());
        live.put("LogGroupName", filter.logGroupName());
        live.put("FilterPattern", filter.filterPattern());
        ArrayNode transformations = live.putArray("MetricTransformations");
        filter.metricTransformations().forEach(t -> {
            ObjectNode transformation = transformations.addObject();
            transformation.put("MetricName", t.metricName());
            transformation.put("MetricNamespace", t.metricNamespace());
            transformation.put("MetricValue", t.metricValue());
            Optional.ofNullable(t.defaultValue()).ifPresent(v -> transformation.put("DefaultValue", v));
            Optional.ofNullable(t.unitAsString()).ifPresent(v -> transformation.put("Unit", v));
            ArrayNode dimensions = JsonNodeFactory.instance.arrayNode();
            t.dimensions()
                    .forEach((key, value) ->
                            dimensions.addObject().put("Key", key).put("Value", value));
            if (!dimensions.isEmpty()) {
                transformation.set("Dimensions", dimensions);
            }
        });
        return live;
    }
}
