package io.devopslab.cloud.service.iam;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import io.devopslab.cloud.stack.ResourceTags;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.*;

/** {@code AWS::IAM::InstanceProfile}. */
final class InstanceProfileResource implements ResourceHandler {

    private static final Set<String> PROPERTIES = Set.of("InstanceProfileName", "Path", "Roles");

    private final Supplier<IamClient> client;

    InstanceProfileResource(Supplier<IamClient> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::IAM::InstanceProfile";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("InstanceProfileName", "Path");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        ObjectNode properties = request.properties();
        UnknownProperties.reject(properties, PROPERTIES);
        String name = properties.path("InstanceProfileName").asText(request.generatedName());
        Map<String, String> tags = ResourceTags.all(request, JsonNodeFactory.instance.arrayNode());
        try {
            client.get()
                    .createInstanceProfile(CreateInstanceProfileRequest.builder()
                            .instanceProfileName(name)
                            .path(properties.path("Path").asText("/"))
                            .tags(Documents.list(tags))
                            .overrideConfiguration(CallSource.of(request.stackId()))
                            .build());
        } catch (EntityAlreadyExistsException e) {
            if (!ResourceTags.isMadeFor(request, Documents.map(find(name).tags()))) {
                throw e;
            }
        }
        return update(name, properties);
    }

    private InstanceProfile find(String name) {
        return client.get()
                .getInstanceProfile(GetInstanceProfileRequest.builder()
                        .instanceProfileName(name)
                        .build())
                .instanceProfile();
    }

    private static List<String> roles(InstanceProfile profile) {
        return profile.roles().stream().map(Role::roleName).toList();
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        UnknownProperties.reject(request.properties(), PROPERTIES);
        return update(request.physicalId(), request.properties());
    }

    private Provisioned update(String name, ObjectNode properties) {
        String wanted = properties.path("Roles").path(0).asText();
        List<String> present = roles(find(name));
        present.stream().filter(role -> !role.equals(wanted)).forEach(role -> removeRole(name, role));
        if (!wanted.isEmpty() && !present.contains(wanted)) {
            client.get()
                    .addRoleToInstanceProfile(AddRoleToInstanceProfileRequest.builder()
                            .instanceProfileName(name)
                            .roleName(wanted)
                            .build());
        }
        return new Provisioned(
                name,
                JsonNodeFactory.instance.objectNode().put("Arn", find(name).arn()));
    }

    private void removeRole(String name, String role) {
        client.get()
                .removeRoleFromInstanceProfile(RemoveRoleFromInstanceProfileRequest.builder()
                        .instanceProfileName(name)
                        .roleName(role)
                        .build());
    }

    @Override
    public void delete(ResourceRequest request) {
        String name = request.physicalId();
        try {
            roles(find(name)).forEach(role -> removeRole(name, role));
            client.get()
                    .deleteInstanceProfile(DeleteInstanceProfileRequest.builder()
                            .instanceProfileName(name)
                            .build());
        } catch (NoSuchEntityException e) {
            // It is gone.
        }
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        try {
            InstanceProfile profile = find(physicalId);
            ObjectNode properties = JsonNodeFactory.instance.objectNode();
            properties.put("InstanceProfileName", profile.instanceProfileName()).put("Path", profile.path());
            roles(profile).forEach(properties.putArray("Roles")::add);
            return Optional.of(properties);
        } catch (NoSuchEntityException e) {
            return Optional.empty();
        }
    }
}
