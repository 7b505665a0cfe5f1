package io.devopslab.cloud.service.iam;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import io.devopslab.cloud.service.iam.PolicyHolders.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.*;

/** Groups and who is in them. */
final class Groups {

    private static final int MAX_GROUPS_PER_USER = 10;

    private final ServiceContext context;
    private final PolicyHolders policies;
    private final Users users;
    private final Table<Row> groups;

    Groups(ServiceContext context, PolicyHolders policies, Users users) {
        this.context = context;
        this.policies = policies;
        this.users = users;
        this.groups = context.store().table("groups", Row.class);
    }

    /** A group with the identifiers of its members. */
    record Row(Group group, List<String> userIds) {
        Row {
            userIds = List.copyOf(userIds);
        }
    }

    static String name(@Nullable String name) {
        return IamNames.check("groupName", name, 128);
    }

    CreateGroupResponse create(CreateGroupRequest request) {
        String name = name(request.groupName());
        String path = IamNames.path(request.path());
        Group group = Group.builder()
                .groupName(name)
                .groupId("AGPA" + context.ids().upper(17))
                .path(path)
                .arn(arn(path, name))
                .createDate(context.time().instant())
                .build();
        context.store().write(() -> {
            if (!groups.putIfAbsent(IamNames.key(name), new Row(group, List.of()))) {
                throw IamErrors.alreadyExists("Group with name " + name + " already exists.");
            }
            policies.add(Kind.GROUP, name, group.groupId());
        });
        return CreateGroupResponse.builder().group(group).build();
    }

    private String arn(String path, String name) {
        return Arns.of("iam", context.scope(), "group" + path + name);
    }

    private Row find(String name) {
        return groups.get(IamNames.key(name)).orElseThrow(() -> IamErrors.noSuchEntity("group", name));
    }

    List<Group> all() {
        return groups.values().stream().map(Row::group).toList();
    }

    GetGroupResponse get(GetGroupRequest request) {
        Row row = find(name(request.groupName()));
        List<User> members = users.all().stream()
                .filter(user -> row.userIds().contains(user.userId()))
                .map(Users::listed)
                .toList();
        Pages.Page<User> page = Pages.of(members, User::userName, request.marker(), request.maxItems());
        return GetGroupResponse.builder()
                .group(row.group())
                .users(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    ListGroupsResponse list(ListGroupsRequest request) {
        String prefix = request.pathPrefix() == null ? "/" : request.pathPrefix();
        List<Group> found =
                all().stream().filter(group -> group.path().startsWith(prefix)).toList();
        Pages.Page<Group> page = Pages.of(found, Group::groupName, request.marker(), request.maxItems());
        return ListGroupsResponse.builder()
                .groups(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    ListGroupsForUserResponse listForUser(ListGroupsForUserRequest request) {
        Pages.Page<Group> page = Pages.of(
                of(users.find(Users.name(request.userName()))), Group::groupName, request.marker(), request.maxItems());
        return ListGroupsForUserResponse.builder()
                .groups(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    /** The groups that the user is in. */
    List<Group> of(User user) {
        return groups.values().stream()
                .filter(row -> row.userIds().contains(user.userId()))
                .map(Row::group)
                .toList();
    }

    AddUserToGroupResponse addUser(AddUserToGroupRequest request) {
        String userName = Users.name(request.userName());
        change(request.groupName(), row -> {
            User user = users.find(userName);
            if (row.userIds().contains(user.userId())) {
                return row;
            }
            if (of(user).size() >= MAX_GROUPS_PER_USER) {
                throw IamErrors.limitExceeded("Cannot exceed quota for GroupsPerUser: " + MAX_GROUPS_PER_USER);
            }
            List<String> members = new ArrayList<>(row.userIds());
            members.add(user.userId());
            return new Row(row.group(), members);
        });
        return AddUserToGroupResponse.builder().build();
    }

    RemoveUserFromGroupResponse removeUser(RemoveUserFromGroupRequest request) {
        String userName = Users.name(request.userName());
        change(request.groupName(), row -> {
            List<String> members = new ArrayList<>(row.userIds());
            members.remove(users.find(userName).userId());
            return new Row(row.group(), members);
        });
        return RemoveUserFromGroupResponse.builder().build();
    }

    UpdateGroupResponse update(UpdateGroupRequest request) {
        String name = name(request.groupName());
        String newName =
                request.newGroupName() == null ? null : IamNames.check("newGroupName", request.newGroupName(), 128);
        context.store().write(() -> {
            Row row = find(name);
            String path = request.newPath() == null ? row.group().path() : IamNames.path(request.newPath());
            String kept = newName == null ? row.group().groupName() : newName;
            if (!IamNames.key(kept).equals(IamNames.key(name)) && groups.contains(IamNames.key(kept))) {
                throw IamErrors.alreadyExists("Group with name " + kept + " already exists.");
            }
            Group changed = row.group().toBuilder()
                    .groupName(kept)
                    .path(path)
                    .arn(arn(path, kept))
                    .build();
            groups.remove(IamNames.key(name));
            groups.put(IamNames.key(kept), new Row(changed, row.userIds()));
            policies.rename(Kind.GROUP, name, kept);
        });
        return UpdateGroupResponse.builder().build();
    }

    DeleteGroupResponse delete(DeleteGroupRequest request) {
        String name = name(request.groupName());
        context.store().write(() -> {
            if (!find(name).userIds().isEmpty()) {
                throw IamErrors.deleteConflict("Cannot delete entity, must remove users from group first.");
            }
            policies.remove(Kind.GROUP, name);
            groups.remove(IamNames.key(name));
        });
        return DeleteGroupResponse.builder().build();
    }

    private Row change(@Nullable String givenName, UnaryOperator<Row> change) {
        String name = name(givenName);
        return groups.update(IamNames.key(name), change).orElseThrow(() -> IamErrors.noSuchEntity("group", name));
    }
}
