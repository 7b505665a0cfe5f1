package io.devopslab.cloud.service.iam;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import io.devopslab.cloud.service.iam.PolicyHolders.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.*;

/** Customer managed policies with their versions; those of AWS itself come from {@link AwsManagedPolicies}. */
final class ManagedPolicies {

    private static final int MAX_VERSIONS = 5;
    private static final int MAX_SIZE = 6_144;
    private static final Pattern ARN = Pattern.compile("arn:[^:]+:iam::(\\d{12}|aws):policy/.+");
    private static final Pattern VERSION = Pattern.compile("v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?");

    private final ServiceContext context;
    private final PolicyHolders holders;
    private final AwsManagedPolicies aws;
    private final Table<Row> policies;

    ManagedPolicies(ServiceContext context, PolicyHolders holders) {
        this.context = context;
        this.holders = holders;
        this.aws = AwsManagedPolicies.load();
        this.policies = context.store().table("policies", Row.class);
    }

    /**
     * A policy.
     *
     * @param versions the newest first, with their documents as they came
     * @param created how many versions were ever made
     */
    record Row(Policy policy, List<PolicyVersion> versions, int created) {
        Row {
            versions = List.copyOf(versions);
        }
    }

    CreatePolicyResponse create(CreatePolicyRequest request) {
        String name = IamNames.check("policyName", request.policyName(), 128);
        String path = IamNames.path(request.path());
        String document = PolicyDocuments.identity("policyDocument", request.policyDocument());
        checkSize(document);
        List<Tag> tags = Tags.EXACT.check(request.tags(), request);
        Policy policy = Policy.builder()
                .policyName(name)
                .policyId("ANPA" + context.ids().upper(17))
                .arn(Arns.of("iam", context.scope(), "policy" + path + name))
                .path(path)
                .defaultVersionId("v1")
                .attachmentCount(0)
                .permissionsBoundaryUsageCount(0)
                .isAttachable(true)
                .description(request.description())
                .createDate(context.time().instant())
                .updateDate(context.time().instant())
                .tags(tags)
                .build();
        context.store().write(() -> {
            if (policies.values().stream()
                    .anyMatch(row -> row.policy().policyName().equalsIgnoreCase(name))) {
                throw IamErrors.alreadyExists(
                        "A policy called " + name + " already exists. Duplicate names are not allowed.");
            }
            policies.put(policy.arn(), new Row(policy, List.of(version(1, document, true)), 1));
        });
        return CreatePolicyResponse.builder()
                .policy(
                        request.hasTags()
                                ? policy
                                : policy.toBuilder().tags((List<Tag>) null).build())
                .build();
    }

    private PolicyVersion version(int number, String document, boolean isDefault) {
        return PolicyVersion.builder()
                .versionId("v" + number)
                .document(document)
                .isDefaultVersion(isDefault)
                .createDate(context.time().instant())
                .build();
    }

    GetPolicyResponse get(GetPolicyRequest request) {
        String arn = arn(request.policyArn());
        Row row = find(arn).orElseThrow(() -> IamErrors.noSuchEntity("Policy " + arn + " was not found."));
        return GetPolicyResponse.builder().policy(counted(row.policy())).build();
    }

