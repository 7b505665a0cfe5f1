package io.devopslab.cloud.service.ecs.resource;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import io.devopslab.cloud.stack.TemplateProperties;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.CreateClusterRequest;

/** {@code AWS::ECS::Cluster}, known by its name. */
final class ClusterResource implements ResourceHandler {

    private static final String SETTINGS = "ClusterSettings";

    private final Supplier<EcsClient> client;

    ClusterResource(Supplier<EcsClient> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::ECS::Cluster";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("ClusterName");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        String name = request.properties().path("ClusterName").asText(request.generatedName());
        // ECS answers with a cluster of that name that is there already.
        Cluster made = client.get()
                .createCluster(wanted(request, name).toBuilder()
                        .tags(EcsTemplates.tags(request))
                        .overrideConfiguration(CallSource.of(request.stackId()))
                        .build())
                .cluster();
        if (!EcsTemplates.isMadeFor(request, made.tags())) {
            throw new IllegalArgumentException("A cluster with the name '" + name + "' already exists.");
        }
        return provisioned(made);
    }

    private static CreateClusterRequest wanted(ResourceRequest request, String name) {
        ObjectNode properties = request.properties().deepCopy().put("ClusterName", name);
        if (properties.has(SETTINGS)) {
            properties.set("Settings", properties.remove(SETTINGS));
        }
        return TemplateProperties.read(properties, CreateClusterRequest.class);
    }

    private static Provisioned provisioned(Cluster cluster) {
        return new Provisioned(
                cluster.clusterName(), JsonNodeFactory.instance.objectNode().put("Arn", cluster.clusterArn()));
    }

    /** The settings that a cluster can have here say nothing, so that only tags change. */
    @Override
    public Provisioned update(ResourceRequest request) {
        Cluster cluster = find(request.physicalId())
                .orElseThrow(
                        () -> new IllegalArgumentException("The cluster '" + request.physicalId() + "' is missing."));
        // Refuses what the cluster cannot become.
        client.get()
                .createCluster(wanted(request, request.physicalId()).toBuilder()
                        .overrideConfiguration(CallSource.of(request.stackId()))
                        .build());
        EcsTemplates.retag(client.get(), request, cluster.clusterArn());
        return provisioned(cluster);
    }

    private Optional<Cluster> find(String name) {
        return client.get().describeClusters(r -> r.clusters(name)).clusters().stream()
                .filter(cluster -> "ACTIVE".equals(cluster.status()))
                .findFirst();
    }

    @Override
    public void delete(ResourceRequest request) {
        try {
            client.get().deleteCluster(r -> r.cluster(request.physicalId()));
        } catch (ClusterNotFoundException e) {
            return;
        }
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        return find(physicalId)
                .map(cluster -> JsonNodeFactory.instance.objectNode().put("ClusterName", cluster.clusterName()));
    }
}
