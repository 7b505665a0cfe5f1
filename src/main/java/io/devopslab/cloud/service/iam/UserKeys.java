package io.devopslab.cloud.service.iam;

import io.devopslab.cloud.kernel.AccessKeys;
import io.devopslab.cloud.kernel.Caller;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.ServiceContext;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.*;

/** The access keys of users. They open this cloud as soon as they exist. */
final class UserKeys {

    private static final int MAX_KEYS = 2;

    private final ServiceContext context;
    private final Users users;

    UserKeys(ServiceContext context, Users users) {
        this.context = context;
        this.users = users;
    }

    CreateAccessKeyResponse create(CreateAccessKeyRequest request) {
        User user = users.named(request.userName(), request);
        AccessKeys.AccessKey key = context.store().write(() -> {
            if (of(user).size() >= MAX_KEYS) {
                throw IamErrors.limitExceeded("Cannot exceed quota for AccessKeysPerUser: " + MAX_KEYS);
            }
            return context.accessKeys().create(context.scope().account(), user.arn(), user.userId());
        });
        return CreateAccessKeyResponse.builder()
                .accessKey(AccessKey.builder()
                        .userName(user.userName())
                        .accessKeyId(key.id())
                        .secretAccessKey(key.secret())
                        .status(StatusType.ACTIVE)
                        .createDate(key.created())
                        .build())
                .build();
    }

    /** A user's keys without those of its sessions, the oldest first. */
    List<AccessKeys.AccessKey> of(User user) {
        return context.accessKeys().of(user.arn()).stream()
                .filter(key -> key.sessionToken().isEmpty())
                .sorted(Comparator.comparing(AccessKeys.AccessKey::created).thenComparing(AccessKeys.AccessKey::id))
                .toList();
    }

    ListAccessKeysResponse list(ListAccessKeysRequest request) {
        User user = users.named(request.userName(), request);
        List<AccessKeyMetadata> keys = of(user).stream()
                .map(key -> AccessKeyMetadata.builder()
                        .userName(user.userName())
                        .accessKeyId(key.id())
                        .status(key.active() ? StatusType.ACTIVE : StatusType.INACTIVE)
                        .createDate(key.created())
                        .build())
                .toList();
        Pages.Page<AccessKeyMetadata> page =
                Pages.of(keys, AccessKeyMetadata::accessKeyId, request.marker(), request.maxItems());
        return ListAccessKeysResponse.builder()
                .accessKeyMetadata(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    UpdateAccessKeyResponse update(UpdateAccessKeyRequest request) {
        Constraints.withoutValues()
                .required("status", request.statusAsString())
                .oneOf("status", request.statusAsString(), List.of(StatusType.ACTIVE, StatusType.INACTIVE))
                .orThrow(IamErrors::validation);
        User user = users.named(request.userName(), request);
        boolean active = request.status() == StatusType.ACTIVE;
        context.store().write(() -> {
            AccessKeys.AccessKey key = find(user, request.accessKeyId());
            put(key, user, active);
        });
        return UpdateAccessKeyResponse.builder().build();
    }

    private void put(AccessKeys.AccessKey key, User user, boolean active) {
        context.accessKeys()
                .put(new AccessKeys.AccessKey(
                        key.id(),
                        key.secret(),
                        key.account(),
                        user.arn(),
                        key.principalId(),
                        key.sessionToken(),
                        key.expires(),
                        key.created(),
                        active));
    }

    DeleteAccessKeyResponse delete(DeleteAccessKeyRequest request) {
        User user = users.named(request.userName(), request);
        context.store().write(() -> {
            context.accessKeys().delete(find(user, request.accessKeyId()).id());
        });
        return DeleteAccessKeyResponse.builder().build();
    }

    GetAccessKeyLastUsedResponse lastUsed(GetAccessKeyLastUsedRequest request) {
        String id = id(request.accessKeyId());
        User user = context.accessKeys()
                .find(id)
                .flatMap(key -> users.all().stream()
                        .filter(candidate -> candidate.arn().equals(key.principalArn()))
                        .findFirst())
                .orElseThrow(() -> IamErrors.accessDenied("User: "
                        + Caller.of(request, context).arn()
                        + " is not authorized to perform iam:GetAccessKeyLastUsed on resource: access key " + id));
        return GetAccessKeyLastUsedResponse.builder()
                .userName(user.userName())
                .accessKeyLastUsed(AccessKeyLastUsed.builder()
                        .region("N/A")
                        .serviceName("N/A")
                        .build())
                .build();
    }

    /** The keys of a user that has a new name stand for that name. */
    void follow(User before, User after) {
        context.accessKeys().of(before.arn()).forEach(key -> put(key, after, key.active()));
    }

    private AccessKeys.AccessKey find(User user, @Nullable String givenId) {
        String id = id(givenId);
        return of(user).stream().filter(key -> key.id().equals(id)).findFirst().orElseThrow(() -> notFound(id));
    }

    private static String id(@Nullable String id) {
        Constraints.withoutValues()
                .required("accessKeyId", id)
                .length("accessKeyId", id, 16, 128)
                .orThrow(IamErrors::validation);
        return Objects.requireNonNull(id);
    }

    private static RuntimeException notFound(String id) {
        return IamErrors.noSuchEntity("The Access Key with id " + id + " cannot be found.");
    }
}
