package io.devopslab.cloud.service.cloudformation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A resource type whose resources are entries of a map. The property {@code Name} is create-only; {@code Fail} with
 * the value {@code create}, {@code update} or {@code delete} makes that step fail.
 */
final class FakeHandler implements ResourceHandler {

    private final String type;
    final Map<String, ObjectNode> standing = new ConcurrentHashMap<>();
    final Map<String, String> byToken = new ConcurrentHashMap<>();
    final List<String> calls = new CopyOnWriteArrayList<>();
    volatile Consumer<ResourceRequest> before = request -> {};
    private volatile Consumer<ResourceRequest> after = request -> {};

    FakeHandler(String type) {
        this.type = type;
    }

    void reset() {
        standing.clear();
        byToken.clear();
        calls.clear();
        intercept(request -> {}, false);
    }

    /** Calls {@code interceptor} at each call, before it has its effect or after. */
    void intercept(Consumer<ResourceRequest> interceptor, boolean afterEffect) {
        before = afterEffect ? request -> {} : interceptor;
        after = afterEffect ? interceptor : request -> {};
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("Name");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        begin("create", request);
        String id = byToken.computeIfAbsent(
                request.token(), token -> request.properties().path("Name").asText(request.generatedName()));
        ObjectNode clash = standing.putIfAbsent(id, request.properties());
        if (clash != null && !clash.equals(request.properties())) {
            throw new IllegalArgumentException(id + " already exists");
        }
        after.accept(request);
        return provisioned(id, request.properties());
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        begin("update", request);
        if (standing.replace(request.physicalId(), request.properties()) == null) {
            throw new IllegalArgumentException(request.physicalId() + " does not exist");
        }
        after.accept(request);
        return provisioned(request.physicalId(), request.properties());
    }

    @Override
    public void delete(ResourceRequest request) {
        begin("delete", request);
        standing.remove(request.physicalId());
        after.accept(request);
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        return Optional.ofNullable(standing.get(physicalId)).map(ObjectNode::deepCopy);
    }

    private void begin(String step, ResourceRequest request) {
        calls.add(step + " " + request.logicalId());
        before.accept(request);
        if (request.properties().path("Fail").asText().equals(step)) {
            throw new IllegalArgumentException("asked to fail");
        }
    }

    private static Provisioned provisioned(String id, ObjectNode properties) {
        ObjectNode attributes = JsonNodeFactory.instance.objectNode();
        attributes.put("Arn", "arn:fake:" + id);
        attributes.put("Value", properties.path("Value").asText());
        return new Provisioned(id, attributes);
    }
}
