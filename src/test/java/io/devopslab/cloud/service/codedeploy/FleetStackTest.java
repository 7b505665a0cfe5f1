package io.devopslab.cloud.service.codedeploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.TestCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;
import software.amazon.awssdk.services.codedeploy.model.DeploymentGroupInfo;
import software.amazon.awssdk.services.codedeploy.model.DeploymentOption;
import software.amazon.awssdk.services.codedeploy.model.DeploymentReadyAction;
import software.amazon.awssdk.services.codedeploy.model.DeploymentType;
import software.amazon.awssdk.services.codedeploy.model.InstanceAction;

/** Groups of fleets come, change and go as a stack. */
final class FleetStackTest {

    private static final String TEMPLATE = """
            Resources:
              Role:
                Type: AWS::IAM::Role
                Properties:
                  AssumeRolePolicyDocument:
                    Version: '2012-10-17'
                    Statement:
                      - {Effect: Allow, Action: sts:AssumeRole, Principal: {Service: codedeploy.amazonaws.com}}
              Application: {Type: 'AWS::CodeDeploy::Application', Properties: {ComputePlatform: Server}}
              Group:
                Type: AWS::CodeDeploy::DeploymentGroup
                Properties:
                  ApplicationName: !Ref Application
                  DeploymentGroupName: group
                  DeploymentConfigName: CodeDeployDefault.HalfAtATime
                  ServiceRoleArn: !GetAtt Role.Arn
            """;

    private static final String BLUE_GREEN = """
                  Ec2TagSet: {Ec2TagSetList: [{Ec2TagGroup: [{Key: app, Value: shop, Type: KEY_AND_VALUE}]}]}
                  DeploymentStyle: {DeploymentType: BLUE_GREEN, DeploymentOption: WITH_TRAFFIC_CONTROL}
                  LoadBalancerInfo: {TargetGroupInfoList: [{Name: shop}]}
                  BlueGreenDeploymentConfiguration:
                    GreenFleetProvisioningOption: {Action: DISCOVER_EXISTING}
                    DeploymentReadyOption: {ActionOnTimeout: STOP_DEPLOYMENT, WaitTimeInMinutes: 15}
                    TerminateBlueInstancesOnDeploymentSuccess: {Action: TERMINATE, TerminationWaitTimeInMinutes: 60}
            """.indent(6).replaceAll("(?m)^ {6}", "");

    private static final String IN_PLACE = "      Ec2TagFilters: [{Key: app, Value: shop, Type: KEY_AND_VALUE}]\n";

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

    private String status() {
        cloud.time().advance(Duration.ofMinutes(2));
        return stacks().describeStacks(r -> r.stackName("shop")).stacks().get(0).stackStatusAsString();
    }

    private String reasons() {
        return stacks().describeStackEvents(r -> r.stackName("shop")).stackEvents().stream()
                .map(StackEvent::resourceStatusReason)
                .toList()
                .toString();
    }

    private DeploymentGroupInfo group() {
        CodeDeployClient deploy = cloud.get(CodeDeployClient.class);
        String application = deploy.listApplications().applications().get(0);
        return deploy.getDeploymentGroup(r -> r.applicationName(application).deploymentGroupName("group"))
                .deploymentGroupInfo();
    }

    @Test
    void a_group_of_fleets_comes_and_loses_what_its_template_no_longer_has() {
        stacks().createStack(r ->
                r.stackName("shop").templateBody(TEMPLATE + BLUE_GREEN).capabilities(Capability.CAPABILITY_IAM));
        assertThat(status()).as(reasons()).isEqualTo("CREATE_COMPLETE");
        assertThat(group()).satisfies(group -> {
            assertThat(group.deploymentStyle().deploymentType()).isEqualTo(DeploymentType.BLUE_GREEN);
            assertThat(group.loadBalancerInfo().targetGroupInfoList().get(0).name())
                    .isEqualTo("shop");
            assertThat(group.ec2TagSet().ec2TagSetList().get(0).get(0).value()).isEqualTo("shop");
            var blueGreen = group.blueGreenDeploymentConfiguration();
            assertThat(blueGreen.deploymentReadyOption().actionOnTimeout())
                    .isEqualTo(DeploymentReadyAction.STOP_DEPLOYMENT);
            assertThat(blueGreen.terminateBlueInstancesOnDeploymentSuccess().action())
                    .isEqualTo(InstanceAction.TERMINATE);
        });
        assertThat(drift()).isEqualTo("IN_SYNC");

        stacks().updateStack(r ->
                r.stackName("shop").templateBody(TEMPLATE + IN_PLACE).capabilities(Capability.CAPABILITY_IAM));
        assertThat(status()).as(reasons()).isEqualTo("UPDATE_COMPLETE");
        assertThat(group()).satisfies(group -> {
            assertThat(group.deploymentStyle().deploymentOption()).isEqualTo(DeploymentOption.WITHOUT_TRAFFIC_CONTROL);
            assertThat(group.ec2TagFilters()).hasSize(1);
            assertThat(group.ec2TagSet().ec2TagSetList()).isEqualTo(List.of());
            assertThat(group.loadBalancerInfo().targetGroupInfoList()).isEqualTo(List.of());
        });
        assertThat(drift()).isEqualTo("IN_SYNC");

        stacks().deleteStack(r -> r.stackName("shop"));
        cloud.time().advance(Duration.ofMinutes(2));
        assertThat(cloud.get(CodeDeployClient.class).listApplications().applications())
                .isEmpty();
    }

    private String drift() {
        return stacks().detectStackResourceDrift(r -> r.stackName("shop").logicalResourceId("Group"))
                .stackResourceDrift()
                .stackResourceDriftStatusAsString();
    }
}
