package io.devopslab.cloud.service.codepipeline.action;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.service.codepipeline.run.ActionCall;
import io.devopslab.cloud.service.codepipeline.run.ArtifactLocation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/**
 * What an action gives to a stack: the template and its configuration from the artifacts, and the parameters that
 * the action overrides (CloudFormation User Guide, "Using parameter override functions with CodePipeline").
 */
final class StackInputs {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ActionCall call;
    private final Artifacts artifacts;

    StackInputs(ActionCall call, Artifacts artifacts) {
        this.call = call;
        this.artifacts = artifacts;
    }

    private Optional<String> setting(String name) {
        return Optional.ofNullable(call.configuration().get(name));
    }

    /**
     * @throws IllegalArgumentException when there is none, with the reason
     */
    String template() {
        String path = setting("TemplatePath")
                .orElseThrow(() -> new IllegalArgumentException("TemplatePath is required for this action mode."));
        return text(path);
    }

    List<Parameter> parameters() {
        Map<String, String> values = new LinkedHashMap<>();
        configuration()
                .path("Parameters")
                .properties()
                .forEach(entry -> values.put(entry.getKey(), entry.getValue().asText()));
        setting("ParameterOverrides").map(StackInputs::object).ifPresent(overrides -> overrides
                .properties()
                .forEach(entry -> values.put(entry.getKey(), override(entry.getValue()))));
        List<Parameter> parameters = new ArrayList<>();
        values.forEach((key, value) -> parameters.add(
                Parameter.builder().parameterKey(key).parameterValue(value).build()));
        return parameters;
    }

    /** Null where the configuration says nothing of tags: then a stack keeps those that it has (UpdateStack, "Tags"). */
    @Nullable
    List<Tag> tags() {
        JsonNode given = configuration().path("Tags");
        if (given.isMissingNode()) {
            return null;
        }
        List<Tag> tags = new ArrayList<>();
        given.properties()
                .forEach(entry -> tags.add(Tag.builder()
                        .key(entry.getKey())
                        .value(entry.getValue().asText())
                        .build()));
        return tags;
    }

    Optional<String> stackPolicy() {
        JsonNode policy = configuration().path("StackPolicy");
        return policy.isObject() ? Optional.of(policy.toString()) : Optional.empty();
    }

    private JsonNode configuration() {
        return setting("TemplateConfiguration")
                .map(path -> (JsonNode) object(text(path)))
                .orElse(JSON.missingNode());
    }

    private String override(JsonNode value) {
        if (value.path("Fn::GetArtifactAtt").isArray()) {
            JsonNode arguments = value.path("Fn::GetArtifactAtt");
            return attribute(
                    artifact(arguments.path(0).asText()), arguments.path(1).asText());
        }
        if (value.path("Fn::GetParam").isArray()) {
            JsonNode arguments = value.path("Fn::GetParam");
            String file = arguments.path(0).asText() + "::" + arguments.path(1).asText();
            JsonNode found = object(text(file)).path(arguments.path(2).asText());
            if (found.isMissingNode()) {
                throw new IllegalArgumentException(
                        "The file " + file + " has no key '" + arguments.path(2).asText() + "'.");
            }
            return found.asText();
        }
        if (value.isContainerNode()) {
            throw new IllegalArgumentException("The parameter override " + value + " is not supported.");
        }
        return value.asText();
    }

    private static String attribute(ArtifactLocation artifact, String name) {
        return switch (name) {
            case "BucketName" -> artifact.bucket();
            case "ObjectKey" -> artifact.key();
            case "URL" -> "https://s3.amazonaws.com/" + artifact.bucket() + "/" + artifact.key();
            default -> throw new IllegalArgumentException("Artifacts have no attribute '" + name + "'.");
        };
    }

    private ArtifactLocation artifact(String name) {
        return call.run().inputs().stream()
                .filter(input -> input.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The artifact " + name + " is not an input artifact of the action."));
    }

    /** A file named as {@code Artifact::path/in/it}. */
    private String text(String reference) {
        int colons = reference.indexOf("::");
        if (colons < 0) {
            throw new IllegalArgumentException(
                    "'" + reference + "' does not name a file as InputArtifactName::FileName.");
        }
        ArtifactLocation artifact = artifact(reference.substring(0, colons));
        String path = reference.substring(colons + 2);
        byte[] content = artifacts
                .file(artifact, path)
                .orElseThrow(() -> new IllegalArgumentException(
                        "File [" + path + "] does not exist in artifact [" + artifact.name() + "]"));
        return new String(content, StandardCharsets.UTF_8);
    }

    private static ObjectNode object(String text) {
        try {
            if (JSON.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            // Told below, as for JSON that is no object.
        }
        throw new IllegalArgumentException("This is not a JSON object: " + text);
    }
}
