package io.devopslab.cloud.service.iam;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.*;

/**
 * {@code AWS::IAM::AccessKey}. IAM tells a secret once, so that an attempt after a kill makes a second key; the first
 * one stays with its user.
 */
final class AccessKeyResource implements ResourceHandler {

    private static final Set<String> PROPERTIES = Set.of("UserName", "Status", "Serial");

    private final Supplier<IamClient> client;

    AccessKeyResource(Supplier<IamClient> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::IAM::AccessKey";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("UserName", "Serial");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        ObjectNode properties = request.properties();
        UnknownProperties.reject(properties, PROPERTIES);
        AccessKey key = client.get()
                .createAccessKey(CreateAccessKeyRequest.builder()
                        .userName(properties.path("UserName").asText())
                        .build())
                .accessKey();
        if (properties.has("Status")) {
            putStatus(key.accessKeyId(), properties);
        }
        return new Provisioned(
                key.accessKeyId(), JsonNodeFactory.instance.objectNode().put("SecretAccessKey", key.secretAccessKey()));
    }

    private void putStatus(String id, ObjectNode properties) {
        client.get()
                .updateAccessKey(UpdateAccessKeyRequest.builder()
                        .userName(properties.path("UserName").asText())
                        .accessKeyId(id)
                        .status(properties.path("Status").asText("Active"))
                        .build());
    }

    /** The secret is not told again: what the resource was provisioned with stays true. */
    @Override
    public Provisioned update(ResourceRequest request) {
        UnknownProperties.reject(request.properties(), PROPERTIES);
        putStatus(request.physicalId(), request.properties());
        return new Provisioned(request.physicalId(), JsonNodeFactory.instance.objectNode());
    }

    @Override
    public void delete(ResourceRequest request) {
        try {
            client.get()
                    .deleteAccessKey(DeleteAccessKeyRequest.builder()
                            .userName(request.properties().path("UserName").asText())
                            .accessKeyId(request.physicalId())
                            .build());
        } catch (NoSuchEntityException e) {
            // It is gone.
        }
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        try {
            String user = client.get()
                    .getAccessKeyLastUsed(GetAccessKeyLastUsedRequest.builder()
                            .accessKeyId(physicalId)
                            .build())
                    .userName();
            return Optional.of(JsonNodeFactory.instance.objectNode().put("UserName", user));
        } catch (IamException e) {
            return Optional.empty();
        }
    }
}
