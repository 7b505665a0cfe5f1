package io.devopslab.cloud.service.codebuild;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.ServiceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.codebuild.model.ArtifactsType;
import software.amazon.awssdk.services.codebuild.model.AutoRetryConfig;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.BuildArtifacts;
import software.amazon.awssdk.services.codebuild.model.BuildPhase;
import software.amazon.awssdk.services.codebuild.model.BuildPhaseType;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariable;
import software.amazon.awssdk.services.codebuild.model.LogsLocation;
import software.amazon.awssdk.services.codebuild.model.Project;
import software.amazon.awssdk.services.codebuild.model.ProjectArtifacts;
import software.amazon.awssdk.services.codebuild.model.ProjectEnvironment;
import software.amazon.awssdk.services.codebuild.model.ProjectSource;
import software.amazon.awssdk.services.codebuild.model.SourceType;
import software.amazon.awssdk.services.codebuild.model.StartBuildRequest;
import software.amazon.awssdk.services.codebuild.model.StatusType;

/** Makes builds, and puts them at the end of the queue. */
final class BuildStarts {

    private static final String REVISION = "CODEBUILD_RESOLVED_SOURCE_VERSION";

    private final ServiceContext context;
    private final CodeBuildTables tables;
    private final Projects projects;
    private final BuildEvents events;

    BuildStarts(ServiceContext context, CodeBuildTables tables, Projects projects) {
        this.context = context;
        this.tables = tables;
        this.projects = projects;
        this.events = new BuildEvents(context);
    }

    Build start(StartBuildRequest request) {
        BuildOverrides.check(request);
        Project project = projects.row(request.projectName()).project();
        Optional<BuildRow> earlier =
                Optional.ofNullable(request.idempotencyToken()).flatMap(token -> withToken(project.name(), token));
        if (earlier.isPresent()) {
            return earlier.get().build();
        }
        Project effective = new BuildOverrides(request, project).apply();
        ProjectRules.checkShape(effective);
        ProjectRules.checkSense(effective, context.scope().account());
        boolean isPipelines = project.source().type() == SourceType.CODEPIPELINE;
        Optional<String> revision = isPipelines ? revision(request) : Optional.empty();
        return queue(new Order(
                withoutRevision(effective),
                revision,
                Initiators.of(request, context),
                Optional.ofNullable(request.idempotencyToken()),
                Optional.ofNullable(effective.autoRetryLimit())
                        .filter(limit -> limit > 0)
                        .map(limit -> AutoRetryConfig.builder()
                                .autoRetryLimit(limit)
                                .autoRetryNumber(0)
                                .build()),
                isPipelines));
    }

    /** A pipeline tells the revision of its source in a variable that nobody else may set, or as the version. */
    private static Optional<String> revision(StartBuildRequest request) {
        return request.environmentVariablesOverride().stream()
                .filter(variable -> REVISION.equals(variable.name()))
                .map(EnvironmentVariable::value)
                .findFirst()
                .or(() -> Optional.ofNullable(request.sourceVersion()));
    }

    private static Project withoutRevision(Project project) {
        ProjectEnvironment environment = project.environment();
        return project.toBuilder()
                .environment(environment.toBuilder()
                        .environmentVariables(environment.environmentVariables().stream()
                                .filter(variable -> !REVISION.equals(variable.name()))
                                .toList())
                        .build())
                .build();
    }

    private Optional<BuildRow> withToken(String project, String token) {
        return tables.builds().valuesOf(project + ":").stream()
                .filter(row -> row.token().equals(Optional.of(token)))
                .findFirst();
    }

    /** A new build like an earlier one. */
    Build again(BuildRow row, String initiator, Optional<String> token, Optional<AutoRetryConfig> retry) {
        boolean isPipelines = row.build().source().type() == SourceType.CODEPIPELINE;
        return queue(new Order(row.project(), row.revision(), initiator, token, retry, isPipelines));
    }

    private record Order(
            Project project,
            Optional<String> revision,
            String initiator,
            Optional<String> token,
            Optional<AutoRetryConfig> retry,
            boolean isPipelines) {}

    private Build queue(Order order) {
        return tables.store().write(() -> {
            long sequence = tables.counters().get("builds").orElse(0L) + 1;
            tables.counters().put("builds", sequence);
            Build build = build(order, number(order.project().name()));
            tables.builds()
                    .put(
                            build.id(),
                            new BuildRow(build, order.project(), order.revision(), sequence, order.token(), false));
            events.stateChanged(build.toBuilder()
                    .currentPhase(BuildPhaseType.SUBMITTED.toString())
                    .build());
            events.phaseEnded(build, build.phases().get(0));
            return build;
        });
    }

