package io.devopslab.cloud.service.codebuild;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.CreateProjectRequest;
import software.amazon.awssdk.services.codebuild.model.Project;
import software.amazon.awssdk.services.codebuild.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.codebuild.model.Tag;
import software.amazon.awssdk.services.codebuild.model.UpdateProjectRequest;

/** {@code AWS::CodeBuild::Project}. */
final class ProjectResource implements ResourceHandler {

    private static final String SYSTEM_TAG = "aws:cloudformation:";

    /** Properties whose names in a template differ from the API's by more than the case of their letters. */
    private static final Map<String, String> RENAMED = Map.of("BuildSpec", "buildspec", "Visibility", "visibility");

    private final Supplier<CodeBuildClient> client;

    ProjectResource(Supplier<CodeBuildClient> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::CodeBuild::Project";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("Name");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        String name = request.properties().path("Name").asText(request.generatedName());
        ObjectNode properties = properties(request, name);
        try {
            client.get().createProject(Shapes.readProperties(properties, CreateProjectRequest.class));
        } catch (ResourceAlreadyExistsException e) {
            // After a kill the step is taken again, and finds the project that it made before.
            boolean isOwn = find(name)
                    .filter(project -> project.tags().containsAll(owner(request)))
                    .isPresent();
            if (!isOwn) {
                throw e;
            }
        }
        return provisioned(name);
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        ObjectNode properties = properties(request, request.physicalId());
        client.get().updateProject(Shapes.readProperties(cleared(properties), UpdateProjectRequest.class));
        return provisioned(request.physicalId());
    }

    /** What was taken out of the template is taken out of the project, where the API has a way to say so. */
    private static ObjectNode cleared(ObjectNode properties) {
        for (String list : List.of("SecondarySources", "SecondaryArtifacts", "SecondarySourceVersions")) {
            if (!properties.has(list)) {
                properties.putArray(list);
            }
        }
        if (!properties.has("Description")) {
            properties.put("Description", "");
        }
        return properties;
    }

    private static ObjectNode properties(ResourceRequest request, String name) {
        ObjectNode properties = request.properties().deepCopy();
        if (properties.has("Triggers")) {
            throw new IllegalArgumentException("The embedded cloud does not support the property Triggers of "
                    + "AWS::CodeBuild::Project: it has no webhooks.");
        }
        properties.remove("Visibility");
        properties.put("Name", name);
        ArrayNode tags = properties.putArray("Tags");
        tags(request).forEach((key, value) -> tags.addObject().put("Key", key).put("Value", value));
        return renamed(properties);
    }

    private static ObjectNode renamed(ObjectNode node) {
        ObjectNode renamed = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            boolean isSpec = entry.getKey().equals("BuildSpec") && value.isObject();
            renamed.set(
                    RENAMED.getOrDefault(entry.getKey(), entry.getKey()),
                    // A template may hold the buildspec as a document; JSON is YAML.
                    isSpec
                            ? TextNode.valueOf(value.toPrettyString())
                            : value.isObject() ? renamed((ObjectNode) value) : value);
        });
        return renamed;
    }

    private static Map<String, String> tags(ResourceRequest request) {
        Map<String, String> tags = new TreeMap<>(request.stackTags());
        owner(request).forEach(tag -> tags.put(tag.key(), tag.value()));
        request.properties()
                .path("Tags")
                .forEach(tag ->
                        tags.put(tag.path("Key").asText(), tag.path("Value").asText()));
        return tags;
    }

    private static List<Tag> owner(ResourceRequest request) {
        return List.of(
                Tag.builder()
                        .key(SYSTEM_TAG + "stack-id")
                        .value(request.stackId())
                        .build(),
                Tag.builder()
                        .key(SYSTEM_TAG + "logical-id")
                        .value(request.logicalId())
                        .build());
    }

    @Override
    public void delete(ResourceRequest request) {
        client.get().deleteProject(r -> r.name(request.physicalId()));
    }

    private Provisioned provisioned(String name) {
        ObjectNode attributes = JsonNodeFactory.instance.objectNode();
        find(name).ifPresent(project -> attributes.put("Arn", project.arn()).put("Id", name));
        return new Provisioned(name, attributes);
    }

    private Optional<Project> find(String name) {
        return client.get().batchGetProjects(r -> r.names(name)).projects().stream()
                .findFirst();
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        return find(physicalId).map(project -> {
            ObjectNode live = (ObjectNode) pascal(Shapes.write(project));
            live.remove(List.of("Arn", "Created", "LastModified", "ProjectVisibility", "Badge", "Webhook"));
            live.put(
                    "BadgeEnabled",
                    project.badge() != null
                            && Boolean.TRUE.equals(project.badge().badgeEnabled()));
            ArrayNode tags = live.putArray("Tags");
            project.tags().stream()
                    .filter(tag -> !tag.key().startsWith(SYSTEM_TAG))
                    .forEach(tag -> tags.addObject().put("Key", tag.key()).put("Value", tag.value()));
            return live;
        });
    }

    private static JsonNode pascal(JsonNode node) {
        if (node.isArray()) {
            ArrayNode elements = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> elements.add(pascal(element)));
            return elements;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode named = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(entry -> named.set(pascal(entry.getKey()), pascal(entry.getValue())));
        return named;
    }

    private static String pascal(String name) {
        return name.equals("buildspec") ? "BuildSpec" : Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
