package io.devopslab.cloud.service.codedeploy;

import io.devopslab.aws.Clients;
import io.devopslab.cloud.runtime.function.JavaCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.CloudWatchLogsException;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;
import software.amazon.awssdk.services.codedeploy.model.ComputePlatform;
import software.amazon.awssdk.services.codedeploy.model.CreateDeploymentGroupRequest;
import software.amazon.awssdk.services.codedeploy.model.CreateDeploymentRequest;
import software.amazon.awssdk.services.codedeploy.model.DeploymentInfo;
import software.amazon.awssdk.services.codedeploy.model.DeploymentOption;
import software.amazon.awssdk.services.codedeploy.model.DeploymentType;
import software.amazon.awssdk.services.codedeploy.model.LambdaTarget;
import software.amazon.awssdk.services.codedeploy.model.RevisionLocation;
import software.amazon.awssdk.services.codedeploy.model.RevisionLocationType;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetAliasResponse;
import software.amazon.awssdk.services.lambda.model.Runtime;

/** Functions with two versions and an alias, groups that deploy them, and what became of it. Names are new each time. */
final class CodeDeployFixture {

    static final String ROLE = "arn:aws:iam::123456789012:role/codedeploy-tests";
    private static final String ECHO = "def handler(event, context):\n    return '%s'\n";
    private static final Pattern EXECUTION = Pattern.compile("'LifecycleEventHookExecutionId': '([^']+)'");
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Clients clients;
    private final Consumer<Duration> pass;

    /** A function with an alias {@code live} on version 1, and a group that deploys it. */
    record Shop(String function, String application, String group) {}

    CodeDeployFixture(Clients clients, Consumer<Duration> pass) {
        this.clients = clients;
        this.pass = pass;
        role();
    }

    CodeDeployClient deploy() {
        return clients.get(CodeDeployClient.class);
    }

    LambdaClient lambda() {
        return clients.get(LambdaClient.class);
    }

    void pass(Duration duration) {
        pass.accept(duration);
    }

    static String name(String prefix) {
        return prefix + "-" + COUNT.incrementAndGet();
    }

    private void role() {
        try {
            clients.get(IamClient.class)
                    .createRole(r -> r.roleName("codedeploy-tests").assumeRolePolicyDocument("""
                            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                             "Principal": {"Service": ["codedeploy.amazonaws.com", "lambda.amazonaws.com"]}}]}"""));
        } catch (EntityAlreadyExistsException e) {
            // An earlier fixture made it.
        }
    }

    /** A function that runs that Python. */
    String function(String python) {
        String name = name("function");
        lambda().createFunction(r -> r.functionName(name)
                .runtime(Runtime.PYTHON3_12)
                .handler("index.handler")
                .timeout(20)
                .role(ROLE)
                .code(c -> c.zipFile(SdkBytes.fromByteArray(JavaCode.zip("index.py", python)))));
        return name;
    }

    /** A function with versions 1 and 2, each of which answers with its number, and an alias on the first. */
    String twoVersions() {
        return twoVersions(ECHO.formatted("2"));
    }

    /** A function whose version 1 answers with its number and whose version 2 runs that Python, and an alias on the first. */
    String twoVersions(String second) {
        String name = function(ECHO.formatted("1"));
        lambda().publishVersion(r -> r.functionName(name));
        lambda().updateFunctionCode(
                        r -> r.functionName(name).zipFile(SdkBytes.fromByteArray(JavaCode.zip("index.py", second))));
        lambda().publishVersion(r -> r.functionName(name));
        lambda().createAlias(r -> r.functionName(name).name("live").functionVersion("1"));
        return name;
    }

    Shop shop(Consumer<CreateDeploymentGroupRequest.Builder> group) {
        return shop(twoVersions(), group);
    }

