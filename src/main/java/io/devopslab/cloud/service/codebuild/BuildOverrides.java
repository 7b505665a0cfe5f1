package io.devopslab.cloud.service.codebuild;

import io.devopslab.cloud.kernel.Constraints;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.codebuild.model.ArtifactsType;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariable;
import software.amazon.awssdk.services.codebuild.model.Project;
import software.amazon.awssdk.services.codebuild.model.ProjectArtifacts;
import software.amazon.awssdk.services.codebuild.model.ProjectEnvironment;
import software.amazon.awssdk.services.codebuild.model.ProjectSource;
import software.amazon.awssdk.services.codebuild.model.SourceType;
import software.amazon.awssdk.services.codebuild.model.StartBuildRequest;

/** Puts what the start of a build asks for in the place of what its project says. */
final class BuildOverrides {

    private final StartBuildRequest request;
    private final Project project;

    BuildOverrides(StartBuildRequest request, Project project) {
        this.request = request;
        this.project = project;
    }

    static void check(StartBuildRequest request) {
        new Constraints()
                .required("projectName", request.projectName())
                .length("projectName", request.projectName(), 1, Integer.MAX_VALUE)
                .oneOf("sourceTypeOverride", request.sourceTypeOverrideAsString(), SourceType.knownValues())
                .range("timeoutInMinutesOverride", request.timeoutInMinutesOverride(), 5, 2160)
                .range("queuedTimeoutInMinutesOverride", request.queuedTimeoutInMinutesOverride(), 5, 480)
                .range("gitCloneDepthOverride", request.gitCloneDepthOverride(), 0, Integer.MAX_VALUE)
                .orThrow(CodeBuildErrors::invalid);
    }

    /** The project that the build is made from. */
    Project apply() {
        Project.Builder changed = project.toBuilder()
                .source(source())
                .artifacts(artifacts())
                .environment(environment())
                .sourceVersion(or(request.sourceVersion(), project.sourceVersion()))
                .serviceRole(or(request.serviceRoleOverride(), project.serviceRole()))
                .cache(or(request.cacheOverride(), project.cache()))
                .logsConfig(or(request.logsConfigOverride(), project.logsConfig()))
                .encryptionKey(or(request.encryptionKeyOverride(), project.encryptionKey()))
                .timeoutInMinutes(or(request.timeoutInMinutesOverride(), project.timeoutInMinutes()))
                .queuedTimeoutInMinutes(or(request.queuedTimeoutInMinutesOverride(), project.queuedTimeoutInMinutes()))
                .autoRetryLimit(or(request.autoRetryLimitOverride(), project.autoRetryLimit()));
        if (request.hasSecondarySourcesOverride()) {
            changed.secondarySources(request.secondarySourcesOverride().stream()
                    .map(ProjectDefaults::source)
                    .toList());
        }
        if (request.hasSecondarySourcesVersionOverride()) {
            changed.secondarySourceVersions(request.secondarySourcesVersionOverride());
        }
        if (request.hasSecondaryArtifactsOverride()) {
            changed.secondaryArtifacts(request.secondaryArtifactsOverride().stream()
                    .map(artifacts -> ProjectDefaults.artifacts(artifacts, project.name()))
                    .toList());
        }
        return changed.build();
    }

    @SuppressWarnings("NullAway") // both may be what the SDK has for a member that is not there
    private static <T> T or(T override, T own) {
        return Optional.ofNullable(override).orElse(own);
    }

    private ProjectSource source() {
        ProjectSource own = project.source();
        ProjectSource source = own.toBuilder()
                .type(or(request.sourceTypeOverrideAsString(), own.typeAsString()))
                .location(or(request.sourceLocationOverride(), own.location()))
                .auth(or(request.sourceAuthOverride(), own.auth()))
                .gitCloneDepth(or(request.gitCloneDepthOverride(), own.gitCloneDepth()))
                .gitSubmodulesConfig(or(request.gitSubmodulesConfigOverride(), own.gitSubmodulesConfig()))
                .buildspec(or(request.buildspecOverride(), own.buildspec()))
                .insecureSsl(or(request.insecureSslOverride(), own.insecureSsl()))
                .reportBuildStatus(or(request.reportBuildStatusOverride(), own.reportBuildStatus()))
                .buildStatusConfig(or(request.buildStatusConfigOverride(), own.buildStatusConfig()))
                .build();
        if (source.type() == SourceType.CODEPIPELINE) {
            throw CodeBuildErrors.invalid("SourceTypeOverride and SourceLocationOverride must be set when using source"
                    + " type CODEPIPELINE: the build of such a project is started by its pipeline");
        }
        return source;
    }

    private ProjectArtifacts artifacts() {
        if (request.artifactsOverride() != null) {
            return ProjectDefaults.artifacts(request.artifactsOverride(), project.name());
        }
        if (project.artifacts().type() == ArtifactsType.CODEPIPELINE) {
            throw CodeBuildErrors.invalid("ArtifactsOverride must be set when using artifacts type CodePipelines");
        }
        return project.artifacts();
    }

    private ProjectEnvironment environment() {
        ProjectEnvironment own = project.environment();
        Map<String, EnvironmentVariable> variables = new LinkedHashMap<>();
        own.environmentVariables().forEach(variable -> variables.put(variable.name(), variable));
        request.environmentVariablesOverride().forEach(variable -> variables.put(variable.name(), variable));
        List<EnvironmentVariable> all = new ArrayList<>(variables.values());
        return ProjectDefaults.environment(own.toBuilder()
                .type(or(request.environmentTypeOverrideAsString(), own.typeAsString()))
                .image(or(request.imageOverride(), own.image()))
                .computeType(or(request.computeTypeOverrideAsString(), own.computeTypeAsString()))
                .certificate(or(request.certificateOverride(), own.certificate()))
                .privilegedMode(or(request.privilegedModeOverride(), own.privilegedMode()))
                .registryCredential(or(request.registryCredentialOverride(), own.registryCredential()))
                .imagePullCredentialsType(
                        or(request.imagePullCredentialsTypeOverrideAsString(), own.imagePullCredentialsTypeAsString()))
                .environmentVariables(all)
                .build());
    }
}
