package io.devopslab.cloud.service.cloudformation.resource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.devopslab.cloud.stack.ResourceFailure;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;

/**
 * {@code AWS::CloudFormation::CustomResource} and {@code Custom::…}, through a Lambda function that answers to a
 * pre-signed URL (CloudFormation User Guide, "Custom resource reference").
 */
final class CustomResourceHandler implements ResourceHandler {

    private static final Duration MAX_WAIT = Duration.ofHours(1);

    /** The most that an answer may have. */
    private static final int MOST_BYTES = 4096;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Supplier<LambdaClient> lambda;
    private final Mailbox mailbox;
    private final Patience patience;
    private final Surroundings surroundings;

    CustomResourceHandler(
            Supplier<LambdaClient> lambda, Mailbox mailbox, Patience patience, Surroundings surroundings) {
        this.lambda = lambda;
        this.mailbox = mailbox;
        this.patience = patience;
        this.surroundings = surroundings;
    }

    @Override
    public String type() {
        return "AWS::CloudFormation::CustomResource";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of();
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        return provisioned(ask(request, "Create"), request.generatedName());
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        return provisioned(ask(request, "Update"), request.physicalId());
    }

    @Override
    public void delete(ResourceRequest request) {
        ask(request, "Delete");
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        throw new UnsupportedOperationException("Custom resources have no drift");
    }

    private static Provisioned provisioned(JsonNode answer, String otherwise) {
        ObjectNode attributes = JsonNodeFactory.instance.objectNode();
        if (answer.path("Data") instanceof ObjectNode data) {
            attributes.setAll(data);
        }
        return new Provisioned(answer.path("PhysicalResourceId").asText(otherwise), attributes);
    }

    private JsonNode ask(ResourceRequest request, String type) {
        String key = request.token();
        if (mailbox.texts(key).isEmpty()) {
            invoke(request, type, key);
        }
        String text = patience.await(request, limit(request.properties()), () -> mailbox.texts(key).stream()
                        .findFirst())
                .orElseThrow(() -> silent(request));
        mailbox.clear(key);
        JsonNode answer = answer(request, type, text);
        if (!answer.path("Status").asText().equals("SUCCESS")) {
            throw new ResourceFailure(
                    "Received response status [" + answer.path("Status").asText("FAILED")
                            + "] from custom resource. Message returned: "
                            + answer.path("Reason").asText("no reason given") + " (RequestId: " + request.token()
                            + ")",
                    answer.path("PhysicalResourceId").asText(request.generatedName()));
        }
        return answer;
    }

    /** What the function said (CloudFormation User Guide, "Custom resource response objects"). */
    private static JsonNode answer(ResourceRequest request, String type, String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new ResourceFailure("Response object is too long.", request.generatedName());
        }
        JsonNode answer = object(text)
                .orElseThrow(() -> new ResourceFailure("Response is not valid JSON", request.generatedName()));
        boolean identified = !answer.path("PhysicalResourceId").asText().isEmpty();
        if (!identified && !type.equals("Delete")) {
            throw new ResourceFailure("Invalid PhysicalResourceId", request.generatedName());
        }
        return answer;
    }

    private static Optional<JsonNode> object(String text) {
        try {
            return Optional.of(JSON.readTree(text)).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Duration limit(ObjectNode properties) {
        int seconds = properties.path("ServiceTimeout").asInt((int) MAX_WAIT.toSeconds());
        if (seconds < 1 || seconds > MAX_WAIT.toSeconds()) {
            throw new IllegalArgumentException("ServiceTimeout must be from 1 to 3600 seconds.");
        }
        return Duration.ofSeconds(seconds);
    }

    private static ResourceFailure silent(ResourceRequest request) {
        return new ResourceFailure(
                "CloudFormation did not receive a response from your Custom Resource. Please check your logs for"
                        + " requestId [" + request.token() + "]. If you are using the Python cfn-response module, you"
                        + " may need to update your Lambda function so that CloudFormation can attach the updated"
                        + " version.",
                request.generatedName());
    }

    private void invoke(ResourceRequest request, String type, String key) {
        String function = Properties.required(request.properties(), "ServiceToken");
        if (!function.contains(":lambda:")) {
            throw new UnsupportedOperationException("The ServiceToken " + function
                    + " is not supported by the embedded cloud: it must be the ARN of a Lambda function");
        }
        lambda.get()
                .invoke(InvokeRequest.builder()
                        .functionName(function)
                        .invocationType(InvocationType.EVENT)
                        .payload(SdkBytes.fromUtf8String(event(request, type, key)))
                        .build());
    }

    private String event(ResourceRequest request, String type, String key) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("RequestType", type);
        event.put("ServiceToken", request.properties().path("ServiceToken").asText());
        event.put("ResponseURL", mailbox.url(key));
        event.put("StackId", request.stackId());
        event.put("RequestId", request.token());
        event.put("LogicalResourceId", request.logicalId());
        if (!request.physicalId().isEmpty()) {
            event.put("PhysicalResourceId", request.physicalId());
        }
        event.put("ResourceType", surroundings.type(request));
        event.set("ResourceProperties", texts(request.properties()));
        if (type.equals("Update")) {
            event.set("OldResourceProperties", texts(request.previous()));
        }
        return event.toString();
    }

    /** Numbers and booleans of the template arrive as text. */
    private static JsonNode texts(JsonNode node) {
        if (node.isArray()) {
            ArrayNode elements = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> elements.add(texts(element)));
            return elements;
        }
        if (!node.isObject()) {
            return TextNode.valueOf(node.asText());
        }
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(member -> members.set(member.getKey(), texts(member.getValue())));
        return members;
    }
}
