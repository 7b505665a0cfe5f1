package io.devopslab.cloud.service.cloudformation.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.stack.ResourceFailure;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code AWS::CloudFormation::WaitCondition}: stands when enough signals have come. */
final class WaitConditionHandler implements ResourceHandler {

    private static final int MAX_TIMEOUT = 43_200;

    private final Mailbox mailbox;
    private final Patience patience;

    WaitConditionHandler(Mailbox mailbox, Patience patience) {
        this.mailbox = mailbox;
        this.patience = patience;
    }

    @Override
    public String type() {
        return "AWS::CloudFormation::WaitCondition";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("Handle", "Timeout", "Count");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        ObjectNode properties = request.properties();
        Properties.requireKnown(properties, createOnly());
        String key = WaitConditionHandleHandler.key(Properties.required(properties, "Handle"));
        int timeout = number(Properties.required(properties, "Timeout"));
        int count = number(properties.path("Count").asText("1"));
        if (timeout < 0 || timeout > MAX_TIMEOUT) {
            throw new IllegalArgumentException("Timeout must be at most " + MAX_TIMEOUT + " seconds.");
        }
        Map<String, JsonNode> signals = patience.await(
                        request, Duration.ofSeconds(timeout), () -> Optional.of(signals(key))
                                .filter(received -> received.size() >= count))
                .orElseThrow(() -> new ResourceFailure(
                        "WaitCondition timed out. Received " + signals(key).size() + " conditions when expecting "
                                + count,
                        request.generatedName()));
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        signals.forEach((id, signal) -> data.set(id, signal.path("Data")));
        ObjectNode attributes = JsonNodeFactory.instance.objectNode();
        attributes.put("Data", data.toString());
        return new Provisioned(request.generatedName(), attributes);
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Value " + text + " is not a number.", e);
        }
    }

    /** The signals by their unique ids; one that tells a failure ends the wait. */
    private Map<String, JsonNode> signals(String key) {
        Map<String, JsonNode> signals = new LinkedHashMap<>();
        for (JsonNode signal : mailbox.messages(key)) {
            String id = signal.path("UniqueId").asText("");
            if (signal.path("Status").asText().equals("FAILURE")) {
                throw new ResourceFailure(
                        "WaitCondition received failed message: '"
                                + signal.path("Reason").asText("") + "' for uniqueId: " + id,
                        "");
            }
            if (signal.path("Status").asText().equals("SUCCESS")) {
                signals.put(id, signal);
            }
        }
        return signals;
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        return new Provisioned(request.physicalId(), JsonNodeFactory.instance.objectNode());
    }

    @Override
    public void delete(ResourceRequest request) {
        // There is nothing but the record of it.
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        throw new UnsupportedOperationException("Wait conditions have no drift");
    }
}
