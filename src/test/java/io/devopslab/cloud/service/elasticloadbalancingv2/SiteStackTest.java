package io.devopslab.cloud.service.elasticloadbalancingv2;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.Needs;
import io.devopslab.cloud.TestCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/** A whole site, network and servers included, comes, changes and goes as a stack. */
final class SiteStackTest {

    private static final String TEMPLATE = """
            Parameters:
              Green: {Type: Number, Default: 0}
            Resources:
              Vpc: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
              Gateway: {Type: 'AWS::EC2::InternetGateway'}
              Attachment:
                Type: AWS::EC2::VPCGatewayAttachment
                Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway}
              Routes: {Type: 'AWS::EC2::RouteTable', Properties: {VpcId: !Ref Vpc}}
              Out:
                Type: AWS::EC2::Route
                DependsOn: Attachment
                Properties: {RouteTableId: !Ref Routes, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway}
              A:
                Type: AWS::EC2::Subnet
                Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24, AvailabilityZone: !Select [0, !GetAZs '']}
              B:
                Type: AWS::EC2::Subnet
                Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: !Select [1, !GetAZs '']}
              RoutesOfA:
                Type: AWS::EC2::SubnetRouteTableAssociation
                Properties: {RouteTableId: !Ref Routes, SubnetId: !Ref A}
              Web:
                Type: AWS::EC2::SecurityGroup
                Properties:
                  GroupDescription: web
                  VpcId: !Ref Vpc
                  SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0}]
              Server:
                Type: AWS::EC2::Instance
                Properties:
                  ImageId: ami-0000000000000001a
                  InstanceType: t3.micro
                  SubnetId: !Ref A
                  SecurityGroupIds: [!Ref Web]
                  UserData:
                    Fn::Base64: |
                      #!/bin/sh
                      echo blue > index.html
                      exec python3 -m http.server --bind "$HOST" "$PORT"
              Balancer:
                Type: AWS::ElasticLoadBalancingV2::LoadBalancer
                Properties:
                  Subnets: [!Ref A, !Ref B]
                  SecurityGroups: [!GetAtt Web.GroupId]
                  LoadBalancerAttributes: [{Key: idle_timeout.timeout_seconds, Value: '30'}]
              Blue:
                Type: AWS::ElasticLoadBalancingV2::TargetGroup
                Properties:
                  VpcId: !Ref Vpc
                  Protocol: HTTP
                  Port: 8080
                  TargetType: instance
                  HealthCheckPath: /index.html
                  Matcher: {HttpCode: 200-299}
                  Targets: [{Id: !Ref Server}]
                  TargetGroupAttributes: [{Key: deregistration_delay.timeout_seconds, Value: '5'}]
              Green:
                Type: AWS::ElasticLoadBalancingV2::TargetGroup
                Properties: {VpcId: !Ref Vpc, Protocol: HTTP, Port: 8080, TargetType: ip}
              Http:
                Type: AWS::ElasticLoadBalancingV2::Listener
                Properties:
                  LoadBalancerArn: !Ref Balancer
                  Port: 80
                  Protocol: HTTP
                  DefaultActions:
                    - Type: forward
                      ForwardConfig:
                        TargetGroups:
                          - {TargetGroupArn: !Ref Blue, Weight: 1}
                          - {TargetGroupArn: !Ref Green, Weight: !Ref Green_}
              Rule:
                Type: AWS::ElasticLoadBalancingV2::ListenerRule
                Properties:
                  ListenerArn: !Ref Http
                  Priority: 1
                  Conditions: [{Field: path-pattern, PathPatternConfig: {Values: [/health]}}]
                  Actions: [{Type: fixed-response, FixedResponseConfig: {StatusCode: '200', MessageBody: well}}]
            Outputs:
              Listener: {Value: !Ref Http}
              Rule: {Value: !GetAtt Rule.RuleArn}
              Group: {Value: !Ref Blue}
              Name: {Value: !GetAtt Balancer.DNSName}
              Server: {Value: !GetAtt Server.PrivateIp}
            """.replace("Green: {Type: Number", "GreenWeight: {Type: Number")
            .replace("!Ref Green_", "!Ref GreenWeight");

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

    private Stack stack(String id) {
        return stacks().describeStacks(r -> r.stackName(id)).stacks().get(0);
    }