    ListPoliciesResponse list(ListPoliciesRequest request) {
        String scope = request.scopeAsString() == null ? "All" : request.scopeAsString();
        Constraints.withoutValues()
                .oneOf("scope", scope, List.of(PolicyScopeType.ALL, PolicyScopeType.AWS, PolicyScopeType.LOCAL))
                .orThrow(IamErrors::validation);
        String prefix = request.pathPrefix() == null ? "/" : request.pathPrefix();
        boolean attachedOnly = Boolean.TRUE.equals(request.onlyAttached());
        List<Policy> found = Stream.concat(
                        scope.equals("AWS") ? Stream.of() : policies.values().stream(),
                        scope.equals("Local") ? Stream.of() : aws.all().stream())
                .map(row -> counted(row.policy()))
                .filter(policy -> policy.path().startsWith(prefix))
                .filter(policy -> !attachedOnly || policy.attachmentCount() > 0)
                .sorted(Comparator.comparing(Policy::arn))
                .map(policy -> policy.toBuilder()
                        .tags((List<Tag>) null)
                        .description(null)
                        .build())
                .toList();
        Pages.Page<Policy> page = Pages.of(found, Policy::arn, request.marker(), request.maxItems());
        return ListPoliciesResponse.builder()
                .policies(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    DeletePolicyResponse delete(DeletePolicyRequest request) {
        String arn = arn(request.policyArn());
        own(arn);
        context.store().write(() -> {
            Row row = policies.get(arn).orElseThrow(() -> notFound(arn));
            if (!holders.attachedTo(arn).isEmpty()) {
                throw IamErrors.deleteConflict("Cannot delete a policy attached to entities.");
            }
            if (row.versions().size() > 1) {
                throw IamErrors.deleteConflict(
                        "This policy has more than one version. Before you delete a policy, you must delete the"
                                + " policy's versions. The default version is deleted with the policy.");
            }
            policies.remove(arn);
        });
        return DeletePolicyResponse.builder().build();
    }

    CreatePolicyVersionResponse createVersion(CreatePolicyVersionRequest request) {
        String document = PolicyDocuments.identity("policyDocument", request.policyDocument());
        checkSize(document);
        boolean asDefault = Boolean.TRUE.equals(request.setAsDefault());
        Row changed = change(request.policyArn(), row -> {
            if (row.versions().size() >= MAX_VERSIONS) {
                throw IamErrors.limitExceeded("A managed policy can have up to 5 versions. Before you create a new"
                        + " version, you must delete an existing version.");
            }
            PolicyVersion version = version(row.created() + 1, document, false);
            List<PolicyVersion> versions = new ArrayList<>(List.of(version));
            versions.addAll(row.versions());
            Row added = new Row(row.policy(), versions, row.created() + 1);
            return asDefault ? withDefault(added, version.versionId()) : added;
        });
        return CreatePolicyVersionResponse.builder()
                .policyVersion(
                        changed.versions().get(0).toBuilder().document(null).build())
                .build();
    }

    private Row withDefault(Row row, String versionId) {
        List<PolicyVersion> versions = row.versions().stream()
                .map(v -> v.toBuilder()
                        .isDefaultVersion(v.versionId().equals(versionId))
                        .build())
                .toList();
        Policy policy = row.policy().toBuilder()
                .defaultVersionId(versionId)
                .updateDate(context.time().instant())
                .build();
        return new Row(policy, versions, row.created());
    }

    GetPolicyVersionResponse getVersion(GetPolicyVersionRequest request) {
        String arn = arn(request.policyArn());
        String id = versionId(request.versionId());
        PolicyVersion version = find(arn).flatMap(row -> version(row, id)).orElseThrow(() -> noVersion(arn, id));
        return GetPolicyVersionResponse.builder()
                .policyVersion(version.toBuilder()
                        .document(PolicyDocuments.encoded(version.document()))
                        .build())
                .build();
    }

    ListPolicyVersionsResponse listVersions(ListPolicyVersionsRequest request) {
        String arn = arn(request.policyArn());
        Row row = find(arn).orElseThrow(() -> IamErrors.noSuchEntity("Policy " + arn + " was not found."));
        List<PolicyVersion> versions = row.versions().stream()
                .map(v -> v.toBuilder().document(null).build())
                .toList();
        Pages.Page<PolicyVersion> page =
                Pages.of(versions, PolicyVersion::versionId, request.marker(), request.maxItems());
        return ListPolicyVersionsResponse.builder()
                .versions(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    DeletePolicyVersionResponse deleteVersion(DeletePolicyVersionRequest request) {
        String id = versionId(request.versionId());
        change(request.policyArn(), row -> {
            PolicyVersion version =
                    version(row, id).orElseThrow(() -> noVersion(row.policy().arn(), id));
            if (version.isDefaultVersion()) {
                throw IamErrors.deleteConflict("Cannot delete the default version of a policy.");
            }
            List<PolicyVersion> versions = new ArrayList<>(row.versions());
            versions.remove(version);
            return new Row(row.policy(), versions, row.created());
        });
        return DeletePolicyVersionResponse.builder().build();
    }

    SetDefaultPolicyVersionResponse setDefault(SetDefaultPolicyVersionRequest request) {
        String id = versionId(request.versionId());
        String arn = arn(request.policyArn());
        own(arn);
        context.store().write(() -> {
            Row row = policies.get(arn).orElseThrow(() -> noVersion(arn, id));
            if (version(row, id).isEmpty()) {
                throw noVersion(arn, id);
            }
            policies.put(arn, withDefault(row, id));
        });
        return SetDefaultPolicyVersionResponse.builder().build();
    }

    TagPolicyResponse tag(TagPolicyRequest request) {
        change(
                request.policyArn(),
                row -> withTags(row, Tags.EXACT.with(row.policy().tags(), request.tags(), request)));
        return TagPolicyResponse.builder().build();
    }

    UntagPolicyResponse untag(UntagPolicyRequest request) {
        change(
                request.policyArn(),
                row -> withTags(row, Tags.EXACT.without(row.policy().tags(), request.tagKeys())));
        return UntagPolicyResponse.builder().build();
    }

    ListPolicyTagsResponse listTags(ListPolicyTagsRequest request) {
        String arn = arn(request.policyArn());
        Row row = find(arn).orElseThrow(() -> notFound(arn));
        Pages.Page<Tag> page =
                Pages.of(Tags.sorted(row.policy().tags()), Tag::key, request.marker(), request.maxItems());
        return ListPolicyTagsResponse.builder()
                .tags(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    ListEntitiesForPolicyResponse entities(ListEntitiesForPolicyRequest request) {
        String arn = arn(request.policyArn());
        if (find(arn).isEmpty()) {
            throw IamErrors.noSuchEntity("Policy " + arn + " does not exist or is not attachable.");
        }
        String filter = request.entityFilterAsString();
        List<PolicyHolders.Holder> found = holders.attachedTo(arn).stream()
                .filter(holder ->
                        filter == null || filter.equalsIgnoreCase(holder.kind().word()))
                .toList();
        Pages.Page<PolicyHolders.Holder> page =
                Pages.of(found, holder -> holder.kind() + "/" + holder.name(), request.marker(), request.maxItems());
        return ListEntitiesForPolicyResponse.builder()
                .policyRoles(of(page, Kind.ROLE)
                        .map(h -> PolicyRole.builder()
                                .roleName(h.name())
                                .roleId(h.id())
                                .build())
                        .toList())
                .policyUsers(of(page, Kind.USER)
                        .map(h -> PolicyUser.builder()
                                .userName(h.name())
                                .userId(h.id())
                                .build())
                        .toList())
                .policyGroups(of(page, Kind.GROUP)
                        .map(h -> PolicyGroup.builder()
                                .groupName(h.name())
                                .groupId(h.id())
                                .build())
                        .toList())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private static Stream<PolicyHolders.Holder> of(Pages.Page<PolicyHolders.Holder> page, Kind kind) {
        return page.items().stream().filter(holder -> holder.kind() == kind);
    }

    /** The ARN of a policy that can be attached. */
    String attachable(@Nullable String givenArn) {
        String arn = arn(givenArn);
        if (find(arn).isEmpty()) {
            throw IamErrors.noSuchEntity("Policy " + arn + " does not exist or is not attachable.");
        }
        return arn;
    }

    /** A permissions boundary as entities show it; null when the request has none. */
    @Nullable
    AttachedPermissionsBoundary boundary(@Nullable String arn) {
        if (arn == null) {
            return null;
        }
        return AttachedPermissionsBoundary.builder()
                .permissionsBoundaryType(PermissionsBoundaryAttachmentType.PERMISSIONS_BOUNDARY_POLICY)
                .permissionsBoundaryArn(attachable(arn))
                .build();
    }

    int count() {
        return policies.size();
    }

    private java.util.Optional<Row> find(String arn) {
        return policies.get(arn).or(() -> aws.find(arn));
    }

    private static java.util.Optional<PolicyVersion> version(Row row, String id) {
        return row.versions().stream().filter(v -> v.versionId().equals(id)).findFirst();
    }

    private Policy counted(Policy policy) {
        return policy.toBuilder()
                .attachmentCount(holders.attachedTo(policy.arn()).size())
                .build();
    }

    private Row change(@Nullable String givenArn, UnaryOperator<Row> change) {
        String arn = arn(givenArn);
        own(arn);
        return policies.update(arn, change).orElseThrow(() -> notFound(arn));
    }

    private static Row withTags(Row row, List<Tag> tags) {
        return new Row(row.policy().toBuilder().tags(tags).build(), row.versions(), row.created());
    }

    /** A well-formed ARN of a policy that may not exist. */
    static String arn(@Nullable String arn) {
        Constraints.withoutValues()
                .required("policyArn", arn)
                .length("policyArn", arn, 20, 2048)
                .orThrow(IamErrors::validation);
        if (arn == null || !ARN.matcher(arn).matches()) {
            throw IamErrors.invalidInput("ARN " + arn + " is not valid.");
        }
        return arn;
    }

    private static String versionId(@Nullable String id) {
        Constraints.withoutValues()
                .required("versionId", id)
                .pattern("versionId", id, VERSION)
                .orThrow(IamErrors::validation);
        return java.util.Objects.requireNonNull(id);
    }

    private static void own(String arn) {
        if (arn.startsWith("arn:aws:iam::aws:")) {
            throw IamErrors.accessDenied("Policy " + arn + " is managed by AWS and cannot be changed.");
        }
    }

    private static void checkSize(String document) {
        if (PolicyHolders.size(document) > MAX_SIZE) {
            throw IamErrors.limitExceeded("Cannot exceed quota for PolicySize: " + MAX_SIZE);
        }
    }

    private static RuntimeException notFound(String arn) {
        return IamErrors.noSuchEntity("Policy " + arn + " was not found.");
    }

    private static RuntimeException noVersion(String arn, String id) {
        return IamErrors.noSuchEntity("Policy " + arn + " version " + id + " does not exist or is not attachable.");
    }
}
