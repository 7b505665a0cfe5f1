package io.devopslab.cloud.service.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.DashboardNotFoundErrorException;

/** {@code AWS::CloudWatch::Dashboard}, known by its name. */
final class DashboardResource implements ResourceHandler {

    private static final Set<String> PROPERTIES = Set.of("DashboardBody", "DashboardName");

    private final Supplier<CloudWatchClient> client;

    DashboardResource(Supplier<CloudWatchClient> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::CloudWatch::Dashboard";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("DashboardName");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        String name = request.properties().path("DashboardName").asText(request.generatedName());
        String body = body(request);
        // A dashboard has no tags; the same body is taken for that of an earlier attempt.
        read(name)
                .filter(dashboard -> !dashboard.path("DashboardBody").asText().equals(body))
                .ifPresent(dashboard -> {
                    throw new IllegalArgumentException("The dashboard " + name + " already exists.");
                });
        return put(name, body);
    }

    private static String body(ResourceRequest request) {
        request.properties().fieldNames().forEachRemaining(property -> {
            if (!PROPERTIES.contains(property)) {
                throw new IllegalArgumentException("A dashboard has no property " + property + ".");
            }
        });
        JsonNode body = request.properties().path("DashboardBody");
        return body.isContainerNode() ? body.toString() : body.asText();
    }

    private Provisioned put(String name, String body) {
        client.get().putDashboard(r -> r.dashboardName(name).dashboardBody(body));
        return new Provisioned(name, JsonNodeFactory.instance.objectNode());
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        return put(request.physicalId(), body(request));
    }

    @Override
    public void delete(ResourceRequest request) {
        try {
            client.get().deleteDashboards(r -> r.dashboardNames(request.physicalId()));
        } catch (DashboardNotFoundErrorException e) {
            // It is gone already.
            return;
        }
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        return client.get().listDashboardsPaginator(r -> r.dashboardNamePrefix(physicalId)).dashboardEntries().stream()
                .filter(entry -> entry.dashboardName().equals(physicalId))
                .findFirst()
                .map(entry -> JsonNodeFactory.instance
                        .objectNode()
                        .put("DashboardName", physicalId)
                        .put(
                                "DashboardBody",
                                client.get()
                                        .getDashboard(r -> r.dashboardName(physicalId))
                                        .dashboardBody()));
    }
}
