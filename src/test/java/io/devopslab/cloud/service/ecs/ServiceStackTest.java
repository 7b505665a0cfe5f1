package io.devopslab.cloud.service.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.TestCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;
import software.amazon.awssdk.services.codedeploy.model.DeploymentGroupInfo;
import software.amazon.awssdk.services.codedeploy.model.DeploymentStatus;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;

/** Services of ECS, and what deploys them, as stacks. */
final class ServiceStackTest {

    private static final String TEMPLATE = """
            Parameters:
              Image: {Type: String, Default: serves/blue}
              Count: {Type: Number, Default: 1}
              Controller: {Type: String, Default: ECS}
              Vpc: {Type: String}
              Subnets: {Type: CommaDelimitedList}
              Role: {Type: String}
            Conditions:
              ByCodeDeploy: !Equals [!Ref Controller, CODE_DEPLOY]
            Resources:
              Cluster: {Type: 'AWS::ECS::Cluster', Properties: {Tags: [{Key: team, Value: blue}]}}
              Definition:
                Type: AWS::ECS::TaskDefinition
                Properties:
                  Family: stack-family
                  NetworkMode: awsvpc
                  RequiresCompatibilities: [FARGATE]
                  Cpu: '256'
                  Memory: '512'
                  ContainerDefinitions:
                    - Name: app
                      Image: !Ref Image
                      PortMappings: [{ContainerPort: 8080}]
              Balancer:
                Type: AWS::ElasticLoadBalancingV2::LoadBalancer
                Properties: {Subnets: !Ref Subnets}
              Blue:
                Type: AWS::ElasticLoadBalancingV2::TargetGroup
                Properties:
                  VpcId: !Ref Vpc
                  Protocol: HTTP
                  Port: 8080
                  TargetType: ip
                  HealthCheckIntervalSeconds: 10
                  TargetGroupAttributes: [{Key: deregistration_delay.timeout_seconds, Value: '5'}]
              Green:
                Type: AWS::ElasticLoadBalancingV2::TargetGroup
                Properties: {VpcId: !Ref Vpc, Protocol: HTTP, Port: 8080, TargetType: ip}
              Http:
                Type: AWS::ElasticLoadBalancingV2::Listener
                # CodeDeploy makes the listener lead to it too, so it can only go after the listener.
                DependsOn: Green
                Properties:
                  LoadBalancerArn: !Ref Balancer
                  Port: 80
                  Protocol: HTTP
                  DefaultActions: [{Type: forward, TargetGroupArn: !Ref Blue}]
              Web:
                Type: AWS::ECS::Service
                DependsOn: Http
                Properties:
                  Cluster: !Ref Cluster
                  TaskDefinition: !Ref Definition
                  DesiredCount: !Ref Count
                  LaunchType: FARGATE
                  DeploymentController: {Type: !Ref Controller}
                  NetworkConfiguration: {AwsvpcConfiguration: {Subnets: !Ref Subnets}}
                  LoadBalancers: [{ContainerName: app, ContainerPort: 8080, TargetGroupArn: !Ref Blue}]
              Application:
                Type: AWS::CodeDeploy::Application
                Condition: ByCodeDeploy
                Properties: {ComputePlatform: ECS}
              Deployments:
                Type: AWS::CodeDeploy::DeploymentGroup
                Condition: ByCodeDeploy
                Properties:
                  ApplicationName: !Ref Application
                  ServiceRoleArn: !Ref Role
                  DeploymentStyle: {DeploymentType: BLUE_GREEN, DeploymentOption: WITH_TRAFFIC_CONTROL}
                  ECSServices: [{ClusterName: !Ref Cluster, ServiceName: !GetAtt Web.Name}]
                  LoadBalancerInfo:
                    TargetGroupPairInfoList:
                      - TargetGroups: [{Name: !GetAtt Blue.TargetGroupName}, {Name: !GetAtt Green.TargetGroupName}]
                        ProdTrafficRoute: {ListenerArns: [!Ref Http]}
                  BlueGreenDeploymentConfiguration:
                    DeploymentReadyOption: {ActionOnTimeout: CONTINUE_DEPLOYMENT}
                    TerminateBlueInstancesOnDeploymentSuccess: {Action: TERMINATE, TerminationWaitTimeInMinutes: 1}
            Outputs:
              Cluster: {Value: !Ref Cluster}
              Service: {Value: !Ref Web}
              Name: {Value: !GetAtt Web.Name}
              Definition: {Value: !Ref Definition}
              Listener: {Value: !Ref Http}
            """;

    private TestCloud cloud;
    private EcsFixture site;

