package io.devopslab.cloud.service.iam;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import io.devopslab.cloud.service.iam.PolicyHolders.Kind;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.*;

/** Roles, apart from their policies. Trust policies are kept as they came and handed out percent-encoded. */
final class Roles {

    private static final int NAME_LENGTH = 64;
    private static final Pattern DESCRIPTION =
            Pattern.compile("[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*");

    private final ServiceContext context;
    private final PolicyHolders policies;
    private final ManagedPolicies managed;
    private final Table<Role> roles;
    private final Table<InstanceProfiles.Row> instanceProfiles;

    Roles(
            ServiceContext context,
            PolicyHolders policies,
            ManagedPolicies managed,
            Table<InstanceProfiles.Row> instanceProfiles) {
        this.context = context;
        this.policies = policies;
        this.managed = managed;
        this.roles = context.store().table("roles", Role.class);
        this.instanceProfiles = instanceProfiles;
    }

    /** A role's name as a request gives it; the role may not exist. */
    static String name(@Nullable String name) {
        return IamNames.check("roleName", name, NAME_LENGTH);
    }

    CreateRoleResponse create(CreateRoleRequest request) {
        String name = name(request.roleName());
        checkDescription(request.description());
        checkDuration(request.maxSessionDuration());
        Role role = Role.builder()
                .path(IamNames.path(request.path()))
                .roleName(name)
                .roleId("AROA" + context.ids().upper(17))
                .arn(Arns.of("iam", context.scope(), "role" + IamNames.path(request.path()) + name))
                .createDate(context.time().instant())
                .assumeRolePolicyDocument(
                        PolicyDocuments.trust("assumeRolePolicyDocument", request.assumeRolePolicyDocument()))
                .description(request.description())
                .maxSessionDuration(request.maxSessionDuration() == null ? 3600 : request.maxSessionDuration())
                .permissionsBoundary(managed.boundary(request.permissionsBoundary()))
                .tags(request.hasTags() ? Tags.IN_ANY_CASE.check(request.tags(), request) : null)
                .build();
        add(role);
        Role.Builder shown = shown(role).toBuilder();
        return CreateRoleResponse.builder()
                .role(shown.maxSessionDuration(request.maxSessionDuration()).build())
                .build();
    }

    void add(Role role) {
        context.store().write(() -> {
            if (!roles.putIfAbsent(IamNames.key(role.roleName()), role)) {
                throw IamErrors.alreadyExists("Role with name " + role.roleName() + " already exists.");
            }
            policies.add(Kind.ROLE, role.roleName(), role.roleId());
        });
    }

    /** The role of that name. */
    Role find(String name) {
        return roles.get(IamNames.key(name)).orElseThrow(() -> IamErrors.noSuchEntity("role", name));
    }

    List<Role> all() {
        return roles.values();
    }

    GetRoleResponse get(GetRoleRequest request) {
        Role role = shown(find(name(request.roleName())));
        return GetRoleResponse.builder()
                .role(role.toBuilder()
                        .roleLastUsed(RoleLastUsed.builder().build())
                        .build())
                .build();
    }

