package io.devopslab.cloud.service.codebuild;

import io.devopslab.cloud.kernel.Scope;
import java.util.Optional;
import software.amazon.awssdk.services.codebuild.model.ArtifactNamespace;
import software.amazon.awssdk.services.codebuild.model.ArtifactPackaging;
import software.amazon.awssdk.services.codebuild.model.ArtifactsType;
import software.amazon.awssdk.services.codebuild.model.CacheType;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariable;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariableType;
import software.amazon.awssdk.services.codebuild.model.ImagePullCredentialsType;
import software.amazon.awssdk.services.codebuild.model.Project;
import software.amazon.awssdk.services.codebuild.model.ProjectArtifacts;
import software.amazon.awssdk.services.codebuild.model.ProjectBadge;
import software.amazon.awssdk.services.codebuild.model.ProjectCache;
import software.amazon.awssdk.services.codebuild.model.ProjectEnvironment;
import software.amazon.awssdk.services.codebuild.model.ProjectSource;
import software.amazon.awssdk.services.codebuild.model.ProjectVisibilityType;

/** Fills in what a project's maker left out, as CodeBuild shows it afterwards. */
final class ProjectDefaults {

    private static final int TIMEOUT_MINUTES = 60;
    private static final int QUEUED_TIMEOUT_MINUTES = 480;

    private ProjectDefaults() {}

    static Project fill(Project project, Scope scope) {
        return project.toBuilder()
                .source(source(project.source()))
                .secondarySources(project.secondarySources().stream()
                        .map(ProjectDefaults::source)
                        .toList())
                .artifacts(artifacts(project.artifacts(), project.name()))
                .secondaryArtifacts(project.secondaryArtifacts().stream()
                        .map(artifacts -> artifacts(artifacts, project.name()))
                        .toList())
                .environment(environment(project.environment()))
                .cache(Optional.ofNullable(project.cache())
                        .orElse(ProjectCache.builder().type(CacheType.NO_CACHE).build()))
                .timeoutInMinutes(
                        Optional.ofNullable(project.timeoutInMinutes()).orElse(TIMEOUT_MINUTES))
                .queuedTimeoutInMinutes(
                        Optional.ofNullable(project.queuedTimeoutInMinutes()).orElse(QUEUED_TIMEOUT_MINUTES))
                .encryptionKey(Optional.ofNullable(project.encryptionKey())
                        .orElse("arn:aws:kms:" + scope.region() + ":" + scope.account() + ":alias/aws/s3"))
                .badge(Optional.ofNullable(project.badge())
                        .orElse(ProjectBadge.builder().badgeEnabled(false).build()))
                .projectVisibility(Optional.ofNullable(project.projectVisibilityAsString())
                        .orElse(ProjectVisibilityType.PRIVATE.toString()))
                .build();
    }

    static ProjectSource source(ProjectSource source) {
        return source.insecureSsl() != null
                ? source
                : source.toBuilder().insecureSsl(false).build();
    }

    static ProjectArtifacts artifacts(ProjectArtifacts artifacts, String project) {
        if (artifacts.type() == ArtifactsType.NO_ARTIFACTS) {
            return artifacts;
        }
        return artifacts.toBuilder()
                .name(Optional.ofNullable(artifacts.name()).orElse(project))
                .namespaceType(Optional.ofNullable(artifacts.namespaceTypeAsString())
                        .orElse(ArtifactNamespace.NONE.toString()))
                .packaging(Optional.ofNullable(artifacts.packagingAsString()).orElse(ArtifactPackaging.NONE.toString()))
                .encryptionDisabled(Boolean.TRUE.equals(artifacts.encryptionDisabled()))
                .overrideArtifactName(Boolean.TRUE.equals(artifacts.overrideArtifactName()))
                .build();
    }

    static ProjectEnvironment environment(ProjectEnvironment environment) {
        return environment.toBuilder()
                .privilegedMode(Boolean.TRUE.equals(environment.privilegedMode()))
                .imagePullCredentialsType(Optional.ofNullable(environment.imagePullCredentialsTypeAsString())
                        .orElse(ImagePullCredentialsType.CODEBUILD.toString()))
                .environmentVariables(environment.environmentVariables().stream()
                        .map(ProjectDefaults::variable)
                        .toList())
                .build();
    }

    private static EnvironmentVariable variable(EnvironmentVariable variable) {
        return variable.typeAsString() != null
                ? variable
                : variable.toBuilder().type(EnvironmentVariableType.PLAINTEXT).build();
    }
}
