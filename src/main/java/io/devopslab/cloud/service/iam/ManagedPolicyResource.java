package io.devopslab.cloud.service.iam;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.service.iam.Principals.Principal;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import io.devopslab.cloud.stack.ResourceTags;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.*;

/** {@code AWS::IAM::ManagedPolicy}. */
final class ManagedPolicyResource implements ResourceHandler {

    private static final int MAX_VERSIONS = 5;

    private final Supplier<IamClient> client;

    ManagedPolicyResource(Supplier<IamClient> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::IAM::ManagedPolicy";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("ManagedPolicyName", "Description", "Path");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        CreatePolicyRequest wanted = wanted(request);
        Policy policy;
        try {
            policy = client.get().createPolicy(wanted).policy();
        } catch (EntityAlreadyExistsException e) {
            policy = madeBefore(wanted.policyName(), request).orElseThrow(() -> e);
        }
        String arn = policy.arn();
        Principals principals = new Principals(client.get());
        Principals.of(request.properties()).forEach(principal -> principals.attach(principal, arn));
        return provisioned(find(arn));
    }

    private static CreatePolicyRequest wanted(ResourceRequest request) {
        ObjectNode properties = request.properties().deepCopy();
        properties.remove(Principals.PROPERTIES);
        String name = properties.path("ManagedPolicyName").asText(request.generatedName());
        properties.remove("ManagedPolicyName");
        properties.put("PolicyDocument", EntityPolicies.document(properties.path("PolicyDocument")));
        List<Tag> tags = Documents.list(ResourceTags.all(request, properties.path("Tags")));
        properties.remove("Tags");
        return Shapes.readProperties(properties, CreatePolicyRequest.class).toBuilder()
                .policyName(name)
                .tags(tags)
                .overrideConfiguration(CallSource.of(request.stackId()))
                .build();
    }

    private Optional<Policy> madeBefore(String name, ResourceRequest request) {
        return client
                .get()
                .listPoliciesPaginator(ListPoliciesRequest.builder()
                        .scope(PolicyScopeType.LOCAL)
                        .build())
                .policies()
                .stream()
                .filter(policy -> policy.policyName().equals(name))
                .map(policy -> find(policy.arn()))
                .filter(policy -> ResourceTags.isMadeFor(request, Documents.map(policy.tags())))
                .findFirst();
    }

    private Policy find(String arn) {
        return client.get()
                .getPolicy(GetPolicyRequest.builder().policyArn(arn).build())
                .policy();
    }

    private static Provisioned provisioned(Policy policy) {
        ObjectNode attributes = JsonNodeFactory.instance.objectNode();
        attributes
                .put("PolicyArn", policy.arn())
                .put("PolicyId", policy.policyId())
                .put("AttachmentCount", policy.attachmentCount())
                .put("PermissionsBoundaryUsageCount", policy.permissionsBoundaryUsageCount())
                .put("CreateDate", policy.createDate().toString())
                .put("UpdateDate", policy.updateDate().toString())
                .put("DefaultVersionId", policy.defaultVersionId())
                .put("IsAttachable", policy.isAttachable());
        return new Provisioned(policy.arn(), attributes);
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        String arn = request.physicalId();
        CreatePolicyRequest wanted = wanted(request);
        boolean changed = !request.properties()
                .path("PolicyDocument")
                .equals(request.previous().path("PolicyDocument"));
        if (changed) {
            newVersion(arn, wanted.policyDocument());
        }
        Principals principals = new Principals(client.get());
        List<Principal> holders = Principals.of(request.properties());
        Principals.of(request.previous()).stream()
                .filter(principal -> !holders.contains(principal))
                .forEach(principal -> principals.detach(principal, arn));
        holders.forEach(principal -> principals.attach(principal, arn));
        return provisioned(find(arn));
    }

    /** Makes room first: IAM keeps five versions. */
    private void newVersion(String arn, String document) {
        List<PolicyVersion> versions = versions(arn);
        if (versions.size() >= MAX_VERSIONS) {
            versions.stream()
                    .filter(version -> !version.isDefaultVersion())
                    .reduce((newer, older) -> older)
                    .ifPresent(oldest -> deleteVersion(arn, oldest));
        }
        client.get()
                .createPolicyVersion(CreatePolicyVersionRequest.builder()
                        .policyArn(arn)
                        .policyDocument(document)
                        .setAsDefault(true)
                        .build());
    }

    private List<PolicyVersion> versions(String arn) {
        return client.get()
                .listPolicyVersions(
                        ListPolicyVersionsRequest.builder().policyArn(arn).build())
                .versions();
    }

    private void deleteVersion(String arn, PolicyVersion version) {
        client.get()
                .deletePolicyVersion(DeletePolicyVersionRequest.builder()
                        .policyArn(arn)
                        .versionId(version.versionId())
                        .build());
    }

    @Override
    public void delete(ResourceRequest request) {
        String arn = request.physicalId();
        Principals principals = new Principals(client.get());
        Principals.of(request.properties()).forEach(principal -> principals.detach(principal, arn));
        try {
            versions(arn).stream()
                    .filter(version -> !version.isDefaultVersion())
                    .forEach(version -> deleteVersion(arn, version));
            client.get()
                    .deletePolicy(DeletePolicyRequest.builder().policyArn(arn).build());
        } catch (NoSuchEntityException e) {
            // It is gone.
        }
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        try {
            Policy policy = find(physicalId);
            String document = client.get()
                    .getPolicyVersion(GetPolicyVersionRequest.builder()
                            .policyArn(physicalId)
                            .versionId(policy.defaultVersionId())
                            .build())
                    .policyVersion()
                    .document();
            ObjectNode properties = JsonNodeFactory.instance.objectNode();
            properties.put("ManagedPolicyName", policy.policyName()).put("Path", policy.path());
            if (policy.description() != null) {
                properties.put("Description", policy.description());
            }
            properties.set("PolicyDocument", Documents.decoded(document));
            return Optional.of(properties);
        } catch (NoSuchEntityException e) {
            return Optional.empty();
        }
    }
}
