package io.devopslab.cloud.service.codebuild;

import io.devopslab.cloud.kernel.Constraints;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codebuild.model.ArtifactNamespace;
import software.amazon.awssdk.services.codebuild.model.ArtifactPackaging;
import software.amazon.awssdk.services.codebuild.model.ArtifactsType;
import software.amazon.awssdk.services.codebuild.model.CacheType;
import software.amazon.awssdk.services.codebuild.model.ComputeType;
import software.amazon.awssdk.services.codebuild.model.EnvironmentType;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariable;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariableType;
import software.amazon.awssdk.services.codebuild.model.Project;
import software.amazon.awssdk.services.codebuild.model.ProjectArtifacts;
import software.amazon.awssdk.services.codebuild.model.ProjectCache;
import software.amazon.awssdk.services.codebuild.model.ProjectEnvironment;
import software.amazon.awssdk.services.codebuild.model.ProjectSource;
import software.amazon.awssdk.services.codebuild.model.SourceType;
import software.amazon.awssdk.services.codebuild.model.Tag;

/** What a project must be like, whether it is created, changed, or made up for one build. */
final class ProjectRules {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9\\-_]{1,149}");
    private static final Pattern TAG = Pattern.compile("^([\\p{L}\\p{Z}\\p{N}_.:/=@+\\-]*)$");
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9_]{1,127}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern S3_PLACE = Pattern.compile("(arn:aws:s3:::)?[a-z0-9][a-z0-9.\\-]{1,61}[a-z0-9]/.+");
    private static final int MOST_SECONDARY = 12;
    private static final int MOST_TAGS = 50;

    private ProjectRules() {}

    static void checkName(@Nullable String name) {
        new Constraints().required("name", name).length("name", name, 2, 150).orThrow(CodeBuildErrors::invalid);
        if (!NAME.matcher(String.valueOf(name)).matches()) {
            throw CodeBuildErrors.invalid("Invalid project name: " + name
                    + ". Only alphanumeric characters, dash, and underscore are supported");
        }
    }

    /** The constraints of the API's model, which AWS checks before all others. */
    static void checkShape(Project project) {
        Constraints checks = new Constraints()
                .required("source", project.source())
                .required("artifacts", project.artifacts())
                .required("environment", project.environment())
                .required("serviceRole", project.serviceRole())
                .length("description", project.description(), 0, 255)
                .length("serviceRole", project.serviceRole(), 1, Integer.MAX_VALUE)
                .range("timeoutInMinutes", project.timeoutInMinutes(), 5, 2160)
                .range("queuedTimeoutInMinutes", project.queuedTimeoutInMinutes(), 5, 480)
                .range("concurrentBuildLimit", project.concurrentBuildLimit(), 1, 100)
                .size("tags", project.tags(), 0, MOST_TAGS)
                .size("secondarySources", project.secondarySources(), 0, MOST_SECONDARY)
                .size("secondaryArtifacts", project.secondaryArtifacts(), 0, MOST_SECONDARY);
        if (project.source() != null) {
            checkShape(checks, "source", project.source());
        }
        if (project.artifacts() != null) {
            checkShape(checks, "artifacts", project.artifacts());
        }
        if (project.environment() != null) {
            checkShape(checks, project.environment());
        }
        if (project.cache() != null) {
            checks.required("cache.type", project.cache().typeAsString())
                    .oneOf("cache.type", project.cache().typeAsString(), CacheType.knownValues());
        }
        project.tags().forEach(tag -> checkShape(checks, tag));
        checks.orThrow(CodeBuildErrors::invalid);
    }

    private static void checkShape(Constraints checks, String member, ProjectSource source) {
        checks.required(member + ".type", source.typeAsString())
                .oneOf(member + ".type", source.typeAsString(), SourceType.knownValues())
                .range(member + ".gitCloneDepth", source.gitCloneDepth(), 0, Integer.MAX_VALUE);
    }

    private static void checkShape(Constraints checks, String member, ProjectArtifacts artifacts) {
        checks.required(member + ".type", artifacts.typeAsString())
                .oneOf(member + ".type", artifacts.typeAsString(), ArtifactsType.knownValues())
                .oneOf(member + ".namespaceType", artifacts.namespaceTypeAsString(), ArtifactNamespace.knownValues())
                .oneOf(member + ".packaging", artifacts.packagingAsString(), ArtifactPackaging.knownValues());
    }

    private static void checkShape(Constraints checks, ProjectEnvironment environment) {
        checks.required("environment.type", environment.typeAsString())
                .required("environment.image", environment.image())
                .required("environment.computeType", environment.computeTypeAsString())
                .oneOf("environment.type", environment.typeAsString(), EnvironmentType.knownValues())
                .oneOf("environment.computeType", environment.computeTypeAsString(), ComputeType.knownValues())
                .length("environment.image", environment.image(), 1, Integer.MAX_VALUE);
        List<EnvironmentVariable> variables = environment.environmentVariables();
        for (int i = 0; i < variables.size(); i++) {
            String member = "environment.environmentVariables." + (i + 1) + ".member.";
            checks.required(member + "name", variables.get(i).name())
                    .length(member + "name", variables.get(i).name(), 1, Integer.MAX_VALUE)
                    .required(member + "value", variables.get(i).value())
                    .oneOf(member + "type", variables.get(i).typeAsString(), EnvironmentVariableType.knownValues());
        }
    }

    private static void checkShape(Constraints checks, Tag tag) {
        checks.length("tags.key", tag.key(), 1, 127)
                .pattern("tags.key", tag.key(), TAG)
                .length("tags.value", tag.value(), 0, 255)
                .pattern("tags.value", tag.value(), TAG);
    }

    /** What the members must be like together. */
    static void checkSense(Project project, String account) {
        checkRole(project.serviceRole(), account);
        checkSource(project.source());
        checkArtifacts(project.artifacts(), project.source());
        project.secondarySources().forEach(ProjectRules::checkSource);
        project.secondaryArtifacts().forEach(artifacts -> checkArtifacts(artifacts, project.source()));
        checkIdentifiers(
                "source",
                project.secondarySources().stream()
                        .map(ProjectSource::sourceIdentifier)
                        .toList());
        checkIdentifiers(
                "artifact",
                project.secondaryArtifacts().stream()
                        .map(ProjectArtifacts::artifactIdentifier)
                        .toList());
        checkVariables(project.environment());
        checkCache(project.cache());
    }

    private static void checkRole(String role, String account) {
        if (!role.startsWith("arn:aws:iam::" + account + ":role/")) {
            throw CodeBuildErrors.invalid(
                    role.startsWith("arn:aws:iam::")
                            ? "Invalid service role: Service role account ID does not match caller's account"
                            : "Invalid service role: " + role + " is not the ARN of a role");
        }
    }

    private static void checkSource(ProjectSource source) {
        boolean isEmpty = source.location() == null || source.location().isBlank();
        SourceType type = source.type();
        if (isEmpty && type != SourceType.CODEPIPELINE && type != SourceType.NO_SOURCE) {
            throw CodeBuildErrors.invalid("Project source location is required");
        }
        if (type == SourceType.NO_SOURCE
                && (source.buildspec() == null || source.buildspec().isBlank())) {
            throw CodeBuildErrors.invalid("Invalid project source: a buildspec is required for the type NO_SOURCE");
        }
        if (type == SourceType.S3 && !S3_PLACE.matcher(source.location()).matches()) {
            throw CodeBuildErrors.invalid("Invalid project source: location must be a valid S3 source");
        }
        if (type == SourceType.CODECOMMIT && !source.location().contains("/v1/repos/")) {
            throw CodeBuildErrors.invalid("Invalid project source: location must be a valid CodeCommit source");
        }
    }

    private static void checkArtifacts(ProjectArtifacts artifacts, ProjectSource source) {
        boolean isEmpty = artifacts.location() == null || artifacts.location().isBlank();
        if (artifacts.type() == ArtifactsType.NO_ARTIFACTS && !isEmpty) {
            throw CodeBuildErrors.invalid("Invalid artifacts: artifact type NO_ARTIFACTS should have null location");
        }
        if (artifacts.type() == ArtifactsType.S3 && isEmpty) {
            throw CodeBuildErrors.invalid("Invalid artifacts: artifact location is required for the type S3");
        }
        if (artifacts.type() == ArtifactsType.CODEPIPELINE && source.type() != SourceType.CODEPIPELINE) {
            throw CodeBuildErrors.invalid(
                    "Invalid artifacts: artifact type CODEPIPELINE requires the source type CODEPIPELINE");
        }
    }

    private static void checkIdentifiers(String kind, Collection<@Nullable String> identifiers) {
        Set<String> seen = new HashSet<>();
        for (@Nullable String identifier : identifiers) {
            if (identifier == null || !IDENTIFIER.matcher(identifier).matches()) {
                throw CodeBuildErrors.invalid("Invalid " + kind + " identifier: " + identifier
                        + ". It is required for a secondary " + kind
                        + " and has only alphanumeric characters and underscores, at most 127 of them");
            }
            if (!seen.add(identifier)) {
                throw CodeBuildErrors.invalid("Duplicate " + kind + " identifier: " + identifier);
            }
        }
    }

    private static void checkVariables(ProjectEnvironment environment) {
        Set<String> seen = new HashSet<>();
        environment.environmentVariables().forEach(variable -> {
            if (!VARIABLE.matcher(variable.name()).matches()) {
                throw CodeBuildErrors.invalid("Invalid environment variable name: " + variable.name());
            }
            if (!seen.add(variable.name())) {
                throw CodeBuildErrors.invalid("Duplicate environment variable name: " + variable.name());
            }
        });
    }

    private static void checkCache(@Nullable ProjectCache cache) {
        if (cache == null) {
            return;
        }
        if (cache.type() == CacheType.S3
                && (cache.location() == null || cache.location().isBlank())) {
            throw CodeBuildErrors.invalid("Project cache location is required when cache type is S3");
        }
        if (cache.type() == CacheType.LOCAL && cache.modes().isEmpty()) {
            throw CodeBuildErrors.invalid("Project cache modes are required when cache type is LOCAL");
        }
    }
}