    ListRolesResponse list(ListRolesRequest request) {
        String prefix = request.pathPrefix() == null ? "/" : request.pathPrefix();
        List<Role> found = roles.values().stream()
                .filter(role -> role.path().startsWith(prefix))
                .map(role -> shown(role).toBuilder()
                        .tags((List<Tag>) null)
                        .permissionsBoundary((AttachedPermissionsBoundary) null)
                        .build())
                .toList();
        Pages.Page<Role> page = Pages.of(found, Role::roleName, request.marker(), request.maxItems());
        return ListRolesResponse.builder()
                .roles(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    UpdateRoleResponse update(UpdateRoleRequest request) {
        checkDescription(request.description());
        checkDuration(request.maxSessionDuration());
        change(request.roleName(), role -> {
            Role.Builder changed = modifiable(role).toBuilder();
            if (request.description() != null) {
                changed.description(request.description());
            }
            if (request.maxSessionDuration() != null) {
                changed.maxSessionDuration(request.maxSessionDuration());
            }
            return changed.build();
        });
        return UpdateRoleResponse.builder().build();
    }

    UpdateRoleDescriptionResponse updateDescription(UpdateRoleDescriptionRequest request) {
        checkDescription(request.description());
        Role role = change(request.roleName(), old -> modifiable(old).toBuilder()
                .description(request.description())
                .build());
        return UpdateRoleDescriptionResponse.builder()
                .role(shown(role).toBuilder().maxSessionDuration(null).build())
                .build();
    }

    UpdateAssumeRolePolicyResponse updateTrust(UpdateAssumeRolePolicyRequest request) {
        String document = PolicyDocuments.trust("policyDocument", request.policyDocument());
        change(request.roleName(), role -> modifiable(role).toBuilder()
                .assumeRolePolicyDocument(document)
                .build());
        return UpdateAssumeRolePolicyResponse.builder().build();
    }

    DeleteRoleResponse delete(DeleteRoleRequest request) {
        String name = name(request.roleName());
        context.store().write(() -> {
            modifiable(find(name));
            remove(name);
        });
        return DeleteRoleResponse.builder().build();
    }

    /** Removes a role that nothing holds. Runs inside a write. */
    void remove(String name) {
        Role role = find(name);
        if (instanceProfiles.values().stream().anyMatch(profile -> profile.holds(role))) {
            throw IamErrors.deleteConflict("Cannot delete entity, must remove roles from instance profile first.");
        }
        policies.remove(Kind.ROLE, role.roleName());
        roles.remove(IamNames.key(name));
    }

    PutRolePermissionsBoundaryResponse putBoundary(PutRolePermissionsBoundaryRequest request) {
        AttachedPermissionsBoundary boundary = managed.boundary(request.permissionsBoundary());
        change(request.roleName(), role -> modifiable(role).toBuilder()
                .permissionsBoundary(boundary)
                .build());
        return PutRolePermissionsBoundaryResponse.builder().build();
    }

    DeleteRolePermissionsBoundaryResponse deleteBoundary(DeleteRolePermissionsBoundaryRequest request) {
        change(request.roleName(), role -> modifiable(role).toBuilder()
                .permissionsBoundary((AttachedPermissionsBoundary) null)
                .build());
        return DeleteRolePermissionsBoundaryResponse.builder().build();
    }

    TagRoleResponse tag(TagRoleRequest request) {
        change(request.roleName(), role -> role.toBuilder()
                .tags(Tags.IN_ANY_CASE.with(role.tags(), request.tags(), request))
                .build());
        return TagRoleResponse.builder().build();
    }

    UntagRoleResponse untag(UntagRoleRequest request) {
        change(request.roleName(), role -> role.toBuilder()
                .tags(Tags.IN_ANY_CASE.without(role.tags(), request.tagKeys()))
                .build());
        return UntagRoleResponse.builder().build();
    }

    ListRoleTagsResponse listTags(ListRoleTagsRequest request) {
        List<Tag> tags = find(name(request.roleName())).tags();
        Pages.Page<Tag> page = Pages.of(Tags.sorted(tags), Tag::key, request.marker(), request.maxItems());
        return ListRoleTagsResponse.builder()
                .tags(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private Role change(@Nullable String givenName, UnaryOperator<Role> change) {
        String name = name(givenName);
        return roles.update(IamNames.key(name), change).orElseThrow(() -> IamErrors.noSuchEntity("role", name));
    }

    /** Roles of services can be changed by their services alone. */
    private static Role modifiable(Role role) {
        if (role.path().startsWith("/aws-service-role/")) {
            throw IamErrors.unmodifiable("Cannot perform the operation on the protected role '" + role.roleName()
                    + "' - this role is only modifiable by AWS");
        }
        return role;
    }

    /** As it stands in responses. */
    static Role shown(Role role) {
        return role.toBuilder()
                .assumeRolePolicyDocument(PolicyDocuments.encoded(role.assumeRolePolicyDocument()))
                .build();
    }

    private static void checkDescription(@Nullable String description) {
        Constraints.withoutValues()
                .length("description", description, 0, 1000)
                .pattern("description", description, DESCRIPTION)
                .orThrow(IamErrors::validation);
    }

    private static void checkDuration(@Nullable Integer seconds) {
        Constraints.withoutValues()
                .range("maxSessionDuration", seconds, 3600, 43200)
                .orThrow(IamErrors::validation);
    }
}
