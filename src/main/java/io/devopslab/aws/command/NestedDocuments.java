package io.devopslab.aws.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.OperationName;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Members that are JSON inside a text, which the AWS CLI shows as the documents that they are: IAM's policies, which
 * IAM answers URL-encoded, and CloudFormation's templates.
 */
final class NestedDocuments {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> POLICIES = Set.of("PolicyDocument", "AssumeRolePolicyDocument", "Document");

    private NestedDocuments() {}

    static ObjectNode opened(OperationName operation, ObjectNode answer) {
        if (operation.service().equals("iam")) {
            policies(answer);
        } else if (operation.toString().equals("cloudformation:GetTemplate")) {
            String template = answer.path("TemplateBody").asText();
            answer.set("TemplateBody", document(template, answer.path("TemplateBody")));
        }
        return answer;
    }

    private static void policies(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().stream()
                    .filter(member -> POLICIES.contains(member.getKey())
                            && member.getValue().isTextual())
                    .forEach(member -> member.setValue(policy(member.getValue())));
        }
        node.forEach(NestedDocuments::policies);
    }

    private static JsonNode policy(JsonNode text) {
        try {
            return document(URLDecoder.decode(text.textValue(), StandardCharsets.UTF_8), text);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static JsonNode document(String text, JsonNode otherwise) {
        try {
            JsonNode document = JSON.readTree(text);
            return document.isContainerNode() ? document : otherwise;
        } catch (JsonProcessingException e) {
            return otherwise.isMissingNode() ? JsonNodeFactory.instance.textNode(text) : otherwise;
        }
    }
}
