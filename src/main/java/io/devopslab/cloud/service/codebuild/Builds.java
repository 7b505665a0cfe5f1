package io.devopslab.cloud.service.codebuild;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codebuild.model.BatchDeleteBuildsRequest;
import software.amazon.awssdk.services.codebuild.model.BatchDeleteBuildsResponse;
import software.amazon.awssdk.services.codebuild.model.BatchGetBuildsRequest;
import software.amazon.awssdk.services.codebuild.model.BatchGetBuildsResponse;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.BuildNotDeleted;
import software.amazon.awssdk.services.codebuild.model.ListBuildsForProjectRequest;
import software.amazon.awssdk.services.codebuild.model.ListBuildsForProjectResponse;
import software.amazon.awssdk.services.codebuild.model.ListBuildsRequest;
import software.amazon.awssdk.services.codebuild.model.ListBuildsResponse;
import software.amazon.awssdk.services.codebuild.model.RetryBuildRequest;
import software.amazon.awssdk.services.codebuild.model.SortOrderType;
import software.amazon.awssdk.services.codebuild.model.StartBuildRequest;

/** The operations on builds. */
final class Builds {

    private static final int PAGE = 100;

    private final ServiceContext context;
    private final CodeBuildTables tables;
    private final Projects projects;
    private final BuildStarts starts;
    private final BuildQueue queue;

    Builds(ServiceContext context, CodeBuildTables tables, Projects projects, BuildStarts starts, BuildQueue queue) {
        this.context = context;
        this.tables = tables;
        this.projects = projects;
        this.starts = starts;
        this.queue = queue;
    }

    Build start(StartBuildRequest request) {
        Build build = starts.start(request);
        queue.advance();
        return build;
    }

    Build retry(RetryBuildRequest request) {
        BuildRow row = row(request.id());
        if (row.isRunning()) {
            throw CodeBuildErrors.invalid("Build " + row.id() + " is in progress and cannot be retried");
        }
        Optional<String> token = Optional.ofNullable(request.idempotencyToken());
        Optional<BuildRow> earlier =
                token.flatMap(t -> tables.builds().valuesOf(row.build().projectName() + ":").stream()
                        .filter(other -> other.token().equals(Optional.of(t)))
                        .findFirst());
        if (earlier.isPresent()) {
            return earlier.get().build();
        }
        Build build = starts.again(row, Initiators.of(request, context), token, Optional.empty());
        queue.advance();
        return build;
    }

    /** A build that has ended already is given as it is. */
    Build stop(@Nullable String id) {
        BuildRow row = row(id);
        if (row.isRunning()) {
            queue.stop(row.id());
        }
        return row(id).build();
    }

    private BuildRow row(@Nullable String id) {
        new Constraints().required("id", id).orThrow(CodeBuildErrors::invalid);
        String own = identifier(String.valueOf(id));
        return tables.builds().get(own).orElseThrow(() -> CodeBuildErrors.notFound("Build " + own + " does not exist"));
    }

    /** The {@code project:uuid} of an identifier or an ARN. */
    private static String identifier(String idOrArn) {
        String id = Arns.resource(idOrArn).replaceFirst("^build/", "");
        if (!id.contains(":")) {
            throw CodeBuildErrors.invalid("Invalid build ID provided");
        }
        return id;
    }

    BatchGetBuildsResponse get(BatchGetBuildsRequest request) {
        checkIds(request.hasIds() ? request.ids() : null);
        List<Build> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        request.ids().stream().distinct().forEach(id -> tables.builds()
                .get(identifier(id))
                .ifPresentOrElse(row -> found.add(row.build()), () -> missing.add(id)));
        return BatchGetBuildsResponse.builder()
                .builds(found)
                .buildsNotFound(missing)
                .build();
    }

    private static void checkIds(@Nullable List<String> ids) {
        new Constraints().required("ids", ids).size("ids", ids, 1, 100).orThrow(CodeBuildErrors::invalid);
    }

    BatchDeleteBuildsResponse delete(BatchDeleteBuildsRequest request) {
        checkIds(request.hasIds() ? request.ids() : null);
        List<String> deleted = new ArrayList<>();
        List<BuildNotDeleted> kept = new ArrayList<>();
        request.ids().stream().distinct().forEach(id -> tables.store().write(() -> {
            Optional<BuildRow> row = tables.builds().get(identifier(id));
            if (row.isPresent() && !row.get().isRunning()) {
                tables.builds().remove(row.get().id());
                deleted.add(row.get().build().arn());
            } else {
                kept.add(BuildNotDeleted.builder()
                        .id(id)
                        .statusCode(row.isPresent() ? "BUILD_IN_PROGRESS" : "BUILD_NOT_FOUND")
                        .build());
            }
        }));
        return BatchDeleteBuildsResponse.builder()
                .buildsDeleted(deleted)
                .buildsNotDeleted(kept)
                .build();
    }

    ListBuildsResponse list(ListBuildsRequest request) {
        Page<String> page = page(tables.builds().values(), request.sortOrderAsString(), request.nextToken());
        return ListBuildsResponse.builder()
                .ids(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    ListBuildsForProjectResponse list(ListBuildsForProjectRequest request) {
        new Constraints().required("projectName", request.projectName()).orThrow(CodeBuildErrors::invalid);
        String name = Arns.name(request.projectName());
        if (!tables.projects().contains(name)) {
            throw CodeBuildErrors.notFound("The provided project " + projects.arn(name) + " does not exist");
        }
        Page<String> page =
                page(tables.builds().valuesOf(name + ":"), request.sortOrderAsString(), request.nextToken());
        return ListBuildsForProjectResponse.builder()
                .ids(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    /** The newest builds come first unless the request says otherwise. */
    private static Page<String> page(List<BuildRow> rows, @Nullable String order, @Nullable String token) {
        new Constraints().oneOf("sortOrder", order, SortOrderType.knownValues()).orThrow(CodeBuildErrors::invalid);
        Comparator<BuildRow> oldestFirst = Comparator.comparingLong(BuildRow::sequence);
        boolean ascending = "ASCENDING".equals(order);
        List<String> ids = rows.stream()
                .sorted(ascending ? oldestFirst : oldestFirst.reversed())
                .map(BuildRow::id)
                .toList();
        return CodeBuildPages.of(ids, id -> id, token, PAGE);
    }
}