    /** A group that deploys that function. */
    Shop shop(String function, Consumer<CreateDeploymentGroupRequest.Builder> group) {
        String application = name("application");
        deploy().createApplication(r -> r.applicationName(application).computePlatform(ComputePlatform.LAMBDA));
        deploy().createDeploymentGroup(r -> r.applicationName(application)
                .deploymentGroupName("group")
                .serviceRoleArn(ROLE)
                .deploymentStyle(s -> s.deploymentType(DeploymentType.BLUE_GREEN)
                        .deploymentOption(DeploymentOption.WITH_TRAFFIC_CONTROL))
                .applyMutation(group));
        return new Shop(function, application, "group");
    }

    /** An AppSpec file in YAML that moves the alias from version 1 to version 2. */
    static String appSpec(String function, String... hooks) {
        StringBuilder text = new StringBuilder("""
                version: 0.0
                Resources:
                  - shop:
                      Type: AWS::Lambda::Function
                      Properties:
                        Name: %s
                        Alias: live
                        CurrentVersion: 1
                        TargetVersion: 2
                """.formatted(function));
        if (hooks.length > 0) {
            text.append("Hooks:\n");
            Stream.of(hooks).forEach(hook -> text.append("  - ").append(hook).append('\n'));
        }
        return text.toString();
    }

    static RevisionLocation content(String text) {
        return RevisionLocation.builder()
                .revisionType(RevisionLocationType.APP_SPEC_CONTENT)
                .appSpecContent(c -> c.content(text))
                .build();
    }

    String start(Shop shop, Consumer<CreateDeploymentRequest.Builder> more, String... hooks) {
        return deploy().createDeployment(r -> r.applicationName(shop.application())
                        .deploymentGroupName(shop.group())
                        .revision(content(appSpec(shop.function(), hooks)))
                        .applyMutation(more))
                .deploymentId();
    }

    DeploymentInfo deployment(String id) {
        return deploy().getDeployment(r -> r.deploymentId(id)).deploymentInfo();
    }

    LambdaTarget target(String id) {
        String target = deploy().listDeploymentTargets(r -> r.deploymentId(id))
                .targetIds()
                .get(0);
        return deploy().getDeploymentTarget(r -> r.deploymentId(id).targetId(target))
                .deploymentTarget()
                .lambdaTarget();
    }

    /** The status of each lifecycle event, by its name. */
    Map<String, String> events(String id) {
        Map<String, String> events = new TreeMap<>();
        target(id).lifecycleEvents().forEach(event -> events.put(event.lifecycleEventName(), event.statusAsString()));
        return events;
    }

    /** Where the alias sends its calls: {@code 1} or {@code 1 2=0.1}. */
    String traffic(Shop shop) {
        GetAliasResponse alias =
                lambda().getAlias(r -> r.functionName(shop.function()).name("live"));
        StringBuilder text = new StringBuilder(alias.functionVersion());
        if (alias.routingConfig() != null) {
            alias.routingConfig()
                    .additionalVersionWeights()
                    .forEach((version, weight) ->
                            text.append(' ').append(version).append('=').append(weight));
        }
        return text.toString();
    }

    /** Takes the weights off the alias. */
    void settle(Shop shop) {
        lambda().updateAlias(r ->
                r.functionName(shop.function()).name("live").routingConfig(c -> c.additionalVersionWeights(Map.of())));
    }

    String call(Shop shop) {
        return lambda().invoke(r -> r.functionName(shop.function()).qualifier("live"))
                .payload()
                .asUtf8String()
                .replace("\"", "");
    }

    /** What a hook that prints its event was called with, call by call. */
    List<String> executions(String hook) {
        try {
            return clients
                    .get(CloudWatchLogsClient.class)
                    .filterLogEvents(r -> r.logGroupName("/aws/lambda/" + hook))
                    .events()
                    .stream()
                    .map(event -> EXECUTION.matcher(event.message()))
                    .filter(Matcher::find)
                    .map(matcher -> matcher.group(1))
                    .toList();
        } catch (CloudWatchLogsException e) {
            return List.of();
        }
    }
}
