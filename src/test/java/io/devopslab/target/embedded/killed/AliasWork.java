package io.devopslab.target.embedded.killed;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.aws.Clients;
import io.devopslab.cloud.runtime.function.JavaCode;
import java.util.Optional;
import java.util.Random;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;
import software.amazon.awssdk.services.codedeploy.model.ComputePlatform;
import software.amazon.awssdk.services.codedeploy.model.DeploymentInfo;
import software.amazon.awssdk.services.codedeploy.model.DeploymentStatus;
import software.amazon.awssdk.services.codedeploy.model.RevisionLocationType;
import software.amazon.awssdk.services.codedeploy.model.TrafficRoutingType;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetAliasResponse;
import software.amazon.awssdk.services.lambda.model.Runtime;

/** An alias that CodeDeploy moves to and fro in steps: each deployment that was acknowledged comes to its end. */
final class AliasWork implements Work {

    private static final String ROLE = "arn:aws:iam::123456789012:role/deploys";
    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
             "Principal": {"Service": ["lambda.amazonaws.com", "codedeploy.amazonaws.com"]}}]}""";

    private Optional<String> deployment = Optional.empty();
    private String version = "1";

    @Override
    public void prepare(Clients clients) {
        clients.get(IamClient.class).createRole(r -> r.roleName("deploys").assumeRolePolicyDocument(TRUST));
        LambdaClient lambda = clients.get(LambdaClient.class);
        lambda.createFunction(r -> r.functionName("moved")
                .runtime(Runtime.PYTHON3_12)
                .handler("index.handler")
                .role(ROLE)
                .publish(true)
                .code(c -> c.zipFile(code("one"))));
        lambda.updateFunctionCode(
                r -> r.functionName("moved").zipFile(code("two")).publish(true));
        lambda.createAlias(r -> r.functionName("moved").name("live").functionVersion("1"));
        CodeDeployClient deploy = clients.get(CodeDeployClient.class);
        deploy.createApplication(r -> r.applicationName("moved").computePlatform(ComputePlatform.LAMBDA));
        deploy.createDeploymentConfig(r -> r.deploymentConfigName("thirds")
                .computePlatform(ComputePlatform.LAMBDA)
                .trafficRoutingConfig(t -> t.type(TrafficRoutingType.TIME_BASED_LINEAR)
                        .timeBasedLinear(linear -> linear.linearPercentage(30).linearInterval(1))));
        deploy.createDeploymentGroup(r -> r.applicationName("moved")
                .deploymentGroupName("group")
                .serviceRoleArn(ROLE)
                .deploymentConfigName("thirds")
                .deploymentStyle(s -> s.deploymentType("BLUE_GREEN").deploymentOption("WITH_TRAFFIC_CONTROL")));
    }

    private static SdkBytes code(String answer) {
        return SdkBytes.fromByteArray(JavaCode.zip("index.py", "def handler(e, c):\n    return '" + answer + "'\n"));
    }

    @Override
    public void step(Clients clients, Random random) {
        String next = version.equals("1") ? "2" : "1";
        String file = """
                {"version": 0.0, "Resources": [{"moved": {"Type": "AWS::Lambda::Function", "Properties": {"Name": "moved",
                 "Alias": "live", "CurrentVersion": "%s", "TargetVersion": "%s"}}}]}""".formatted(version, next);
        deployment = Optional.of(clients.get(CodeDeployClient.class)
                .createDeployment(r -> r.applicationName("moved")
                        .deploymentGroupName("group")
                        .revision(v -> v.revisionType(RevisionLocationType.APP_SPEC_CONTENT)
                                .appSpecContent(c -> c.content(file))))
                .deploymentId());
        version = next;
    }

    @Override
    public void verify(Clients clients) {
        if (deployment.isEmpty()) {
            return;
        }
        CodeDeployClient deploy = clients.get(CodeDeployClient.class);
        String id = deployment.get();
        Contents.await("the deployment " + id + " ends", () -> info(deploy, id).completeTime() != null);
        DeploymentInfo info = info(deploy, id);
        assertThat(info.status()).as(info.toString()).isEqualTo(DeploymentStatus.SUCCEEDED);
        assertThat(info.deploymentOverview().succeeded()).isEqualTo(1);
        GetAliasResponse alias = clients.get(LambdaClient.class)
                .getAlias(r -> r.functionName("moved").name("live"));
        assertThat(alias.functionVersion()).isEqualTo(version);
        assertThat(alias.routingConfig()).as("the weights of an alias at rest").isNull();
    }

    private static DeploymentInfo info(CodeDeployClient deploy, String id) {
        return deploy.getDeployment(r -> r.deploymentId(id)).deploymentInfo();
    }
}