    /** Builds are numbered on even when their project was deleted meanwhile. */
    private long number(String project) {
        return tables.projects()
                .update(project, row -> new ProjectRow(row.project(), row.builds() + 1))
                .map(ProjectRow::builds)
                .orElseThrow(() -> CodeBuildErrors.notFound("Project cannot be found: " + projects.arn(project)));
    }

    private Build build(Order order, long number) {
        Project project = order.project();
        String id = project.name() + ":" + context.ids().uuid();
        Instant now = context.time().instant();
        return Build.builder()
                .id(id)
                .arn(Arns.of("codebuild", context.scope(), "build/" + id))
                .buildNumber(number)
                .startTime(now)
                .currentPhase(BuildPhaseType.QUEUED.toString())
                .buildStatus(StatusType.IN_PROGRESS)
                .buildComplete(false)
                .projectName(project.name())
                .phases(phases(now))
                .source(source(order))
                .secondarySources(project.secondarySources())
                .secondarySourceVersions(project.secondarySourceVersions())
                .sourceVersion(version(order))
                .artifacts(artifacts(project.artifacts()))
                .secondaryArtifacts(project.secondaryArtifacts().stream()
                        .map(BuildStarts::artifacts)
                        .toList())
                .cache(project.cache())
                .environment(project.environment())
                .serviceRole(project.serviceRole())
                .logs(logs(project))
                .timeoutInMinutes(project.timeoutInMinutes())
                .queuedTimeoutInMinutes(project.queuedTimeoutInMinutes())
                .initiator(order.initiator())
                .encryptionKey(project.encryptionKey())
                .autoRetryConfig(order.retry().orElse(null))
                .build();
    }

    private static List<BuildPhase> phases(Instant now) {
        return List.of(
                BuildPhase.builder()
                        .phaseType(BuildPhaseType.SUBMITTED)
                        .phaseStatus(StatusType.SUCCEEDED)
                        .startTime(now)
                        .endTime(now)
                        .durationInSeconds(0L)
                        .build(),
                BuildPhase.builder()
                        .phaseType(BuildPhaseType.QUEUED)
                        .startTime(now)
                        .build());
    }

    /** The source of a pipeline's build is shown as the pipeline's. */
    private static ProjectSource source(Order order) {
        ProjectSource source = order.project().source();
        return order.isPipelines()
                ? source.toBuilder()
                        .type(SourceType.CODEPIPELINE)
                        .location(null)
                        .build()
                : source;
    }

    @SuppressWarnings("NullAway") // a build of the newest source has no version
    private static String version(Order order) {
        if (order.isPipelines()) {
            String location = order.project().source().location();
            return location.startsWith("arn:") ? location : "arn:aws:s3:::" + location;
        }
        return order.project().sourceVersion();
    }

    private static BuildArtifacts artifacts(ProjectArtifacts artifacts) {
        if (artifacts.type() == ArtifactsType.NO_ARTIFACTS) {
            return BuildArtifacts.builder().location("").build();
        }
        String path = Optional.ofNullable(artifacts.path()).orElse("").replaceAll("^/+|/+$", "");
        String key = path.isEmpty() ? artifacts.name() : path + "/" + artifacts.name();
        return BuildArtifacts.builder()
                .location("arn:aws:s3:::" + artifacts.location().replaceFirst("^arn:aws:s3:::", "") + "/" + key)
                .overrideArtifactName(artifacts.overrideArtifactName())
                .encryptionDisabled(artifacts.encryptionDisabled())
                .artifactIdentifier(artifacts.artifactIdentifier())
                .build();
    }

    /** The log's place is told once the build is provisioned; until then AWS shows the word null. */
    private LogsLocation logs(Project project) {
        LogsLocation.Builder logs = LogsLocation.builder();
        Optional.ofNullable(project.logsConfig()).ifPresent(config -> logs.cloudWatchLogs(config.cloudWatchLogs())
                .s3Logs(config.s3Logs()));
        return logs.deepLink("https://console.aws.amazon.com/cloudwatch/home?region="
                        + context.scope().region() + "#logsV2:log-groups/log-group/null/log-events/null")
                .cloudWatchLogsArn(Arns.of("logs", context.scope(), "log-group:null:log-stream:null"))
                .build();
    }
}
