package io.devopslab.cloud.service.codedeploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Time;
import io.devopslab.cloud.service.codedeploy.appspec.LambdaSpec;
import io.devopslab.cloud.stack.ResourceFailure;
import io.devopslab.cloud.stack.ResourceRequest;
import io.devopslab.cloud.stack.UpdatePolicy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;
import software.amazon.awssdk.services.codedeploy.model.CreateDeploymentRequest;
import software.amazon.awssdk.services.codedeploy.model.DeploymentInfo;
import software.amazon.awssdk.services.codedeploy.model.DeploymentStatus;
import software.amazon.awssdk.services.codedeploy.model.ErrorInformation;
import software.amazon.awssdk.services.codedeploy.model.RevisionLocationType;

/**
 * {@code CodeDeployLambdaAliasUpdate}: when the version of an alias changes, CodeDeploy moves the traffic, and the
 * update fails when its deployment does. The words are those of events recorded on AWS.
 */
final class AliasUpdatePolicy implements UpdatePolicy {

    private static final Duration GLANCE = Duration.ofSeconds(1);
    private static final Set<DeploymentStatus> ENDED =
            Set.of(DeploymentStatus.SUCCEEDED, DeploymentStatus.FAILED, DeploymentStatus.STOPPED);

    private final Time time;
    private final Supplier<CodeDeployClient> client;

    AliasUpdatePolicy(Time time, Supplier<CodeDeployClient> client) {
        this.time = time;
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::Lambda::Alias";
    }

    @Override
    public String key() {
        return "CodeDeployLambdaAliasUpdate";
    }

    @Override
    public void apply(ResourceRequest request, ObjectNode policy, Consumer<String> progress) {
        String from = request.previous().path("FunctionVersion").asText();
        String to = request.properties().path("FunctionVersion").asText();
        if (from.equals(to)) {
            return;
        }
        String application = required(policy, "ApplicationName");
        String group = required(policy, "DeploymentGroupName");
        String id = begun(request, application, group).orElseGet(() -> {
            String made = begin(request, application, group, spec(request, policy, from, to));
            progress.accept("CodeDeploy deployment started: " + made);
            return made;
        });
        DeploymentInfo ended = await(id);
        if (ended.status() != DeploymentStatus.SUCCEEDED) {
            awaitRollback(ended, progress);
            throw failure(request, ended);
        }
    }

    private static String required(JsonNode policy, String name) {
        if (!policy.path(name).isTextual()) {
            throw new IllegalArgumentException("CodeDeployLambdaAliasUpdate needs " + name + ".");
        }
        return policy.path(name).asText();
    }

    private static LambdaSpec spec(ResourceRequest request, JsonNode policy, String from, String to) {
        Map<String, String> hooks = new LinkedHashMap<>();
        for (String event : new String[] {LambdaSpec.BEFORE, LambdaSpec.AFTER}) {
            String function = policy.path(event + "Hook").asText();
            if (!function.isEmpty()) {
                hooks.put(event, function);
            }
        }
        return new LambdaSpec(
                request.logicalId(),
                request.properties().path("FunctionName").asText(),
                request.properties().path("Name").asText(),
                from,
                to,
                hooks);
    }

    /** The deployment that this step began before a kill: its description has the step's token. */
    private Optional<String> begun(ResourceRequest request, String application, String group) {
        return client
                .get()
                .listDeploymentsPaginator(r -> r.applicationName(application).deploymentGroupName(group))
                .deployments()
                .stream()
                .filter(id -> description(request).equals(info(id).description()))
                .findFirst();
    }

    private static String description(ResourceRequest request) {
        return "CloudFormation: " + request.logicalId() + " of " + request.stackName() + ", step " + request.token();
    }

    private String begin(ResourceRequest request, String application, String group, LambdaSpec spec) {
        return client.get()
                .createDeployment(CreateDeploymentRequest.builder()
                        .applicationName(application)
                        .deploymentGroupName(group)
                        .description(description(request))
                        .revision(revision -> revision.revisionType(RevisionLocationType.APP_SPEC_CONTENT)
                                .appSpecContent(content -> content.content(spec.text())))
                        .overrideConfiguration(CallSource.of(request.stackId()))
                        .build())
                .deploymentId();
    }

    private DeploymentInfo info(String id) {
        return client.get().getDeployment(r -> r.deploymentId(id)).deploymentInfo();
    }

    private DeploymentInfo await(String id) {
        DeploymentInfo info = info(id);
        while (!ENDED.contains(info.status())) {
            try {
                time.standBy(GLANCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("The process ends.", e);
            }
            info = info(id);
        }
        return info;
    }

    private void awaitRollback(DeploymentInfo ended, Consumer<String> progress) {
        String rollback =
                ended.rollbackInfo() == null ? null : ended.rollbackInfo().rollbackDeploymentId();
        if (rollback != null) {
            progress.accept("CodeDeploy rollback deployment started: " + rollback);
            await(rollback);
        }
    }

    private static ResourceFailure failure(ResourceRequest request, DeploymentInfo ended) {
        String reason = ended.deploymentId() + " failed. " + message(ended.errorInformation());
        return new ResourceFailure(
                "Resource handler returned message: \"" + reason + "\" (RequestToken: " + request.token()
                        + ", HandlerErrorCode: InternalFailure)",
                "");
    }

    private static String message(@Nullable ErrorInformation error) {
        return error == null ? "" : error.message();
    }
}
