package io.devopslab.cloud.service.codedeploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.TestCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;
import software.amazon.awssdk.services.codedeploy.model.DeploymentStatus;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEventStatus;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetAliasResponse;

/** Stacks that hold CodeDeploy's resources, and aliases that CodeDeploy updates for them. */
final class CodeDeployResourcesTest {

    private static final String BASE = """
            AWSTemplateFormatVersion: '2010-09-09'
            Resources:
              Role:
                Type: AWS::IAM::Role
                Properties:
                  AssumeRolePolicyDocument:
                    Version: '2012-10-17'
                    Statement:
                      - Effect: Allow
                        Action: sts:AssumeRole
                        Principal: {Service: [codedeploy.amazonaws.com, lambda.amazonaws.com]}
              Application:
                Type: AWS::CodeDeploy::Application
                Properties: {ComputePlatform: Lambda, ApplicationName: shop}
              Config:
                Type: AWS::CodeDeploy::DeploymentConfig
                Properties:
                  ComputePlatform: Lambda
                  TrafficRoutingConfig:
                    Type: TimeBasedCanary
                    TimeBasedCanary: {CanaryPercentage: 20, CanaryInterval: 3}
              Group:
                Type: AWS::CodeDeploy::DeploymentGroup
                Properties:
                  ApplicationName: !Ref Application
                  DeploymentGroupName: group
                  DeploymentConfigName: !Ref Config
                  ServiceRoleArn: !GetAtt Role.Arn
                  DeploymentStyle: {DeploymentType: BLUE_GREEN, DeploymentOption: WITH_TRAFFIC_CONTROL}
                  AutoRollbackConfiguration: {Enabled: true, Events: [DEPLOYMENT_FAILURE]}
                  Tags: [{Key: team, Value: a}]
              Hook:
                Type: AWS::Lambda::Function
                Properties:
                  FunctionName: hook
                  Runtime: python3.12
                  Handler: index.handler
                  Role: !GetAtt Role.Arn
                  Code: {ZipFile: "def handler(event, context):\\n    print(event)\\n"}
              Function:
                Type: AWS::Lambda::Function
                Properties:
                  FunctionName: shop
                  Runtime: python3.12
                  Handler: index.handler
                  Role: !GetAtt Role.Arn
                  Code: {ZipFile: "def handler(event, context):\\n    return '%s'\\n"}
              Version%s:
                Type: AWS::Lambda::Version
                DeletionPolicy: Retain
                UpdateReplacePolicy: Retain
                Properties: {FunctionName: !Ref Function}
              Alias:
                Type: AWS::Lambda::Alias
                Properties: {FunctionName: !Ref Function, FunctionVersion: !GetAtt 'Version%s.Version', Name: live}
                UpdatePolicy:
                  CodeDeployLambdaAliasUpdate:
                    ApplicationName: !Ref Application
                    DeploymentGroupName: !Ref Group
            """;

    private TestCloud cloud;

