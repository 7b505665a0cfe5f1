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

/** {@code AWS::IAM::Group}. Groups have no tags, so that one of a given name is not known again after a kill. */
final class GroupResource implements ResourceHandler {

    private static final Set<String> PROPERTIES = Set.of("GroupName", "Path", "ManagedPolicyArns", "Policies");

    private final Supplier<IamClient> client;

    GroupResource(Supplier<IamClient> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::IAM::Group";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("GroupName");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        ObjectNode properties = request.properties();
        UnknownProperties.reject(properties, PROPERTIES);
        String name = properties.path("GroupName").asText(request.generatedName());
        Group group;
        try {
            group = client.get()
                    .createGroup(CreateGroupRequest.builder()
                            .groupName(name)
                            .path(properties.path("Path").asText("/"))
                            .build())
                    .group();
        } catch (EntityAlreadyExistsException e) {
            if (properties.has("GroupName")) {
                throw e;
            }
            group = find(name);
        }
        policies(name).apply(request);
        return provisioned(group);
    }

    private Group find(String name) {
        return client.get()
                .getGroup(GetGroupRequest.builder().groupName(name).build())
                .group();
    }

    private static Provisioned provisioned(Group group) {
        return new Provisioned(
                group.groupName(), JsonNodeFactory.instance.objectNode().put("Arn", group.arn()));
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        UnknownProperties.reject(request.properties(), PROPERTIES);
        String name = request.physicalId();
        client.get()
                .updateGroup(UpdateGroupRequest.builder()
                        .groupName(name)
                        .newPath(request.properties().path("Path").asText("/"))
                        .build());
        policies(name).apply(request);
        return provisioned(find(name));
    }

    @Override
    public void delete(ResourceRequest request) {
        String name = request.physicalId();
        policies(name).clear(request.properties());
        try {
            client.get()
                    .deleteGroup(DeleteGroupRequest.builder().groupName(name).build());
        } catch (NoSuchEntityException e) {
            // It is gone.
        }
    }

    private EntityPolicies policies(String group) {
        return new EntityPolicies(
                arn -> client.get()
                        .attachGroupPolicy(AttachGroupPolicyRequest.builder()
                                .groupName(group)
                                .policyArn(arn)
                                .build()),
                arn -> client.get()
                        .detachGroupPolicy(DetachGroupPolicyRequest.builder()
                                .groupName(group)
                                .policyArn(arn)
                                .build()),
                (name, document) -> client.get()
                        .putGroupPolicy(PutGroupPolicyRequest.builder()
                                .groupName(group)
                                .policyName(name)
                                .policyDocument(document)
                                .build()),
                name -> client.get()
                        .deleteGroupPolicy(DeleteGroupPolicyRequest.builder()
                                .groupName(group)
                                .policyName(name)
                                .build()));
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        try {
            Group group = find(physicalId);
            return Optional.of(JsonNodeFactory.instance
                    .objectNode()
                    .put("GroupName", group.groupName())
                    .put("Path", group.path()));
        } catch (NoSuchEntityException e) {
            return Optional.empty();
        }
    }
}