    @BeforeEach
    void open(@TempDir Path directory) {
        cloud = TestCloud.open(directory, ServingHost.opener());
        site = new EcsFixture(cloud, cloud.time()::advance);
        cloud.get(IamClient.class).createRole(r -> r.roleName("deploys").assumeRolePolicyDocument("""
                        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                         "Principal": {"Service": "codedeploy.amazonaws.com"}}]}"""));
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private CloudFormationClient stacks() {
        return cloud.get(CloudFormationClient.class);
    }

    private Parameter[] parameters(Map<String, String> given) {
        return java.util.stream.Stream.concat(
                        given.entrySet().stream(),
                        Map.of(
                                "Vpc", vpc(),
                                "Subnets", String.join(",", site.subnets()),
                                "Role", "arn:aws:iam::123456789012:role/deploys")
                                .entrySet()
                                .stream())
                .map(entry -> Parameter.builder()
                        .parameterKey(entry.getKey())
                        .parameterValue(entry.getValue())
                        .build())
                .toArray(Parameter[]::new);
    }

    private String vpc() {
        return cloud.get(software.amazon.awssdk.services.ec2.Ec2Client.class)
                .describeVpcs()
                .vpcs()
                .get(0)
                .vpcId();
    }

    private Stack stack() {
        return stacks().describeStacks(r -> r.stackName("site")).stacks().get(0);
    }

    private String output(String name) {
        return stack().outputs().stream()
                .filter(output -> output.outputKey().equals(name))
                .findFirst()
                .orElseThrow()
                .outputValue();
    }

    private Service service() {
        return cloud.get(EcsClient.class)
                .describeServices(r -> r.cluster(output("Cluster")).services(output("Service")))
                .services()
                .get(0);
    }

    private void create(Map<String, String> parameters) {
        stacks().createStack(r -> r.stackName("site").templateBody(TEMPLATE).parameters(parameters(parameters)));
        cloud.time().advance(Duration.ofMinutes(5));
    }

    @Test
    void a_service_comes_changes_and_goes_as_a_stack() {
        create(Map.of());
        assertThat(stack().stackStatus()).isEqualTo(StackStatus.CREATE_COMPLETE);
        assertThat(service().runningCount()).isEqualTo(1);
        assertThat(site.askListener(output("Listener"))).isEqualTo("200 blue");
        String first = output("Definition");

        stacks().updateStack(r -> r.stackName("site")
                .templateBody(TEMPLATE)
                .parameters(parameters(Map.of("Image", "serves/green", "Count", "2"))));
        cloud.time().advance(Duration.ofMinutes(5));
        assertThat(stack().stackStatus()).isEqualTo(StackStatus.UPDATE_COMPLETE);
        assertThat(service().runningCount()).isEqualTo(2);
        assertThat(site.askListener(output("Listener"))).isEqualTo("200 green");
        assertThat(cloud.get(EcsClient.class)
                        .listTaskDefinitions(r -> r.familyPrefix("stack-family"))
                        .taskDefinitionArns())
                .containsExactly(output("Definition"))
                .doesNotContain(first);

        stacks().deleteStack(r -> r.stackName("site"));
        cloud.time().advance(Duration.ofMinutes(5));
        assertThat(cloud.get(EcsClient.class).listClusters().clusterArns()).hasSize(1);
        assertThat(cloud.get(ResourceGroupsTaggingApiClient.class)
                        .getResources()
                        .resourceTagMappingList())
                .isEmpty();
    }

    @Test
    void a_service_that_does_not_become_stable_fails_its_stack() {
        stacks().createStack(r ->
                r.stackName("site").templateBody(TEMPLATE).parameters(parameters(Map.of("Image", "nobody-has-this"))));
        cloud.time().advance(Duration.ofHours(4));
        assertThat(stack().stackStatus()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
        assertThat(stacks().describeStackEvents(r -> r.stackName("site")).stackEvents())
                .anySatisfy(event -> assertThat(event.resourceStatusReason()).contains("did not stabilize"));
    }

    @Test
    void what_a_stack_made_codedeploy_deploys() {
        create(Map.of("Controller", "CODE_DEPLOY"));
        assertThat(stack().stackStatus()).isEqualTo(StackStatus.CREATE_COMPLETE);
        CodeDeployClient deploy = cloud.get(CodeDeployClient.class);
        String application = deploy.listApplications().applications().get(0);
        String name = deploy.listDeploymentGroups(r -> r.applicationName(application))
                .deploymentGroups()
                .get(0);
        DeploymentGroupInfo group = deploy.getDeploymentGroup(
                        r -> r.applicationName(application).deploymentGroupName(name))
                .deploymentGroupInfo();
        assertThat(group.ecsServices().get(0).serviceName()).isEqualTo(output("Name"));

        String green = site.definition("stack-family", "serves/green");
        String id = deploy.createDeployment(r -> r.applicationName(application)
                        .deploymentGroupName(name)
                        .revision(v ->
                                v.revisionType("AppSpecContent").appSpecContent(c -> c.content("""
                                        {"version": 0.0, "Resources": [{"Web": {"Type": "AWS::ECS::Service", "Properties":
                                         {"TaskDefinition": "%s",
                                          "LoadBalancerInfo": {"ContainerName": "app", "ContainerPort": 8080}}}}]}
                                        """.formatted(green)))))
                .deploymentId();
        cloud.time().advance(Duration.ofMinutes(10));
        assertThat(deploy.getDeployment(r -> r.deploymentId(id))
                        .deploymentInfo()
                        .status())
                .isEqualTo(DeploymentStatus.SUCCEEDED);
        assertThat(site.askListener(output("Listener"))).isEqualTo("200 green");

        stacks().deleteStack(r -> r.stackName("site"));
        cloud.time().advance(Duration.ofMinutes(10));
        assertThat(stacks().listStacks().stackSummaries())
                .allSatisfy(stack -> assertThat(stack.stackStatus()).isEqualTo(StackStatus.DELETE_COMPLETE));
    }
}
