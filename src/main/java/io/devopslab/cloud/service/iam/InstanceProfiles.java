package io.devopslab.cloud.service.iam;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.*;

/** Instance profiles: each carries at most one role to EC2 instances. */
final class InstanceProfiles {

    private final ServiceContext context;
    private final Roles roles;
    private final Table<Row> profiles;

    InstanceProfiles(ServiceContext context, Roles roles, Table<Row> profiles) {
        this.context = context;
        this.roles = roles;
        this.profiles = profiles;
    }

    /** A profile without its role's description, and the name of that role. */
    record Row(InstanceProfile profile, Optional<String> roleName) {
        boolean holds(Role role) {
            return roleName.filter(role.roleName()::equals).isPresent();
        }
    }

    private static String name(@Nullable String name) {
        return IamNames.check("instanceProfileName", name, 128);
    }

    CreateInstanceProfileResponse create(CreateInstanceProfileRequest request) {
        String name = name(request.instanceProfileName());
        String path = IamNames.path(request.path());
        InstanceProfile profile = InstanceProfile.builder()
                .instanceProfileName(name)
                .instanceProfileId("AIPA" + context.ids().upper(17))
                .arn(Arns.of("iam", context.scope(), "instance-profile" + path + name))
                .path(path)
                .createDate(context.time().instant())
                .tags(request.hasTags() ? Tags.EXACT.check(request.tags(), request) : null)
                .build();
        if (!profiles.putIfAbsent(IamNames.key(name), new Row(profile, Optional.empty()))) {
            throw IamErrors.alreadyExists("Instance Profile " + name + " already exists.");
        }
        return CreateInstanceProfileResponse.builder()
                .instanceProfile(profile.toBuilder().roles(List.of()).build())
                .build();
    }

    private Row find(String name) {
        return profiles.get(IamNames.key(name)).orElseThrow(() -> notFound(name));
    }

    GetInstanceProfileResponse get(GetInstanceProfileRequest request) {
        InstanceProfile profile = shown(find(name(request.instanceProfileName())));
        return GetInstanceProfileResponse.builder()
                .instanceProfile(profile.toBuilder().tags(profile.tags()).build())
                .build();
    }

    ListInstanceProfilesResponse list(ListInstanceProfilesRequest request) {
        String prefix = request.pathPrefix() == null ? "/" : request.pathPrefix();
        Pages.Page<InstanceProfile> page = Pages.of(
                profiles.values().stream()
                        .map(this::listed)
                        .filter(profile -> profile.path().startsWith(prefix))
                        .toList(),
                InstanceProfile::instanceProfileName,
                request.marker(),
                request.maxItems());
        return ListInstanceProfilesResponse.builder()
                .instanceProfiles(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    ListInstanceProfilesForRoleResponse listForRole(ListInstanceProfilesForRoleRequest request) {
        Role role = roles.find(Roles.name(request.roleName()));
        Pages.Page<InstanceProfile> page = Pages.of(
                profiles.values().stream()
                        .filter(row -> row.holds(role))
                        .map(this::listed)
                        .toList(),
                InstanceProfile::instanceProfileName,
                request.marker(),
                request.maxItems());
        return ListInstanceProfilesForRoleResponse.builder()
                .instanceProfiles(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    AddRoleToInstanceProfileResponse addRole(AddRoleToInstanceProfileRequest request) {
        String roleName = Roles.name(request.roleName());
        change(request.instanceProfileName(), row -> {
            Role role = roles.find(roleName);
            if (row.roleName().isPresent()) {
                throw IamErrors.limitExceeded("Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1");
            }
            return new Row(row.profile(), Optional.of(role.roleName()));
        });
        return AddRoleToInstanceProfileResponse.builder().build();
    }

    RemoveRoleFromInstanceProfileResponse removeRole(RemoveRoleFromInstanceProfileRequest request) {
        String roleName = Roles.name(request.roleName());
        change(request.instanceProfileName(), row -> {
            Role role = roles.find(roleName);
            if (!row.holds(role)) {
                throw IamErrors.noSuchEntity("The role with name " + roleName + " cannot be found.");
            }
            return new Row(row.profile(), Optional.empty());
        });
        return RemoveRoleFromInstanceProfileResponse.builder().build();
    }

    DeleteInstanceProfileResponse delete(DeleteInstanceProfileRequest request) {
        String name = name(request.instanceProfileName());
        context.store().write(() -> {
            if (find(name).roleName().isPresent()) {
                throw IamErrors.deleteConflict("Cannot delete entity, must remove roles from instance profile first.");
            }
            profiles.remove(IamNames.key(name));
        });
        return DeleteInstanceProfileResponse.builder().build();
    }

    TagInstanceProfileResponse tag(TagInstanceProfileRequest request) {
        change(
                request.instanceProfileName(),
                row -> withTags(row, Tags.EXACT.with(row.profile().tags(), request.tags(), request)));
        return TagInstanceProfileResponse.builder().build();
    }

    UntagInstanceProfileResponse untag(UntagInstanceProfileRequest request) {
        change(
                request.instanceProfileName(),
                row -> withTags(row, Tags.EXACT.without(row.profile().tags(), request.tagKeys())));
        return UntagInstanceProfileResponse.builder().build();
    }

    ListInstanceProfileTagsResponse listTags(ListInstanceProfileTagsRequest request) {
        List<Tag> tags = find(name(request.instanceProfileName())).profile().tags();
        Pages.Page<Tag> page = Pages.of(Tags.sorted(tags), Tag::key, request.marker(), request.maxItems());
        return ListInstanceProfileTagsResponse.builder()
                .tags(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    int count() {
        return profiles.size();
    }

    private Row change(@Nullable String givenName, UnaryOperator<Row> change) {
        String name = name(givenName);
        return profiles.update(IamNames.key(name), change).orElseThrow(() -> notFound(name));
    }

    private static Row withTags(Row row, List<Tag> tags) {
        return new Row(row.profile().toBuilder().tags(tags).build(), row.roleName());
    }

    private InstanceProfile shown(Row row) {
        List<Role> held = row.roleName()
                .map(name -> Roles.shown(roles.find(name)).toBuilder()
                        .maxSessionDuration(null)
                        .tags((List<Tag>) null)
                        .build())
                .map(List::of)
                .orElse(List.of());
        return row.profile().toBuilder().roles(held).build();
    }

    private InstanceProfile listed(Row row) {
        return shown(row).toBuilder().tags((List<Tag>) null).build();
    }

    private static RuntimeException notFound(String name) {
        return IamErrors.noSuchEntity("Instance Profile " + name + " cannot be found.");
    }
}
