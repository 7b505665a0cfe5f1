package io.devopslab.cloud.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.stack.ResourceHandler.Provisioned;
import java.util.Map;

/** Drives one resource handler as the engine would: create, update, delete. Properties are JSON. */
public final class ResourceRequests {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String STACK = "arn:aws:cloudformation:eu-west-1:123456789012:stack/cicd/0e0a2b3c";

    private final ResourceHandler handler;
    private final String logicalId;
    private ObjectNode properties = JSON.createObjectNode();
    private String physicalId = "";

    public ResourceRequests(ResourceHandler handler, String logicalId) {
        this.handler = handler;
        this.logicalId = logicalId;
    }

    /** The handler of a type among all. */
    public static ResourceRequests of(Iterable<ResourceHandler> handlers, String type, String logicalId) {
        for (ResourceHandler handler : handlers) {
            if (handler.type().equals(type)) {
                return new ResourceRequests(handler, logicalId);
            }
        }
        throw new AssertionError("No handler for " + type);
    }

    public Provisioned create(String json) {
        properties = object(json);
        Provisioned made = handler.create(request("", properties, JSON.createObjectNode()));
        physicalId = made.physicalId();
        return made;
    }

    public Provisioned update(String json) {
        ObjectNode previous = properties;
        properties = object(json);
        return handler.update(request(physicalId, properties, previous));
    }

    public void delete() {
        handler.delete(request(physicalId, properties, JSON.createObjectNode()));
    }

    public boolean exists() {
        return handler.read(physicalId).isPresent();
    }

    public ObjectNode read() {
        return handler.read(physicalId).orElseThrow();
    }

    private ResourceRequest request(String id, ObjectNode wanted, ObjectNode previous) {
        return new ResourceRequest(
                "cicd",
                STACK,
                logicalId,
                id,
                wanted.deepCopy(),
                previous.deepCopy(),
                Map.of("event", "devops"),
                "token-of-" + logicalId,
                "cicd-" + logicalId + "-AB12CD34EF56");
    }

    private static ObjectNode object(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
