package io.devopslab.cloud.service.codepipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.shape.Shapes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.codepipeline.model.ArtifactStore;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;

/** A pipeline's declaration to and from the properties that a template has for it. */
final class PipelineProperties {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> NOT_OF_THE_DECLARATION =
            List.of("Tags", "DisableInboundStageTransitions", "RestartExecutionOnUpdate");

    private PipelineProperties() {}

    /**
     * @throws io.devopslab.aws.shape.ShapeException for properties that do not exist
     */
    static PipelineDeclaration declaration(ObjectNode properties, String name) {
        ObjectNode declared = properties.deepCopy();
        declared.remove(NOT_OF_THE_DECLARATION);
        JsonNode stores = declared.remove("ArtifactStores");
        PipelineDeclaration.Builder pipeline = Shapes.readProperties(declared, PipelineDeclaration.class).toBuilder()
                .name(name);
        if (stores != null) {
            Map<String, ArtifactStore> byRegion = new HashMap<>();
            stores.forEach(store -> byRegion.put(
                    store.path("Region").asText(),
                    Shapes.readProperties(store.path("ArtifactStore"), ArtifactStore.class)));
            pipeline.artifactStores(byRegion);
        }
        return pipeline.build();
    }

    /** The reasons for which stages are closed, by their names. */
    static Map<String, String> disabledTransitions(ObjectNode properties) {
        Map<String, String> reasons = new HashMap<>();
        properties
                .path("DisableInboundStageTransitions")
                .forEach(transition -> reasons.put(
                        transition.path("StageName").asText(),
                        transition.path("Reason").asText()));
        return reasons;
    }

    static ObjectNode of(PipelineDeclaration pipeline) {
        ObjectNode written = Shapes.write(pipeline);
        JsonNode stores = written.remove("artifactStores");
        ObjectNode properties = (ObjectNode) pascal(written);
        properties.remove("Version");
        if (stores != null) {
            ArrayNode list = properties.putArray("ArtifactStores");
            stores.properties().forEach(store -> list.addObject()
                    .put("Region", store.getKey())
                    .set("ArtifactStore", pascal(store.getValue())));
        }
        return properties;
    }

    /** The same document with the names as CloudFormation writes them; the keys of configurations are the user's. */
    static JsonNode pascal(JsonNode node) {
        if (node.isArray()) {
            ArrayNode list = NODES.arrayNode();
            node.forEach(element -> list.add(pascal(element)));
            return list;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode members = NODES.objectNode();
        node.properties().forEach(member -> {
            boolean keysAreData = member.getKey().equals("configuration");
            String name = Character.toUpperCase(member.getKey().charAt(0))
                    + member.getKey().substring(1);
            members.set(name, keysAreData ? member.getValue() : pascal(member.getValue()));
        });
        return members;
    }
}