    private String reasons(String id) {
        return stacks().describeStackEvents(r -> r.stackName(id)).stackEvents().stream()
                .map(StackEvent::resourceStatusReason)
                .toList()
                .toString();
    }

    @Test
    void a_site_comes_changes_and_goes() throws Exception {
        Needs.program("python3");
        Site site = new Site(() -> cloud);
        int vpcs = cloud.get(Ec2Client.class).describeVpcs().vpcs().size();
        String id = stacks().createStack(
                        r -> r.stackName("site-with-a-rather-long-name").templateBody(TEMPLATE))
                .stackId();
        cloud.time().advance(Duration.ofMinutes(5));
        assertThat(stack(id).stackStatusAsString()).as(reasons(id)).isEqualTo("CREATE_COMPLETE");
        Map<String, String> outputs =
                stack(id).outputs().stream().collect(Collectors.toMap(Output::outputKey, Output::outputValue));
        assertThat(outputs.get("Name")).endsWith(".eu-west-1.elb.localhost");
        String listener = outputs.get("Listener");
        assertThat(site.get(listener, "/health").body()).isEqualTo("well");
        assertThat(site.get(listener, "/").body()).isEqualTo("blue\n");

        stacks().updateStack(r -> r.stackName(id)
                .templateBody(TEMPLATE.replace("Priority: 1", "Priority: 2")
                        .replace("MessageBody: well", "MessageBody: fine")
                        .replace("Value: '30'", "Value: '40'")
                        .replace("FromPort: 80, ToPort: 80", "FromPort: 81, ToPort: 81"))
                .parameters(p -> p.parameterKey("GreenWeight").parameterValue("0")));
        cloud.time().advance(Duration.ofMinutes(5));
        assertThat(stack(id).stackStatusAsString()).as(reasons(id)).isEqualTo("UPDATE_COMPLETE");
        assertThat(site.get(listener, "/health").body()).isEqualTo("fine");

        stacks().deleteStack(r -> r.stackName(id));
        cloud.time().advance(Duration.ofMinutes(5));
        assertThat(stack(id).stackStatusAsString()).as(reasons(id)).isEqualTo("DELETE_COMPLETE");
        ElasticLoadBalancingV2Client elb = cloud.get(ElasticLoadBalancingV2Client.class);
        assertThat(elb.describeLoadBalancers().loadBalancers()).isEmpty();
        assertThat(elb.describeTargetGroups().targetGroups()).isEmpty();
        assertThat(cloud.get(Ec2Client.class).describeVpcs().vpcs()).hasSize(vpcs);
    }

    @Test
    void what_changed_behind_a_stack_is_seen() {
        String id = stacks().createStack(r -> r.stackName("drift")
                        .templateBody("Resources: {G: {Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties:"
                                + " {TargetType: lambda, Name: app}}}"))
                .stackId();
        cloud.time().advance(Duration.ofMinutes(1));
        assertThat(stack(id).stackStatusAsString()).as(reasons(id)).isEqualTo("CREATE_COMPLETE");
        assertThat(List.of(
                        stacks().detectStackResourceDrift(r -> r.stackName(id).logicalResourceId("G"))
                                .stackResourceDrift()
                                .stackResourceDriftStatusAsString()))
                .containsExactly("IN_SYNC");
    }

    @Test
    void a_target_group_with_a_port_changes_in_place_in_the_next_process_too(@TempDir Path directory) {
        String template = "Resources: {V: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: 10.0.0.0/16}}, G: {Type:"
                + " 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: {Name: app, VpcId: !Ref V, Protocol: HTTP,"
                + " Port: 8080, HealthCheckPath: %s}}}";
        try (TestCloud first = TestCloud.openDurable(directory)) {
            first.get(CloudFormationClient.class)
                    .createStack(r -> r.stackName("kept").templateBody(template.formatted("/one")));
            first.time().advance(Duration.ofMinutes(1));
        }
        try (TestCloud second = TestCloud.openDurable(directory)) {
            CloudFormationClient client = second.get(CloudFormationClient.class);
            client.updateStack(r -> r.stackName("kept").templateBody(template.formatted("/two")));
            second.time().advance(Duration.ofMinutes(1));
            assertThat(client.describeStacks(r -> r.stackName("kept"))
                            .stacks()
                            .get(0)
                            .stackStatusAsString())
                    .isEqualTo("UPDATE_COMPLETE");
        }
    }
}
