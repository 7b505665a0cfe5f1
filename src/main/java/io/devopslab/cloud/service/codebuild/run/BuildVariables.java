package io.devopslab.cloud.service.codebuild.run;

import io.devopslab.cloud.service.codebuild.spec.Buildspec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariable;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariableType;
import software.amazon.awssdk.services.codebuild.model.ProjectSource;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;

/**
 * Puts a build's environment together (CodeBuild User Guide, "Environment variables in build environments")
 */
final class BuildVariables {

    private static final int MOST_PARAMETERS_AT_ONCE = 10;

    private final BuildJob job;
    private final Workspace workspace;
    private final ServiceRole role;
    private final BuildEnvironment place;
    private final BuildLog log;

    BuildVariables(BuildJob job, Workspace workspace, ServiceRole role, BuildEnvironment place, BuildLog log) {
        this.job = job;
        this.workspace = workspace;
        this.role = role;
        this.place = place;
        this.log = log;
    }

    /** Everything, in the order of precedence: what the build's starter and the project say goes over the buildspec. */
    Map<String, String> all(Buildspec spec, Map<String, String> resolvedVersions) throws PhaseFailure {
        Map<String, String> variables = new HashMap<>(place.variables());
        variables.putAll(directories());
        variables.putAll(role.variables());
        variables.putAll(ofBuild());
        variables.putAll(resolvedVersions);
        variables.putAll(spec.environment().variables());
        variables.putAll(parameters(spec.environment().parameters()));
        if (!spec.environment().secrets().isEmpty()) {
            throw noSecrets(spec.environment().secrets().values().iterator().next());
        }
        variables.putAll(ofProject());
        return variables;
    }

    private Map<String, String> directories() {
        return Map.of(
                "HOME", workspace.home().toString(),
                "TMPDIR", workspace.temporary().toString(),
                "PWD", workspace.source().toString());
    }

    private Map<String, String> ofBuild() {
        Build build = job.build();
        String region = job.context().scope().region();
        Map<String, String> variables = new HashMap<>();
        variables.put("AWS_REGION", region);
        variables.put("AWS_DEFAULT_REGION", region);
        variables.put("AWS_ENDPOINT_URL", place.endpoint().toString());
        variables.put("CODEBUILD_BUILD_ARN", build.arn());
        variables.put("CODEBUILD_BUILD_ID", build.id());
        variables.put("CODEBUILD_BUILD_IMAGE", build.environment().image());
        variables.put("CODEBUILD_BUILD_NUMBER", String.valueOf(build.buildNumber()));
        variables.put("CODEBUILD_BUILD_SUCCEEDING", "1");
        variables.put("CODEBUILD_CI", "true");
        variables.put("CODEBUILD_INITIATOR", build.initiator());
        variables.put("CODEBUILD_KMS_KEY_ID", build.encryptionKey());
        variables.put("CODEBUILD_LOG_PATH", LogTarget.stream(job));
        variables.put("CODEBUILD_SOURCE_REPO_URL", repositoryUrl(job.project().source()));
        variables.put(
                "CODEBUILD_SOURCE_VERSION",
                Optional.ofNullable(build.sourceVersion()).orElse(""));
        variables.put("CODEBUILD_SRC_DIR", workspace.source().toString());
        variables.put("CODEBUILD_START_TIME", String.valueOf(build.startTime().toEpochMilli()));
        for (ProjectSource secondary : job.project().secondarySources()) {
            String identifier = secondary.sourceIdentifier();
            variables.put(
                    "CODEBUILD_SRC_DIR_" + identifier,
                    workspace.source(identifier).toString());
        }
        return variables;
    }

    private static String repositoryUrl(ProjectSource source) {
        String location = Optional.ofNullable(source.location()).orElse("");
        return source.typeAsString().equals("S3") ? "s3://" + location.replaceFirst("^arn:aws:s3:::", "") : location;
    }

    private Map<String, String> ofProject() throws PhaseFailure {
        Map<String, String> variables = new HashMap<>();
        Map<String, String> stored = new HashMap<>();
        for (EnvironmentVariable variable : job.project().environment().environmentVariables()) {
            if (variable.type() == EnvironmentVariableType.SECRETS_MANAGER) {
                throw noSecrets(variable.value());
            }
            boolean isStored = variable.type() == EnvironmentVariableType.PARAMETER_STORE;
            (isStored ? stored : variables).put(variable.name(), variable.value());
        }
        variables.putAll(parameters(stored));
        return variables;
    }

    private static PhaseFailure noSecrets(String reference) {
        return PhaseFailure.failed(
                "Secrets Manager Error Message",
                "The embedded cloud has no Secrets Manager, so the secret '" + reference
                        + "' cannot be read. Keep the value as a SecureString in the Parameter Store instead.");
    }

    /**
     * @param names of parameters by the names of variables
     * @return their values by the names of variables
     */
    private Map<String, String> parameters(Map<String, String> names) throws PhaseFailure {
        Map<String, String> values = new HashMap<>();
        List<String> wanted = names.values().stream().distinct().toList();
        for (int from = 0; from < wanted.size(); from += MOST_PARAMETERS_AT_ONCE) {
            values.putAll(read(wanted.subList(from, Math.min(wanted.size(), from + MOST_PARAMETERS_AT_ONCE))));
        }
        Map<String, String> variables = new HashMap<>();
        names.forEach((variable, name) -> variables.put(variable, values.getOrDefault(name, "")));
        return variables;
    }

    private Map<String, String> read(List<String> names) throws PhaseFailure {
        try {
            GetParametersResponse response = job.clients().ssm().get().getParameters(r -> r.names(names)
                    .withDecryption(true)
                    .overrideConfiguration(role.signature()));
            if (!response.invalidParameters().isEmpty()) {
                throw PhaseFailure.failed(
                        "Decrypted Variables Error",
                        "parameter does not exist: " + String.join(", ", response.invalidParameters()));
            }
            Map<String, String> values = new HashMap<>();
            // A parameter comes back under its own name, whether it was asked for by that or by its ARN.
            response.parameters().forEach(parameter -> {
                values.put(parameter.name(), parameter.value());
                Optional.ofNullable(parameter.arn()).ifPresent(arn -> values.put(arn, parameter.value()));
                log.hide(parameter.value());
            });
            return values;
        } catch (SdkException e) {
            throw PhaseFailure.failed("Decrypted Variables Error", SdkErrors.describe(e));
        }
    }

    /** The variables that tell which version of each source was built. */
    static Map<String, String> versions(Optional<String> primary, Map<String, String> secondary) {
        Map<String, String> variables = new HashMap<>();
        primary.ifPresent(version -> variables.put("CODEBUILD_RESOLVED_SOURCE_VERSION", version));
        secondary.forEach(
                (identifier, version) -> variables.put("CODEBUILD_RESOLVED_SOURCE_VERSION_" + identifier, version));
        return variables;
    }

    /** Names of the variables that a build hands on; those that may hold secrets of the account are left out. */
    static List<String> exportable(Buildspec spec) {
        List<String> names = new ArrayList<>(spec.environment().exported());
        names.removeIf(name -> name.startsWith("AWS_"));
        return names;
    }
}
