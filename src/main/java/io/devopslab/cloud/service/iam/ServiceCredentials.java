package io.devopslab.cloud.service.iam;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.*;

/**
 * Service-specific credentials: the user names and passwords for git over HTTP. The password is told once; its hash
 * lies with the kernel, where git's server checks it.
 */
final class ServiceCredentials {

    private static final String CODE_COMMIT = "codecommit.amazonaws.com";
    private static final int MAX_PER_USER = 2;

    private final ServiceContext context;
    private final Users users;
    private final Table<Row> credentials;

    ServiceCredentials(ServiceContext context, Users users) {
        this.context = context;
        this.users = users;
        this.credentials = context.store().table("service-credentials", Row.class);
    }

    /** A credential and the identifier of its user, which outlives a rename. */
    record Row(ServiceSpecificCredentialMetadata metadata, String userId) {}

    CreateServiceSpecificCredentialResponse create(CreateServiceSpecificCredentialRequest request) {
        checkService(request.serviceName());
        if (request.credentialAgeDays() != null) {
            throw IamErrors.invalidInput("Credentials for " + CODE_COMMIT + " cannot have an age.");
        }
        User user = users.named(request.userName(), request);
        String password = password();
        return context.store().write(() -> {
            List<Row> present = of(user);
            if (present.size() >= MAX_PER_USER) {
                throw IamErrors.limitExceeded(
                        "Cannot exceed quota for ServiceSpecificCredentialsPerUser: " + MAX_PER_USER);
            }
            ServiceSpecificCredentialMetadata metadata = ServiceSpecificCredentialMetadata.builder()
                    .userName(user.userName())
                    .status(StatusType.ACTIVE)
                    .serviceUserName(freeName(user))
                    .createDate(context.time().instant())
                    .serviceSpecificCredentialId("ACCA" + context.ids().upper(17))
                    .serviceName(CODE_COMMIT)
                    .build();
            credentials.put(metadata.serviceSpecificCredentialId(), new Row(metadata, user.userId()));
            context.gitCredentials()
                    .put(metadata.serviceUserName(), password, context.scope().account(), user.arn());
            return CreateServiceSpecificCredentialResponse.builder()
                    .serviceSpecificCredential(shown(metadata, password))
                    .build();
        });
    }

    private static void checkService(@Nullable String service) {
        Constraints.withoutValues().required("serviceName", service).orThrow(IamErrors::validation);
        if (!CODE_COMMIT.equals(service)) {
            throw Errors.of(
                    ServiceNotSupportedException.builder(),
                    "NotSupportedService",
                    404,
                    "No such service " + service + " is supported for Service Specific Credentials");
        }
    }

    /** {@code name-at-account}, then {@code name+1-at-account}. */
    private String freeName(User user) {
        List<String> taken = credentials.values().stream()
                .map(row -> row.metadata().serviceUserName())
                .toList();
        return IntStream.iterate(0, number -> number + 1)
                .mapToObj(number -> user.userName() + (number == 0 ? "" : "+" + number) + "-at-"
                        + context.scope().account())
                .filter(Predicate.not(taken::contains))
                .findFirst()
                .orElseThrow();
    }

    private String password() {
        return context.ids().alphanumeric(43) + "=";
    }

    private static ServiceSpecificCredential shown(ServiceSpecificCredentialMetadata metadata, String password) {
        return ServiceSpecificCredential.builder()
                .userName(metadata.userName())
                .status(metadata.status())
                .serviceUserName(metadata.serviceUserName())
                .servicePassword(password)
                .createDate(metadata.createDate())
                .serviceSpecificCredentialId(metadata.serviceSpecificCredentialId())
                .serviceName(metadata.serviceName())
                .build();
    }

    /** A user's credentials, the oldest first. */
    List<Row> of(User user) {
        List<Row> found = new ArrayList<>(credentials.values());
        found.removeIf(row -> !row.userId().equals(user.userId()));
        found.sort(Comparator.comparing(row -> row.metadata().createDate()));
        return found;
    }

    ListServiceSpecificCredentialsResponse list(ListServiceSpecificCredentialsRequest request) {
        List<Row> rows = Boolean.TRUE.equals(request.allUsers())
                ? credentials.values()
                : of(users.named(request.userName(), request));
        List<ServiceSpecificCredentialMetadata> found = rows.stream()
                .map(Row::metadata)
                .filter(metadata ->
                        request.serviceName() == null || metadata.serviceName().equals(request.serviceName()))
                .toList();
        Pages.Page<ServiceSpecificCredentialMetadata> page = Pages.of(
                found,
                ServiceSpecificCredentialMetadata::serviceSpecificCredentialId,
                request.marker(),
                request.maxItems());
        return ListServiceSpecificCredentialsResponse.builder()
                .serviceSpecificCredentials(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    UpdateServiceSpecificCredentialResponse update(UpdateServiceSpecificCredentialRequest request) {
        Constraints.withoutValues()
                .required("status", request.statusAsString())
                .oneOf("status", request.statusAsString(), List.of(StatusType.ACTIVE, StatusType.INACTIVE))
                .orThrow(IamErrors::validation);
        User user = users.named(request.userName(), request);
        context.store().write(() -> {
            Row row = find(user, request.serviceSpecificCredentialId());
            put(row.metadata().toBuilder().status(request.status()).build(), row.userId());
            context.gitCredentials().activate(row.metadata().serviceUserName(), request.status() == StatusType.ACTIVE);
        });
        return UpdateServiceSpecificCredentialResponse.builder().build();
    }

    ResetServiceSpecificCredentialResponse reset(ResetServiceSpecificCredentialRequest request) {
        User user = users.named(request.userName(), request);
        String password = password();
        return context.store().write(() -> {
            Row row = find(user, request.serviceSpecificCredentialId());
            context.gitCredentials().changePassword(row.metadata().serviceUserName(), password);
            return ResetServiceSpecificCredentialResponse.builder()
                    .serviceSpecificCredential(shown(row.metadata(), password))
                    .build();
        });
    }

    DeleteServiceSpecificCredentialResponse delete(DeleteServiceSpecificCredentialRequest request) {
        User user = users.named(request.userName(), request);
        context.store().write(() -> {
            Row row = find(user, request.serviceSpecificCredentialId());
            credentials.remove(row.metadata().serviceSpecificCredentialId());
            context.gitCredentials().delete(row.metadata().serviceUserName());
        });
        return DeleteServiceSpecificCredentialResponse.builder().build();
    }

    /** The credentials of a user that has a new name keep their own names, and stand for the user as before. */
    void follow(User before, User after) {
        for (Row row : of(before)) {
            put(row.metadata().toBuilder().userName(after.userName()).build(), row.userId());
            context.gitCredentials().transfer(row.metadata().serviceUserName(), after.arn());
        }
    }

    private void put(ServiceSpecificCredentialMetadata metadata, String userId) {
        credentials.put(metadata.serviceSpecificCredentialId(), new Row(metadata, userId));
    }

    private Row find(User user, @Nullable String givenId) {
        Constraints.withoutValues()
                .required("serviceSpecificCredentialId", givenId)
                .length("serviceSpecificCredentialId", givenId, 20, 128)
                .orThrow(IamErrors::validation);
        String id = Objects.requireNonNull(givenId);
        return credentials
                .get(id)
                .filter(row -> row.userId().equals(user.userId()))
                .orElseThrow(() -> IamErrors.noSuchEntity("No such credential " + id + " exists"));
    }
}
