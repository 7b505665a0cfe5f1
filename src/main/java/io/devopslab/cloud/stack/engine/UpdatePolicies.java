package io.devopslab.cloud.stack.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.stack.ResourceRequest;
import io.devopslab.cloud.stack.UpdatePolicy;
import io.devopslab.cloud.stack.intrinsic.Evaluator;
import io.devopslab.cloud.stack.plan.Handlers;
import io.devopslab.cloud.stack.template.TemplateResource;
import java.util.Map;
import java.util.function.Consumer;

/** Carries out the attribute {@code UpdatePolicy}, as far as somebody has brought what it needs. */
final class UpdatePolicies {

    private final Handlers handlers;
    private final Evaluator evaluator;

    UpdatePolicies(Handlers handlers, Evaluator evaluator) {
        this.handlers = handlers;
        this.evaluator = evaluator;
    }

    /**
     * @throws UnsupportedOperationException that names what nobody can carry out
     */
    void require(TemplateResource resource) {
        resource.updatePolicy().ifPresent(policy -> policy.fieldNames().forEachRemaining(key -> get(resource, key)));
    }

    private UpdatePolicy get(TemplateResource resource, String key) {
        return handlers.policy(resource.type(), key)
                .orElseThrow(() -> new UnsupportedOperationException("The attribute UpdatePolicy with the key " + key
                        + " is not supported by the embedded cloud for " + resource.type()));
    }

    void apply(TemplateResource resource, ResourceRequest request, Consumer<String> progress) {
        resource.updatePolicy().ifPresent(policy -> {
            for (Map.Entry<String, JsonNode> entry : policy.properties()) {
                if (!(entry.getValue() instanceof ObjectNode declared)) {
                    throw new IllegalArgumentException(
                            "The key " + entry.getKey() + " of UpdatePolicy must hold an object.");
                }
                get(resource, entry.getKey()).apply(request, evaluator.evaluateObject(declared), progress);
            }
        });
    }
}
