package io.devopslab.cloud.service.codebuild;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codebuild.run.BuildCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.codebuild.model.BatchGetProjectsRequest;
import software.amazon.awssdk.services.codebuild.model.BatchGetProjectsResponse;
import software.amazon.awssdk.services.codebuild.model.CreateProjectRequest;
import software.amazon.awssdk.services.codebuild.model.ListProjectsRequest;
import software.amazon.awssdk.services.codebuild.model.ListProjectsResponse;
import software.amazon.awssdk.services.codebuild.model.Project;
import software.amazon.awssdk.services.codebuild.model.ProjectBadge;
import software.amazon.awssdk.services.codebuild.model.ProjectSortByType;
import software.amazon.awssdk.services.codebuild.model.SortOrderType;
import software.amazon.awssdk.services.codebuild.model.UpdateProjectRequest;

/** The operations on projects. */
final class Projects {

    private static final int PAGE = 100;

    private final ServiceContext context;
    private final CodeBuildTables tables;
    private final RoleCheck roles;

    /** Asks whether CodeBuild may take a role on. */
    interface RoleCheck {
        void assume(String roleArn);
    }

    Projects(ServiceContext context, CodeBuildTables tables, RoleCheck roles) {
        this.context = context;
        this.tables = tables;
        this.roles = roles;
    }

    String arn(String name) {
        return Arns.of("codebuild", context.scope(), "project/" + name);
    }

    /** The project of that name or ARN. */
    ProjectRow row(String nameOrArn) {
        return tables.projects()
                .get(Arns.name(nameOrArn))
                .orElseThrow(() -> CodeBuildErrors.notFound("Project cannot be found: " + arn(Arns.name(nameOrArn))));
    }

    /** Whether there is a project of that ARN. */
    boolean has(String arn) {
        String name = Arns.name(arn);
        return arn(name).equals(arn) && tables.projects().contains(name);
    }

    Project create(CreateProjectRequest request) {
        ProjectRules.checkName(request.name());
        Project asked = check(project(request, Optional.empty()).toBuilder()
                .badge(badge(request.badgeEnabled()))
                .build());
        Instant now = context.time().instant();
        Project made = ProjectDefaults.fill(
                asked.toBuilder()
                        .arn(arn(request.name()))
                        .created(now)
                        .lastModified(now)
                        .build(),
                context.scope());
        if (!tables.projects().putIfAbsent(made.name(), new ProjectRow(made, 0))) {
            throw CodeBuildErrors.exists("Project already exists: " + made.arn());
        }
        return made;
    }

    private static ProjectBadge badge(@Nullable Boolean enabled) {
        return ProjectBadge.builder().badgeEnabled(Boolean.TRUE.equals(enabled)).build();
    }

    Project update(UpdateProjectRequest request) {
        new Constraints().required("name", request.name()).orThrow(CodeBuildErrors::invalid);
        String name = Arns.name(request.name());
        Project before = row(name).project();
        Project asked = check(project(request, Optional.of(before)).toBuilder()
                .name(name)
                .badge(request.badgeEnabled() == null ? before.badge() : badge(request.badgeEnabled()))
                .build());
        Project made = ProjectDefaults.fill(
                asked.toBuilder().lastModified(context.time().instant()).build(), context.scope());
        tables.projects().update(name, row -> new ProjectRow(made, row.builds()));
        return made;
    }

    /** The project with the request's members over what it was; the two have their members' names in common. */
    private static Project project(SdkPojo request, Optional<Project> before) {
        ObjectNode members = before.map(Shapes::write)
                .orElseGet(() -> Shapes.write(Project.builder().build()));
        members.setAll(Shapes.write(request));
        members.remove("badgeEnabled");
        return Shapes.read(members, Project.class);
    }

    private Project check(Project project) {
        ProjectRules.checkShape(project);
        ProjectRules.checkSense(project, context.scope().account());
        try {
            roles.assume(project.serviceRole());
        } catch (SdkException e) {
            throw CodeBuildErrors.invalid(
                    "CodeBuild is not authorized to perform: sts:AssumeRole on " + project.serviceRole());
        }
        return project;
    }

    /** Deleting a project that does not exist is no error; its builds stay. */
    void delete(@Nullable String name) {
        new Constraints().required("name", name).orThrow(CodeBuildErrors::invalid);
        String own = Arns.name(String.valueOf(name));
        if (tables.projects().remove(own).isPresent()) {
            forgetCache(own);
        }
    }

    /** What builds have left counts no more: the archive of this machine is deleted, and one in a bucket is passed over. */
    void resetCache(String name) {
        forgetCache(name);
        try {
            Path generation = BuildCache.generation(context.files(), name);
            Files.createDirectories(generation.getParent());
            Files.writeString(generation, name + "-" + context.ids().hex(16));
        } catch (IOException e) {
            throw new UncheckedIOException("The cache of the project " + name + " cannot be reset.", e);
        }
    }

    private void forgetCache(String name) {
        try {
            Files.deleteIfExists(BuildCache.local(context.files(), name));
            Files.deleteIfExists(BuildCache.generation(context.files(), name));
        } catch (IOException e) {
            throw new UncheckedIOException("The cache of the project " + name + " cannot be deleted.", e);
        }
    }

    BatchGetProjectsResponse get(BatchGetProjectsRequest request) {
        new Constraints()
                .required("names", request.hasNames() ? request.names() : null)
                .size("names", request.hasNames() ? request.names() : null, 1, 100)
                .orThrow(CodeBuildErrors::invalid);
        List<Project> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        request.names().stream().distinct().forEach(name -> tables.projects()
                .get(Arns.name(name))
                .ifPresentOrElse(row -> found.add(row.project()), () -> missing.add(name)));
        return BatchGetProjectsResponse.builder()
                .projects(found)
                .projectsNotFound(missing)
                .build();
    }

    ListProjectsResponse list(ListProjectsRequest request) {
        new Constraints()
                .oneOf("sortBy", request.sortByAsString(), ProjectSortByType.knownValues())
                .oneOf("sortOrder", request.sortOrderAsString(), SortOrderType.knownValues())
                .orThrow(CodeBuildErrors::invalid);
        Comparator<Project> order = order(request.sortBy());
        boolean descending = request.sortOrder() == SortOrderType.DESCENDING;
        List<String> names = tables.projects().values().stream()
                .map(ProjectRow::project)
                .sorted(descending ? order.reversed() : order)
                .map(Project::name)
                .toList();
        Page<String> page = CodeBuildPages.of(names, name -> name, request.nextToken(), PAGE);
        return ListProjectsResponse.builder()
                .projects(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static Comparator<Project> order(@Nullable ProjectSortByType by) {
        Comparator<Project> byName = Comparator.comparing(Project::name);
        if (by == ProjectSortByType.CREATED_TIME) {
            return Comparator.comparing(Project::created).thenComparing(byName);
        }
        return by == ProjectSortByType.LAST_MODIFIED_TIME
                ? Comparator.comparing(Project::lastModified).thenComparing(byName)
                : byName;
    }
}
