package io.devopslab.cloud.stack.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.UpdatePolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The resource types that can be provisioned. */
public final class Handlers {

    private static final Logger LOG = LoggerFactory.getLogger(Handlers.class);
    private static final String CUSTOM_RESOURCE = "AWS::CloudFormation::CustomResource";

    private final Map<String, ResourceHandler> byType;
    private final List<UpdatePolicy> policies;

    /** All handlers, one for each type, and what update policies they follow. */
    public Handlers(List<ResourceHandler> handlers, List<UpdatePolicy> policies) {
        this.byType = handlers.stream().collect(Collectors.toMap(ResourceHandler::type, Function.identity()));
        this.policies = List.copyOf(policies);
    }

    /** What carries out that key of the update policy of that type. */
    public Optional<UpdatePolicy> policy(String type, String key) {
        return policies.stream()
                .filter(policy -> policy.type().equals(type) && policy.key().equals(key))
                .findFirst();
    }

    /** Whether resources of the type are made by functions of people. */
    public static boolean isCustom(String type) {
        return type.startsWith("Custom::") || type.equals(CUSTOM_RESOURCE);
    }

    /** The handler of that type; all {@code Custom::…} types have the same. */
    public Optional<ResourceHandler> find(String type) {
        return Optional.ofNullable(byType.get(isCustom(type) ? CUSTOM_RESOURCE : type));
    }

    /**
     * The handler of that type.
     *
     * @throws UnsupportedOperationException that names the type, when there is none
     */
    public ResourceHandler get(String type) {
        return find(type).orElseThrow(() -> new UnsupportedOperationException(unsupported(type)));
    }

    /** What the service tells of a resource; empty when it is gone, or the type tells nothing. */
    public Optional<ObjectNode> live(String type, String physicalId) {
        try {
            return get(type).read(physicalId);
        } catch (RuntimeException e) {
            LOG.debug("Nothing is told of the resource {} of type {}.", physicalId, type, e);
            return Optional.empty();
        }
    }

    private static String unsupported(String type) {
        return "Resource type '" + type + "' is not supported by the embedded cloud";
    }
}
