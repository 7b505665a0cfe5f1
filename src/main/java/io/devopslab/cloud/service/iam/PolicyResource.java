package io.devopslab.cloud.service.iam;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.service.iam.Principals.Principal;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * {@code AWS::IAM::Policy}: one inline policy, in all the roles, users and groups that it names. It has an identifier
 * of its own, which IAM does not know.
 */
final class PolicyResource implements ResourceHandler {

    private static final Set<String> PROPERTIES = Set.of("PolicyName", "PolicyDocument", "Roles", "Users", "Groups");

    private final Supplier<IamClient> client;

    PolicyResource(Supplier<IamClient> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::IAM::Policy";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of();
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        put(request);
        return provisioned(request.generatedName());
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        put(request);
        Principals principals = new Principals(client.get());
        List<Principal> kept = Principals.of(request.properties());
        boolean renamed = !name(request.previous()).equals(name(request.properties()));
        Principals.of(request.previous()).stream()
                .filter(principal -> renamed || !kept.contains(principal))
                .forEach(principal -> principals.delete(principal, name(request.previous())));
        return provisioned(request.physicalId());
    }

    private void put(ResourceRequest request) {
        ObjectNode properties = request.properties();
        UnknownProperties.reject(properties, PROPERTIES);
        List<Principal> holders = Principals.of(properties);
        if (holders.isEmpty()) {
            throw new IllegalArgumentException("At least one of [Groups,Roles,Users] must be non-empty.");
        }
        Principals principals = new Principals(client.get());
        String document = EntityPolicies.document(properties.path("PolicyDocument"));
        holders.forEach(principal -> principals.put(principal, name(properties), document));
    }

    private static String name(ObjectNode properties) {
        return properties.path("PolicyName").asText();
    }

    private static Provisioned provisioned(String id) {
        return new Provisioned(id, JsonNodeFactory.instance.objectNode().put("Id", id));
    }

    @Override
    public void delete(ResourceRequest request) {
        Principals principals = new Principals(client.get());
        Principals.of(request.properties())
                .forEach(principal -> principals.delete(principal, name(request.properties())));
    }

    /** IAM cannot say which of its inline policies belong together. */
    @Override
    public Optional<ObjectNode> read(String physicalId) {
        return Optional.of(JsonNodeFactory.instance.objectNode());
    }
}
