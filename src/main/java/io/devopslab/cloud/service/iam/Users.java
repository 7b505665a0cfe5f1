package io.devopslab.cloud.service.iam;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.Caller;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import io.devopslab.cloud.service.iam.PolicyHolders.Kind;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.*;

/** Users, apart from their policies and credentials. */
final class Users {

    private final ServiceContext context;
    private final PolicyHolders policies;
    private final ManagedPolicies managed;
    private final Table<User> users;

    Users(ServiceContext context, PolicyHolders policies, ManagedPolicies managed) {
        this.context = context;
        this.policies = policies;
        this.managed = managed;
        this.users = context.store().table("users", User.class);
    }

    /** A user's name as a request gives it; the user may not exist. */
    static String name(@Nullable String name) {
        return IamNames.check("userName", name, 64);
    }

    /** The user named in a request, or else the one who makes it. */
    User named(@Nullable String name, IamRequest request) {
        if (name != null) {
            return find(name(name));
        }
        String caller = Caller.of(request, context).arn();
        return users.values().stream()
                .filter(user -> user.arn().equals(caller))
                .findFirst()
                .orElseThrow(
                        () -> IamErrors.validation("Must specify userName when calling with non-User credentials"));
    }

    CreateUserResponse create(CreateUserRequest request) {
        String name = name(request.userName());
        User user = User.builder()
                .path(IamNames.path(request.path()))
                .userName(name)
                .userId("AIDA" + context.ids().upper(17))
                .arn(arn(IamNames.path(request.path()), name))
                .createDate(context.time().instant())
                .permissionsBoundary(managed.boundary(request.permissionsBoundary()))
                .tags(request.hasTags() ? Tags.IN_ANY_CASE.check(request.tags(), request) : null)
                .build();
        context.store().write(() -> {
            if (!users.putIfAbsent(IamNames.key(name), user)) {
                throw IamErrors.alreadyExists("User with name " + name + " already exists.");
            }
            policies.add(Kind.USER, name, user.userId());
        });
        return CreateUserResponse.builder().user(user).build();
    }

    private String arn(String path, String name) {
        return Arns.of("iam", context.scope(), "user" + path + name);
    }

    /** The user of that name. */
    User find(String name) {
        return users.get(IamNames.key(name)).orElseThrow(() -> IamErrors.noSuchEntity("user", name));
    }

    List<User> all() {
        return users.values();
    }

    GetUserResponse get(GetUserRequest request) {
        Caller caller = Caller.of(request, context);
        boolean root = request.userName() == null && caller.arn().endsWith(":root");
        User user = root
                ? User.builder().userId(caller.account()).arn(caller.arn()).build()
                : named(request.userName(), request);
        return GetUserResponse.builder().user(user).build();
    }

    ListUsersResponse list(ListUsersRequest request) {
        String prefix = request.pathPrefix() == null ? "/" : request.pathPrefix();
        List<User> found = users.values().stream()
                .filter(user -> user.path().startsWith(prefix))
                .map(Users::listed)
                .toList();
        Pages.Page<User> page = Pages.of(found, User::userName, request.marker(), request.maxItems());
        return ListUsersResponse.builder()
                .users(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    /** Lists leave out what only a user's own description tells. */
    static User listed(User user) {
        return user.toBuilder()
                .tags((List<Tag>) null)
                .permissionsBoundary((AttachedPermissionsBoundary) null)
                .build();
    }

    /**
     * Renames or moves a user.
     *
     * @param follow is handed the user before and after, inside the same change
     */
    UpdateUserResponse update(UpdateUserRequest request, java.util.function.BiConsumer<User, User> follow) {
        String name = name(request.userName());
        String newName =
                request.newUserName() == null ? name : IamNames.check("newUserName", request.newUserName(), 64);
        context.store().write(() -> {
            User user = find(name);
            String path = request.newPath() == null ? user.path() : IamNames.path(request.newPath());
            boolean renamed = !IamNames.key(newName).equals(IamNames.key(name));
            if (renamed && users.contains(IamNames.key(newName))) {
                throw IamErrors.alreadyExists("User with name " + newName + " already exists.");
            }
            String kept = request.newUserName() == null ? user.userName() : newName;
            User changed = user.toBuilder()
                    .userName(kept)
                    .path(path)
                    .arn(arn(path, kept))
                    .build();
            users.remove(IamNames.key(name));
            users.put(IamNames.key(kept), changed);
            policies.rename(Kind.USER, name, kept);
            follow.accept(user, changed);
        });
        return UpdateUserResponse.builder().build();
    }

    /**
     * Deletes a user that has nothing left.
     *
     * @param mayGo throws when something else still belongs to the user
     */
    DeleteUserResponse delete(DeleteUserRequest request, java.util.function.Consumer<User> mayGo) {
        String name = name(request.userName());
        context.store().write(() -> {
            mayGo.accept(find(name));
            policies.remove(Kind.USER, name);
            users.remove(IamNames.key(name));
        });
        return DeleteUserResponse.builder().build();
    }

    PutUserPermissionsBoundaryResponse putBoundary(PutUserPermissionsBoundaryRequest request) {
        AttachedPermissionsBoundary boundary = managed.boundary(request.permissionsBoundary());
        change(
                request.userName(),
                user -> user.toBuilder().permissionsBoundary(boundary).build());
        return PutUserPermissionsBoundaryResponse.builder().build();
    }

    DeleteUserPermissionsBoundaryResponse deleteBoundary(DeleteUserPermissionsBoundaryRequest request) {
        change(request.userName(), user -> user.toBuilder()
                .permissionsBoundary((AttachedPermissionsBoundary) null)
                .build());
        return DeleteUserPermissionsBoundaryResponse.builder().build();
    }

    TagUserResponse tag(TagUserRequest request) {
        change(request.userName(), user -> user.toBuilder()
                .tags(Tags.IN_ANY_CASE.with(user.tags(), request.tags(), request))
                .build());
        return TagUserResponse.builder().build();
    }

    UntagUserResponse untag(UntagUserRequest request) {
        change(request.userName(), user -> user.toBuilder()
                .tags(Tags.IN_ANY_CASE.without(user.tags(), request.tagKeys()))
                .build());
        return UntagUserResponse.builder().build();
    }

    ListUserTagsResponse listTags(ListUserTagsRequest request) {
        List<Tag> tags = find(name(request.userName())).tags();
        Pages.Page<Tag> page = Pages.of(Tags.sorted(tags), Tag::key, request.marker(), request.maxItems());
        return ListUserTagsResponse.builder()
                .tags(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private User change(@Nullable String givenName, UnaryOperator<User> change) {
        String name = name(givenName);
        return users.update(IamNames.key(name), change).orElseThrow(() -> IamErrors.noSuchEntity("user", name));
    }
}
