package io.devopslab.cloud.service.codedeploy.setup;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.ServiceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codedeploy.model.BatchGetApplicationRevisionsRequest;
import software.amazon.awssdk.services.codedeploy.model.BatchGetApplicationRevisionsResponse;
import software.amazon.awssdk.services.codedeploy.model.BatchLimitExceededException;
import software.amazon.awssdk.services.codedeploy.model.DescriptionTooLongException;
import software.amazon.awssdk.services.codedeploy.model.GenericRevisionInfo;
import software.amazon.awssdk.services.codedeploy.model.GetApplicationRevisionRequest;
import software.amazon.awssdk.services.codedeploy.model.GetApplicationRevisionResponse;
import software.amazon.awssdk.services.codedeploy.model.RegisterApplicationRevisionRequest;
import software.amazon.awssdk.services.codedeploy.model.RegisterApplicationRevisionResponse;
import software.amazon.awssdk.services.codedeploy.model.RevisionDoesNotExistException;
import software.amazon.awssdk.services.codedeploy.model.RevisionInfo;
import software.amazon.awssdk.services.codedeploy.model.RevisionLocation;
import software.amazon.awssdk.services.codedeploy.model.RevisionRequiredException;

/** The revisions that an application knows: those that were registered, and those that were deployed. */
public final class Revisions {

    private static final int MOST_AT_ONCE = 25;
    private static final int LONGEST_DESCRIPTION = 1000;

    private final ServiceContext context;
    private final CodeDeployTables tables;

    public Revisions(ServiceContext context, CodeDeployTables tables) {
        this.context = context;
        this.tables = tables;
    }

    public RegisterApplicationRevisionResponse register(RegisterApplicationRevisionRequest request) {
        String application =
                tables.application(request.applicationName()).info().applicationName();
        RevisionLocation location = RevisionKeys.checked(required(request.revision()));
        checkDescription(request.description());
        change(
                application,
                location,
                info -> request.description() == null ? info : info.description(request.description()));
        return RegisterApplicationRevisionResponse.builder().build();
    }

    /** The revision that was given; there must be one. */
    public static RevisionLocation required(@Nullable RevisionLocation location) {
        if (location == null) {
            throw Errors.of(RevisionRequiredException.builder(), "The revision is missing");
        }
        return location;
    }

    public static void checkDescription(@Nullable String description) {
        if (description != null && description.length() > LONGEST_DESCRIPTION) {
            throw Errors.of(DescriptionTooLongException.builder(), "The description is too long");
        }
    }

    /** Inside a write: notes that a deployment to a group uses the revision now. */
    public void use(String application, String group, RevisionLocation location) {
        Instant now = context.time().instant();
        change(application, location, info -> {
            GenericRevisionInfo known = info.build();
            TreeSet<String> groups = new TreeSet<>(known.deploymentGroups());
            groups.add(group);
            return info.deploymentGroups(groups)
                    .lastUsedTime(now)
                    .firstUsedTime(Optional.ofNullable(known.firstUsedTime()).orElse(now));
        });
    }

    private void change(
            String application, RevisionLocation location, UnaryOperator<GenericRevisionInfo.Builder> change) {
        String key = CodeDeployTables.key(application, RevisionKeys.of(location).orElseThrow());
        tables.store().write(() -> {
            RevisionRow row = tables.revisions()
                    .get(key)
                    .orElseGet(() -> new RevisionRow(
                            application,
                            location,
                            GenericRevisionInfo.builder()
                                    .registerTime(context.time().instant())
                                    .deploymentGroups(List.of())
                                    .build()));
            GenericRevisionInfo info = change.apply(row.info().toBuilder()).build();
            tables.revisions().put(key, new RevisionRow(application, row.location(), info));
        });
    }

    Optional<RevisionRow> find(String application, RevisionLocation location) {
        return RevisionKeys.of(location).flatMap(key -> tables.revisions().get(CodeDeployTables.key(application, key)));
    }

    /** The location with its text, which a request may name by its hash alone. */
    public RevisionLocation resolved(String application, RevisionLocation location) {
        boolean isHash = location.appSpecContent() != null
                && location.appSpecContent().content() == null
                && location.appSpecContent().sha256() != null;
        return isHash
                ? find(application, location).map(RevisionRow::location).orElseThrow(() -> unknown(location))
                : RevisionKeys.checked(location);
    }

    private static RuntimeException unknown(RevisionLocation location) {
        return Errors.of(
                RevisionDoesNotExistException.builder(), "No revision found for: " + location.revisionTypeAsString());
    }

    public GetApplicationRevisionResponse get(GetApplicationRevisionRequest request) {
        String application =
                tables.application(request.applicationName()).info().applicationName();
        RevisionLocation location = required(request.revision());
        RevisionRow row = find(application, location).orElseThrow(() -> unknown(location));
        return GetApplicationRevisionResponse.builder()
                .applicationName(application)
                .revision(row.location())
                .revisionInfo(row.info())
                .build();
    }

    public BatchGetApplicationRevisionsResponse get(BatchGetApplicationRevisionsRequest request) {
        String application =
                tables.application(request.applicationName()).info().applicationName();
        if (request.revisions().isEmpty()) {
            throw Errors.of(RevisionRequiredException.builder(), "The revisions are missing");
        }
        if (request.revisions().size() > MOST_AT_ONCE) {
            throw Errors.of(BatchLimitExceededException.builder(), "At most " + MOST_AT_ONCE + " can be asked for");
        }
        return BatchGetApplicationRevisionsResponse.builder()
                .applicationName(application)
                .errorMessage("")
                .revisions(request.revisions().stream()
                        .flatMap(location -> find(application, location).stream())
                        .map(row -> RevisionInfo.builder()
                                .revisionLocation(row.location())
                                .genericRevisionInfo(row.info())
                                .build())
                        .toList())
                .build();
    }
}
