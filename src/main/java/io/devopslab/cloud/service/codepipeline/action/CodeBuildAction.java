package io.devopslab.cloud.service.codepipeline.action;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Scope;
import io.devopslab.cloud.service.codepipeline.run.ActionCall;
import io.devopslab.cloud.service.codepipeline.run.ActionProvider;
import io.devopslab.cloud.service.codepipeline.run.ArtifactLocation;
import io.devopslab.cloud.service.codepipeline.run.External;
import io.devopslab.cloud.service.codepipeline.run.Progress;
import io.devopslab.cloud.service.codepipeline.run.Revision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.ArtifactNamespace;
import software.amazon.awssdk.services.codebuild.model.ArtifactPackaging;
import software.amazon.awssdk.services.codebuild.model.ArtifactsType;
import software.amazon.awssdk.services.codebuild.model.BatchGetBuildsRequest;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.BuildPhase;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariable;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariableType;
import software.amazon.awssdk.services.codebuild.model.ProjectArtifacts;
import software.amazon.awssdk.services.codebuild.model.ProjectSource;
import software.amazon.awssdk.services.codebuild.model.SourceType;
import software.amazon.awssdk.services.codebuild.model.StartBuildRequest;
import software.amazon.awssdk.services.codebuild.model.StatusType;

/**
 * Runs a build on the input artifacts, whose results are the output artifacts (CodePipeline User Guide, "AWS
 * CodeBuild build and test action reference").
 */
final class CodeBuildAction implements ActionProvider {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofHours(8);
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Scope scope;
    private final Supplier<CodeBuildClient> codeBuild;

    CodeBuildAction(Scope scope, Supplier<CodeBuildClient> codeBuild) {
        this.scope = scope;
        this.codeBuild = codeBuild;
    }

    @Override
    public Duration timeout(ActionCall call) {
        return TIMEOUT;
    }

    @Override
    public Progress start(ActionCall call) {
        if (Boolean.parseBoolean(call.configuration().get("BatchEnabled"))) {
            return new Progress.Failed("ConfigurationError", "Batch builds are not supported.");
        }
        Build build = codeBuild.get().startBuild(request(call)).build();
        return new Progress.Running(external(build), LOOK);
    }

    private StartBuildRequest request(ActionCall call) {
        ArtifactLocation primary = primary(call);
        List<ArtifactLocation> outputs = call.run().outputs();
        boolean single = outputs.size() == 1;
        return StartBuildRequest.builder()
                .projectName(call.configuration().get("ProjectName"))
                .idempotencyToken(call.run().id())
                .sourceTypeOverride(SourceType.S3)
                .sourceLocationOverride(primary.bucket() + "/" + primary.key())
                .secondarySourcesOverride(call.run().inputs().stream()
                        .filter(input -> !input.equals(primary))
                        .map(CodeBuildAction::source)
                        .toList())
                .artifactsOverride(
                        single
                                ? artifacts(outputs.get(0)).build()
                                : ProjectArtifacts.builder()
                                        .type(ArtifactsType.NO_ARTIFACTS)
                                        .build())
                .secondaryArtifactsOverride(
                        single
                                ? List.of()
                                : outputs.stream()
                                        .map(output -> artifacts(output)
                                                .artifactIdentifier(output.name())
                                                .build())
                                        .toList())
                .environmentVariablesOverride(variables(call, primary))
                .overrideConfiguration(CallSource.of(call.pipelineArn()))
                .build();
    }

    private static ArtifactLocation primary(ActionCall call) {
        String name = call.configuration().get("PrimarySource");
        return call.run().inputs().stream()
                .filter(input -> name == null || input.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The build has no input artifact " + name + "."));
    }

    private static ProjectSource source(ArtifactLocation input) {
        return ProjectSource.builder()
                .type(SourceType.S3)
                .location(input.bucket() + "/" + input.key())
                .sourceIdentifier(input.name())
                .build();
    }

    private static ProjectArtifacts.Builder artifacts(ArtifactLocation output) {
        int slash = output.key().lastIndexOf('/');
        return ProjectArtifacts.builder()
                .type(ArtifactsType.S3)
                .location(output.bucket())
                .path(output.key().substring(0, slash))
                .name(output.key().substring(slash + 1))
                .namespaceType(ArtifactNamespace.NONE)
                .packaging(ArtifactPackaging.ZIP)
                .overrideArtifactName(false);
    }

    /** Those of the configuration, and the commit that the primary source comes from. */
    private static List<EnvironmentVariable> variables(ActionCall call, ArtifactLocation primary) {
        List<EnvironmentVariable> variables = new ArrayList<>();
        call.execution().results().revisions().stream()
                .filter(revision -> revision.artifact().equals(primary.name()))
                .map(Revision::id)
                .findFirst()
                .ifPresent(id -> variables.add(EnvironmentVariable.builder()
                        .name("CODEBUILD_RESOLVED_SOURCE_VERSION")
                        .value(id)
                        .type(EnvironmentVariableType.PLAINTEXT)
                        .build()));
        Optional.ofNullable(call.configuration().get("EnvironmentVariables")).ifPresent(text -> json(text)
                .forEach(variable -> variables.add(Shapes.read(variable, EnvironmentVariable.class))));
        return variables;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The configuration EnvironmentVariables is not JSON: " + text, e);
        }
    }

    private External external(Build build) {
        return External.of(
                build.id(),
                "https://console.aws.amazon.com/codebuild/home?region=" + scope.region() + "#/builds/" + build.id()
                        + "/view/new");
    }

    @Override
    public Progress look(ActionCall call) {
        String id = call.run().outcome().external().id().orElse("");
        Optional<Build> build =
                codeBuild
                        .get()
                        .batchGetBuilds(BatchGetBuildsRequest.builder().ids(id).build())
                        .builds()
                        .stream()
                        .findFirst();
        if (build.isEmpty()) {
            return new Progress.Failed("JobFailed", "The build " + id + " does not exist any more.");
        }
        return progress(build.get());
    }

    private Progress progress(Build build) {
        if (build.buildStatus() == StatusType.IN_PROGRESS) {
            return new Progress.Running(external(build), LOOK);
        }
        if (build.buildStatus() == StatusType.SUCCEEDED) {
            Map<String, String> variables = new HashMap<>();
            build.exportedEnvironmentVariables().forEach(variable -> variables.put(variable.name(), variable.value()));
            return new Progress.Succeeded(external(build), variables);
        }
        External failed = external(build).withSummary("Build terminated with state: " + build.buildStatusAsString());
        return new Progress.Failed(failed, "JobFailed", message(build));
    }

    private static String message(Build build) {
        String message = "Build terminated with state: " + build.buildStatusAsString();
        return build.phases().stream()
                .filter(phase -> phase.phaseStatus() != null && phase.phaseStatus() != StatusType.SUCCEEDED)
                .findFirst()
                .map(phase -> message + ". " + describe(phase))
                .orElse(message);
    }

    private static String describe(BuildPhase phase) {
        StringBuilder text = new StringBuilder("Phase: ").append(phase.phaseTypeAsString());
        phase.contexts().stream().findFirst().ifPresent(context -> text.append(", Code: ")
                .append(context.statusCode())
                .append(", Message: ")
                .append(context.message()));
        return text.toString();
    }
}
