package io.devopslab.cloud.service.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import io.devopslab.cloud.stack.ResourceTags;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.*;

/** {@code AWS::IAM::User}, without console passwords. */
final class UserResource implements ResourceHandler {

    private static final Set<String> PROPERTIES =
            Set.of("UserName", "Path", "Groups", "ManagedPolicyArns", "Policies", "PermissionsBoundary", "Tags");

    private final Supplier<IamClient> client;

    UserResource(Supplier<IamClient> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::IAM::User";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("UserName");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        ObjectNode properties = request.properties();
        UnknownProperties.reject(properties, PROPERTIES);
        String name = properties.path("UserName").asText(request.generatedName());
        User user;
        try {
            user = client.get()
                    .createUser(CreateUserRequest.builder()
                            .userName(name)
                            .path(text(properties, "Path"))
                            .permissionsBoundary(text(properties, "PermissionsBoundary"))
                            .tags(Documents.list(ResourceTags.all(request, properties.path("Tags"))))
                            .overrideConfiguration(CallSource.of(request.stackId()))
                            .build())
                    .user();
        } catch (EntityAlreadyExistsException e) {
            user = find(name);
            if (!ResourceTags.isMadeFor(request, Documents.map(user.tags()))) {
                throw e;
            }
        }
        policies(name).apply(request);
        updateGroups(name, request);
        return provisioned(user);
    }

    private static @Nullable String text(JsonNode properties, String name) {
        return properties.has(name) ? properties.get(name).asText() : null;
    }

    private User find(String name) {
        return client.get()
                .getUser(GetUserRequest.builder().userName(name).build())
                .user();
    }

    private static Provisioned provisioned(User user) {
        return new Provisioned(
                user.userName(), JsonNodeFactory.instance.objectNode().put("Arn", user.arn()));
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        ObjectNode properties = request.properties();
        UnknownProperties.reject(properties, PROPERTIES);
        String name = request.physicalId();
        client.get()
                .updateUser(UpdateUserRequest.builder()
                        .userName(name)
                        .newPath(properties.path("Path").asText("/"))
                        .build());
        updateBoundary(name, Optional.ofNullable(text(properties, "PermissionsBoundary")));
        updateTags(name, request);
        policies(name).apply(request);
        updateGroups(name, request);
        return provisioned(find(name));
    }

    private void updateBoundary(String name, Optional<String> boundary) {
        if (boundary.isEmpty()) {
            client.get()
                    .deleteUserPermissionsBoundary(DeleteUserPermissionsBoundaryRequest.builder()
                            .userName(name)
                            .build());
            return;
        }
        client.get()
                .putUserPermissionsBoundary(PutUserPermissionsBoundaryRequest.builder()
                        .userName(name)
                        .permissionsBoundary(boundary.get())
                        .build());
    }

    private void updateTags(String name, ResourceRequest request) {
        Map<String, String> wanted = ResourceTags.all(request);
        Set<String> dropped = ResourceTags.dropped(Documents.map(find(name).tags()), wanted);
        if (!dropped.isEmpty()) {
            client.get()
                    .untagUser(UntagUserRequest.builder()
                            .userName(name)
                            .tagKeys(dropped)
                            .build());
        }
        client.get()
                .tagUser(TagUserRequest.builder()
                        .userName(name)
                        .tags(Documents.list(wanted))
                        .overrideConfiguration(CallSource.of(request.stackId()))
                        .build());
    }

    private static Set<String> groups(ObjectNode properties) {
        Set<String> groups = new LinkedHashSet<>();
        properties.path("Groups").forEach(group -> groups.add(group.asText()));
        return groups;
    }

    private void updateGroups(String name, ResourceRequest request) {
        Set<String> wanted = groups(request.properties());
        groups(request.previous()).stream()
                .filter(group -> !wanted.contains(group))
                .forEach(group -> leave(name, group));
        wanted.forEach(group -> client.get()
                .addUserToGroup(AddUserToGroupRequest.builder()
                        .userName(name)
                        .groupName(group)
                        .build()));
    }

    private void leave(String name, String group) {
        try {
            client.get()
                    .removeUserFromGroup(RemoveUserFromGroupRequest.builder()
                            .userName(name)
                            .groupName(group)
                            .build());
        } catch (NoSuchEntityException e) {
            // The one or the other is gone.
        }
    }

    @Override
    public void delete(ResourceRequest request) {
        String name = request.physicalId();
        groups(request.properties()).forEach(group -> leave(name, group));
        policies(name).clear(request.properties());
        try {
            client.get().deleteUser(DeleteUserRequest.builder().userName(name).build());
        } catch (NoSuchEntityException e) {
            // It is gone.
        }
    }

    private EntityPolicies policies(String user) {
        return new EntityPolicies(
                arn -> client.get()
                        .attachUserPolicy(AttachUserPolicyRequest.builder()
                                .userName(user)
                                .policyArn(arn)
                                .build()),
                arn -> client.get()
                        .detachUserPolicy(DetachUserPolicyRequest.builder()
                                .userName(user)
                                .policyArn(arn)
                                .build()),
                (name, document) -> client.get()
                        .putUserPolicy(PutUserPolicyRequest.builder()
                                .userName(user)
                                .policyName(name)
                                .policyDocument(document)
                                .build()),
                name -> client.get()
                        .deleteUserPolicy(DeleteUserPolicyRequest.builder()
                                .userName(user)
                                .policyName(name)
                                .build()));
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        try {
            User user = find(physicalId);
            return Optional.of(JsonNodeFactory.instance
                    .objectNode()
                    .put("UserName", user.userName())
                    .put("Path", user.path()));
        } catch (NoSuchEntityException e) {
            return Optional.empty();
        }
    }
}
