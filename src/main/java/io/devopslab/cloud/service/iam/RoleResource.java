package io.devopslab.cloud.service.iam;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import io.devopslab.cloud.stack.ResourceTags;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.*;

/** {@code AWS::IAM::Role}. */
final class RoleResource implements ResourceHandler {

    private final Supplier<IamClient> client;

    RoleResource(Supplier<IamClient> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::IAM::Role";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("RoleName", "Path");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        CreateRoleRequest wanted = wanted(request);
        Role role;
        try {
            role = client.get().createRole(wanted).role();
        } catch (EntityAlreadyExistsException e) {
            role = find(wanted.roleName());
            if (!ResourceTags.isMadeFor(request, Documents.map(role.tags()))) {
                throw e;
            }
        }
        policies(role.roleName()).apply(request);
        return provisioned(role);
    }

    private static CreateRoleRequest wanted(ResourceRequest request) {
        ObjectNode properties = request.properties().deepCopy();
        properties.remove(EntityPolicies.PROPERTIES);
        Map<String, String> tags = ResourceTags.all(request, properties.path("Tags"));
        properties.remove("Tags");
        properties.put(
                "AssumeRolePolicyDocument", EntityPolicies.document(properties.path("AssumeRolePolicyDocument")));
        CreateRoleRequest wanted = Shapes.readProperties(properties, CreateRoleRequest.class);
        return wanted.toBuilder()
                .roleName(wanted.roleName() == null ? request.generatedName() : wanted.roleName())
                .tags(Documents.list(tags))
                .overrideConfiguration(CallSource.of(request.stackId()))
                .build();
    }

    private Role find(String name) {
        return client.get()
                .getRole(GetRoleRequest.builder().roleName(name).build())
                .role();
    }

    private static Provisioned provisioned(Role role) {
        ObjectNode attributes = JsonNodeFactory.instance.objectNode();
        attributes.put("Arn", role.arn()).put("RoleId", role.roleId());
        return new Provisioned(role.roleName(), attributes);
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        CreateRoleRequest wanted = wanted(request);
        String name = request.physicalId();
        Role role = find(name);
        client.get()
                .updateAssumeRolePolicy(UpdateAssumeRolePolicyRequest.builder()
                        .roleName(name)
                        .policyDocument(wanted.assumeRolePolicyDocument())
                        .build());
        client.get()
                .updateRole(UpdateRoleRequest.builder()
                        .roleName(name)
                        .description(wanted.description() == null ? "" : wanted.description())
                        .maxSessionDuration(wanted.maxSessionDuration() == null ? 3600 : wanted.maxSessionDuration())
                        .build());
        updateBoundary(name, Optional.ofNullable(wanted.permissionsBoundary()));
        updateTags(role, Documents.map(wanted.tags()), request);
        policies(name).apply(request);
        return provisioned(role);
    }

    private void updateBoundary(String name, Optional<String> boundary) {
        if (boundary.isEmpty()) {
            client.get()
                    .deleteRolePermissionsBoundary(DeleteRolePermissionsBoundaryRequest.builder()
                            .roleName(name)
                            .build());
            return;
        }
        client.get()
                .putRolePermissionsBoundary(PutRolePermissionsBoundaryRequest.builder()
                        .roleName(name)
                        .permissionsBoundary(boundary.get())
                        .build());
    }

    private void updateTags(Role role, Map<String, String> wanted, ResourceRequest request) {
        Set<String> dropped = ResourceTags.dropped(Documents.map(role.tags()), wanted);
        if (!dropped.isEmpty()) {
            client.get()
                    .untagRole(UntagRoleRequest.builder()
                            .roleName(role.roleName())
                            .tagKeys(dropped)
                            .build());
        }
        client.get()
                .tagRole(TagRoleRequest.builder()
                        .roleName(role.roleName())
                        .tags(Documents.list(wanted))
                        .overrideConfiguration(CallSource.of(request.stackId()))
                        .build());
    }

    @Override
    public void delete(ResourceRequest request) {
        String name = request.physicalId();
        policies(name).clear(request.properties());
        try {
            client.get().deleteRole(DeleteRoleRequest.builder().roleName(name).build());
        } catch (NoSuchEntityException e) {
            // It is gone.
        }
    }

    private EntityPolicies policies(String role) {
        return new EntityPolicies(
                arn -> client.get()
                        .attachRolePolicy(AttachRolePolicyRequest.builder()
                                .roleName(role)
                                .policyArn(arn)
                                .build()),
                arn -> client.get()
                        .detachRolePolicy(DetachRolePolicyRequest.builder()
                                .roleName(role)
                                .policyArn(arn)
                                .build()),
                (name, document) -> client.get()
                        .putRolePolicy(PutRolePolicyRequest.builder()
                                .roleName(role)
                                .policyName(name)
                                .policyDocument(document)
                                .build()),
                name -> client.get()
                        .deleteRolePolicy(DeleteRolePolicyRequest.builder()
                                .roleName(role)
                                .policyName(name)
                                .build()));
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        try {
            return Optional.of(properties(find(physicalId)));
        } catch (NoSuchEntityException e) {
            return Optional.empty();
        }
    }

    private ObjectNode properties(Role role) {
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        properties.put("RoleName", role.roleName()).put("Path", role.path());
        properties.set("AssumeRolePolicyDocument", Documents.decoded(role.assumeRolePolicyDocument()));
        if (role.description() != null) {
            properties.put("Description", role.description());
        }
        properties.put("MaxSessionDuration", role.maxSessionDuration());
        if (role.permissionsBoundary() != null) {
            properties.put("PermissionsBoundary", role.permissionsBoundary().permissionsBoundaryArn());
        }
        ArrayNode arns = properties.putArray("ManagedPolicyArns");
        client.get()
                .listAttachedRolePoliciesPaginator(ListAttachedRolePoliciesRequest.builder()
                        .roleName(role.roleName())
                        .build())
                .attachedPolicies()
                .forEach(policy -> arns.add(policy.policyArn()));
        ArrayNode inline = properties.putArray("Policies");
        client.get()
                .listRolePoliciesPaginator(ListRolePoliciesRequest.builder()
                        .roleName(role.roleName())
                        .build())
                .policyNames()
                .forEach(name -> inline.add(inline(role.roleName(), name)));
        return properties;
    }

    private ObjectNode inline(String role, String name) {
        GetRolePolicyResponse policy = client.get()
                .getRolePolicy(GetRolePolicyRequest.builder()
                        .roleName(role)
                        .policyName(name)
                        .build());
        ObjectNode inline = JsonNodeFactory.instance.objectNode().put("PolicyName", name);
        inline.set("PolicyDocument", Documents.decoded(policy.policyDocument()));
        return inline;
    }
}
