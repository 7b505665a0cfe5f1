package io.devopslab.cloud.service.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.stack.ResourceRequest;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/**
 * The properties {@code ManagedPolicyArns} and {@code Policies} of a role, a user or a group in a template. What others
 * attached to the same entity is left alone.
 *
 * @param put takes a policy's name and its document
 */
record EntityPolicies(
        Consumer<String> attach, Consumer<String> detach, BiConsumer<String, String> put, Consumer<String> delete) {

    static final Set<String> PROPERTIES = Set.of("ManagedPolicyArns", "Policies");

    /** Makes the entity's policies those of the request's properties. */
    void apply(ResourceRequest request) {
        Set<String> attached = arns(request.properties());
        Map<String, String> inline = documents(request.properties());
        arns(request.previous()).stream().filter(arn -> !attached.contains(arn)).forEach(this::tryDetach);
        documents(request.previous()).keySet().stream()
                .filter(name -> !inline.containsKey(name))
                .forEach(this::tryDelete);
        attached.forEach(attach);
        inline.forEach(put);
    }

    /** Takes away what the template gave. */
    void clear(ObjectNode properties) {
        arns(properties).forEach(this::tryDetach);
        documents(properties).keySet().forEach(this::tryDelete);
    }

    private void tryDetach(String arn) {
        try {
            detach.accept(arn);
        } catch (NoSuchEntityException e) {
            // It is gone.
        }
    }

    private void tryDelete(String name) {
        try {
            delete.accept(name);
        } catch (NoSuchEntityException e) {
            // It is gone.
        }
    }

    private static Set<String> arns(ObjectNode properties) {
        Set<String> arns = new LinkedHashSet<>();
        properties.path("ManagedPolicyArns").forEach(arn -> arns.add(arn.asText()));
        return arns;
    }

    private static Map<String, String> documents(ObjectNode properties) {
        Map<String, String> documents = new LinkedHashMap<>();
        properties
                .path("Policies")
                .forEach(policy ->
                        documents.put(policy.path("PolicyName").asText(), document(policy.path("PolicyDocument"))));
        return documents;
    }

    /** A template has documents as objects; text is let through. */
    static String document(JsonNode document) {
        return document.isTextual() ? document.textValue() : document.toString();
    }
}
