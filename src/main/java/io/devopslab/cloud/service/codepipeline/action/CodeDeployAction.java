package io.devopslab.cloud.service.codepipeline.action;

import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Scope;
import io.devopslab.cloud.service.codepipeline.run.ActionCall;
import io.devopslab.cloud.service.codepipeline.run.ActionProvider;
import io.devopslab.cloud.service.codepipeline.run.ArtifactLocation;
import io.devopslab.cloud.service.codepipeline.run.External;
import io.devopslab.cloud.service.codepipeline.run.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;
import software.amazon.awssdk.services.codedeploy.model.BundleType;
import software.amazon.awssdk.services.codedeploy.model.CreateDeploymentRequest;
import software.amazon.awssdk.services.codedeploy.model.DeploymentInfo;
import software.amazon.awssdk.services.codedeploy.model.RevisionLocationType;

/**
 * Deploys the input artifact, a zip file with an AppSpec file in it, to a deployment group (CodePipeline User Guide,
 * "AWS CodeDeploy deploy action reference"). A zip file is no revision of a Lambda deployment: such a group refuses it.
 */
final class CodeDeployAction implements ActionProvider {

    private static final Duration TIMEOUT = Duration.ofDays(5);
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Scope scope;
    private final Supplier<CodeDeployClient> codeDeploy;

    CodeDeployAction(Scope scope, Supplier<CodeDeployClient> codeDeploy) {
        this.scope = scope;
        this.codeDeploy = codeDeploy;
    }

    @Override
    public Duration timeout(ActionCall call) {
        return TIMEOUT;
    }

    @Override
    public Progress start(ActionCall call) {
        return running(begun(call).orElseGet(() -> begin(call)));
    }

    private Progress.Running running(String id) {
        return new Progress.Running(external(id), LOOK);
    }

    private External external(String id) {
        return External.of(
                id, "https://console.aws.amazon.com/codedeploy/home?region=" + scope.region() + "#/deployments/" + id);
    }

    /** The deployment that an earlier process has begun for this very run. */
    private Optional<String> begun(ActionCall call) {
        List<String> latest = codeDeploy
                .get()
                .listDeployments(r -> r.applicationName(application(call)).deploymentGroupName(group(call)))
                .deployments();
        return latest.stream()
                .limit(1)
                .filter(id -> description(call).equals(info(id).description()))
                .findFirst();
    }

    private static String application(ActionCall call) {
        return call.configuration().getOrDefault("ApplicationName", "");
    }

    private static String group(ActionCall call) {
        return call.configuration().getOrDefault("DeploymentGroupName", "");
    }

    private static String description(ActionCall call) {
        return "Deployment created by CodePipeline action execution id "
                + call.run().id();
    }

    private String begin(ActionCall call) {
        ArtifactLocation artifact = call.run().inputs().get(0);
        return codeDeploy
                .get()
                .createDeployment(CreateDeploymentRequest.builder()
                        .applicationName(application(call))
                        .deploymentGroupName(group(call))
                        .description(description(call))
                        .revision(revision -> revision.revisionType(RevisionLocationType.S3)
                                .s3Location(s3 -> s3.bucket(artifact.bucket())
                                        .key(artifact.key())
                                        .bundleType(BundleType.ZIP)))
                        .overrideConfiguration(CallSource.of(call.pipelineArn()))
                        .build())
                .deploymentId();
    }

    private DeploymentInfo info(String id) {
        return codeDeploy.get().getDeployment(r -> r.deploymentId(id)).deploymentInfo();
    }

    @Override
    public Progress look(ActionCall call) {
        Optional<String> id = call.run().outcome().external().id();
        if (id.isEmpty()) {
            return start(call);
        }
        DeploymentInfo info = info(id.get());
        return switch (info.status()) {
            case SUCCEEDED -> new Progress.Succeeded(external(id.get()).withSummary("Deployment Succeeded"));
            case FAILED, STOPPED -> new Progress.Failed(external(id.get()), "JobFailed", problem(info));
            default -> running(id.get());
        };
    }

    private static String problem(DeploymentInfo info) {
        String outcome = "Deployment " + info.deploymentId() + " "
                + info.statusAsString().toLowerCase(Locale.ROOT);
        return info.errorInformation() == null
                ? outcome
                : outcome + ". " + info.errorInformation().codeAsString() + ": "
                        + info.errorInformation().message();
    }
}