    @BeforeEach
    void open(@TempDir Path directory) {
        cloud = TestCloud.open(directory);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private CloudFormationClient stacks() {
        return cloud.get(CloudFormationClient.class);
    }

    private static String template(int version, boolean withHook) {
        String text = BASE.formatted(version, version, version);
        return withHook ? text + "        AfterAllowTrafficHook: !Ref Hook\n" : text;
    }

    private void create() {
        stacks().createStack(r ->
                r.stackName("shop").templateBody(template(1, false)).capabilities(Capability.CAPABILITY_IAM));
        cloud.time().advance(Duration.ofMinutes(2));
        assertThat(status()).isEqualTo("CREATE_COMPLETE");
    }

    private void update(boolean withHook) {
        stacks().updateStack(r ->
                r.stackName("shop").templateBody(template(2, withHook)).capabilities(Capability.CAPABILITY_IAM));
        cloud.time().advance(Duration.ofMinutes(2));
    }

    private String status() {
        return stacks().describeStacks(r -> r.stackName("shop")).stacks().get(0).stackStatusAsString();
    }

    private GetAliasResponse alias() {
        return cloud.get(LambdaClient.class)
                .getAlias(r -> r.functionName("shop").name("live"));
    }

    private List<String> reasons() {
        return stacks().describeStackEvents(r -> r.stackName("shop")).stackEvents().stream()
                .filter(event -> event.logicalResourceId().equals("Alias"))
                .map(StackEvent::resourceStatusReason)
                .filter(reason -> reason != null)
                .toList();
    }

    /** When the alias came to that state first. */
    private Instant at(String state) {
        return stacks().describeStackEvents(r -> r.stackName("shop")).stackEvents().stream()
                .filter(event -> event.logicalResourceId().equals("Alias"))
                .filter(event -> event.resourceStatusAsString().equals(state))
                .map(StackEvent::timestamp)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private String deployment() {
        return cloud.get(CodeDeployClient.class)
                .listDeployments(r -> r.applicationName("shop").deploymentGroupName("group"))
                .deployments()
                .get(0);
    }

    @Test
    void an_alias_is_updated_by_a_deployment_and_the_stack_waits_for_it() {
        create();
        assertThat(alias().functionVersion()).isEqualTo("1");

        update(false);
        assertThat(reasons()).contains("CodeDeploy deployment started: " + deployment());
        assertThat(status()).isEqualTo("UPDATE_IN_PROGRESS");
        assertThat(alias().functionVersion()).isEqualTo("1");
        assertThat(alias().routingConfig().additionalVersionWeights()).isEqualTo(Map.of("2", 0.2));

        cloud.time().advance(Duration.ofMinutes(5));
        assertThat(status()).isEqualTo("UPDATE_COMPLETE");
        assertThat(Duration.between(at("UPDATE_IN_PROGRESS"), at("UPDATE_COMPLETE")))
                .isGreaterThanOrEqualTo(Duration.ofMinutes(3));
        assertThat(alias().functionVersion()).isEqualTo("2");
        assertThat(alias().routingConfig()).isNull();
    }

    /** Else a hook's hour is over before whoever is to report has had a chance to. */
    @Test
    void the_clock_stands_while_a_stack_waits_for_its_deployment_and_nobody_for_the_stack() {
        create();
        update(true);
        Instant now = cloud.time().instant();
        for (int look = 0; look < 2_000; look++) {
            assertThat(status()).isEqualTo("UPDATE_IN_PROGRESS");
        }
        assertThat(cloud.time().instant()).isEqualTo(now);
    }

    @Test
    void a_failed_deployment_rolls_the_stack_back() {
        create();
        update(true);
        cloud.time().advance(Duration.ofMinutes(3));
        CodeDeployFixture shops = new CodeDeployFixture(cloud, cloud.time()::advance);
        String id = deployment();
        cloud.get(CodeDeployClient.class).putLifecycleEventHookExecutionStatus(r -> r.deploymentId(id)
                .lifecycleEventHookExecutionId(shops.executions("hook").get(0))
                .status(LifecycleEventStatus.FAILED));
        cloud.time().advance(Duration.ofMinutes(5));

        assertThat(status()).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(reasons())
                .anyMatch(reason -> reason.contains(id + " failed. The deployment failed because one or more of the"
                        + " lifecycle event validation functions failed."))
                .anyMatch(reason -> reason.startsWith("CodeDeploy rollback deployment started: d-"));
        assertThat(alias().functionVersion()).isEqualTo("1");
        assertThat(shops.deployment(id).status()).isEqualTo(DeploymentStatus.FAILED);
    }

    @Test
    void resources_are_made_read_and_deleted() {
        create();
        CodeDeployClient deploy = cloud.get(CodeDeployClient.class);
        assertThat(deploy.getDeploymentGroup(r -> r.applicationName("shop").deploymentGroupName("group"))
                        .deploymentGroupInfo()
                        .autoRollbackConfiguration()
                        .eventsAsStrings())
                .containsExactly("DEPLOYMENT_FAILURE");
        assertThat(deploy.listTagsForResource(r ->
                                r.resourceArn("arn:aws:codedeploy:eu-west-1:123456789012:deploymentgroup:shop/group"))
                        .tags())
                .anyMatch(tag -> tag.key().equals("team"));

        stacks().deleteStack(r -> r.stackName("shop"));
        cloud.time().advance(Duration.ofMinutes(2));
        assertThat(deploy.listApplications(r -> {}).applications()).isEmpty();
        assertThat(deploy.listDeploymentConfigs(r -> {}).deploymentConfigsList())
                .allMatch(name -> name.startsWith("CodeDeployDefault."));
    }
}
