package io.devopslab.session.teardown;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.Input;
import io.devopslab.aws.OperationFailedException;
import io.devopslab.aws.OperationName;
import io.devopslab.aws.Operations;
import io.devopslab.aws.Outcome;
import io.devopslab.session.stack.StackResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** Asks the services themselves whether a resource is there; what CloudFormation believes does not count. */
public final class Inventory {

    /**
     * How a type is looked for.
     *
     * @param input the operation's input, by the physical id
     * @param found whether the answer holds the resource of that physical id
     */
    private record Probe(
            OperationName operation, Function<String, ObjectNode> input, BiPredicate<JsonNode, String> found) {

        static Probe byName(String operation, String member) {
            return new Probe(OperationName.parse(operation), id -> Input.of(member, id), (answer, id) -> true);
        }
    }

    private static final Map<String, Probe> PROBES = Map.ofEntries(
            Map.entry("AWS::S3::Bucket", Probe.byName("s3:HeadBucket", "Bucket")),
            Map.entry(
                    "AWS::EC2::VPC",
                    new Probe(
                            OperationName.parse("ec2:DescribeVpcs"),
                            id -> Input.of("VpcIds", List.of(id)),
                            (answer, id) -> true)),
            Map.entry(
                    "AWS::EC2::Subnet",
                    new Probe(
                            OperationName.parse("ec2:DescribeSubnets"),
                            id -> Input.of("SubnetIds", List.of(id)),
                            (answer, id) -> true)),
            Map.entry(
                    "AWS::EC2::SecurityGroup",
                    new Probe(
                            OperationName.parse("ec2:DescribeSecurityGroups"),
                            id -> Input.of("GroupIds", List.of(id)),
                            (answer, id) -> true)),
            Map.entry(
                    "AWS::EC2::InternetGateway",
                    new Probe(
                            OperationName.parse("ec2:DescribeInternetGateways"),
                            id -> Input.of("InternetGatewayIds", List.of(id)),
                            (answer, id) -> true)),
            Map.entry(
                    "AWS::EC2::RouteTable",
                    new Probe(
                            OperationName.parse("ec2:DescribeRouteTables"),
                            id -> Input.of("RouteTableIds", List.of(id)),
                            (answer, id) -> true)),
            Map.entry(
                    "AWS::EC2::Instance",
                    new Probe(
                            OperationName.parse("ec2:DescribeInstances"),
                            id -> Input.of("InstanceIds", List.of(id)),
                            (answer, id) -> !answer.path("Reservations")
                                    .path(0)
                                    .path("Instances")
                                    .path(0)
                                    .path("State")
                                    .path("Name")
                                    .asText()
                                    .equals("terminated"))),
            Map.entry(
                    "AWS::ElasticLoadBalancingV2::LoadBalancer",
                    new Probe(
                            OperationName.parse("elbv2:DescribeLoadBalancers"),
                            id -> Input.of("LoadBalancerArns", List.of(id)),
                            (answer, id) -> true)),
            Map.entry(
                    "AWS::ElasticLoadBalancingV2::TargetGroup",
                    new Probe(
                            OperationName.parse("elbv2:DescribeTargetGroups"),
                            id -> Input.of("TargetGroupArns", List.of(id)),
                            (answer, id) -> true)),
            Map.entry(
                    "AWS::ElasticLoadBalancingV2::Listener",
                    new Probe(
                            OperationName.parse("elbv2:DescribeListeners"),
                            id -> Input.of("ListenerArns", List.of(id)),
                            (answer, id) -> true)),
            Map.entry(
                    "AWS::ElasticLoadBalancingV2::ListenerRule",
                    new Probe(
                            OperationName.parse("elbv2:DescribeRules"),
                            id -> Input.of("RuleArns", List.of(id)),
                            (answer, id) -> true)),
            Map.entry(
                    "AWS::ECS::Cluster",
                    new Probe(
                            OperationName.parse("ecs:DescribeClusters"),
                            id -> Input.of("clusters", List.of(id)),
                            (answer, id) -> answer.path("clusters")
                                    .path(0)
                                    .path("status")
                                    .asText()
                                    .equals("ACTIVE"))),
            Map.entry(
                    "AWS::ECS::Service",
                    new Probe(
                            OperationName.parse("ecs:DescribeServices"),
                            id -> Input.of("cluster", clusterOf(id), "services", List.of(id)),
                            (answer, id) -> List.of("ACTIVE", "DRAINING")
                                    .contains(answer.path("services")
                                            .path(0)
                                            .path("status")
                                            .asText()))),
            Map.entry(
                    "AWS::ECS::TaskDefinition",
                    new Probe(
                            OperationName.parse("ecs:DescribeTaskDefinition"),
                            id -> Input.of("taskDefinition", id),
                            (answer, id) -> answer.path("taskDefinition")
                                    .path("status")
                                    .asText()
                                    .equals("ACTIVE"))),
            Map.entry("AWS::CodeDeploy::Application", Probe.byName("codedeploy:GetApplication", "applicationName")),
            Map.entry(
                    "AWS::CodeDeploy::DeploymentConfig",
                    Probe.byName("codedeploy:GetDeploymentConfig", "deploymentConfigName")),
            Map.entry("AWS::CodePipeline::Pipeline", Probe.byName("codepipeline:GetPipeline", "name")),
            Map.entry("AWS::Lambda::Function", Probe.byName("lambda:GetFunction", "FunctionName")),
            Map.entry("AWS::IAM::Role", Probe.byName("iam:GetRole", "RoleName")),
            Map.entry("AWS::IAM::User", Probe.byName("iam:GetUser", "UserName")),
            Map.entry("AWS::IAM::ManagedPolicy", Probe.byName("iam:GetPolicy", "PolicyArn")),
            Map.entry("AWS::SNS::Topic", Probe.byName("sns:GetTopicAttributes", "TopicArn")),
            Map.entry("AWS::SQS::Queue", Probe.byName("sqs:GetQueueAttributes", "QueueUrl")),
            Map.entry(
                    "AWS::CodeStarNotifications::NotificationRule",
                    Probe.byName("codestar-notifications:DescribeNotificationRule", "Arn")),
            Map.entry(
                    "AWS::CodeConnections::Connection", Probe.byName("codeconnections:GetConnection", "ConnectionArn")),
            Map.entry("AWS::CloudWatch::Alarm", alarm("MetricAlarm", "MetricAlarms")),
            Map.entry("AWS::CloudWatch::CompositeAlarm", alarm("CompositeAlarm", "CompositeAlarms")),
            Map.entry("AWS::CloudWatch::Dashboard", Probe.byName("cloudwatch:GetDashboard", "DashboardName")),
            Map.entry("AWS::SSM::Parameter", Probe.byName("ssm:GetParameter", "Name")),
            Map.entry(
                    "AWS::CloudFormation::Stack",
                    new Probe(
                            OperationName.parse("cloudformation:DescribeStacks"),
                            id -> Input.of("StackName", id),
                            (answer, id) -> !answer.path("Stacks")
                                    .path(0)
                                    .path("StackStatus")
                                    .asText()
                                    .equals("DELETE_COMPLETE"))),
            Map.entry(
                    "AWS::Events::Rule",
                    new Probe(OperationName.parse("events:DescribeRule"), Inventory::rule, (answer, id) -> true)),
            Map.entry(
                    "AWS::CodeBuild::Project",
                    new Probe(
                            OperationName.parse("codebuild:BatchGetProjects"),
                            id -> Input.of("names", List.of(id)),
                            (answer, id) -> !answer.path("projects").isEmpty())),
            Map.entry(
                    Builds.REPORT_GROUP,
                    new Probe(
                            OperationName.parse("codebuild:BatchGetReportGroups"),
                            id -> Input.of("reportGroupArns", List.of(id)),
                            (answer, id) -> !answer.path("reportGroups").isEmpty())),
            Map.entry(
                    "AWS::Logs::LogGroup",
                    new Probe(
                            OperationName.parse("logs:DescribeLogGroups"),
                            id -> Input.of("logGroupNamePrefix", id),
                            (answer, id) -> holds(answer.path("logGroups"), id, "logGroupName"))),
            Map.entry(
                    "AWS::Logs::QueryDefinition",
                    new Probe(
                            OperationName.parse("logs:DescribeQueryDefinitions"),
                            id -> Input.of(),
                            (answer, id) -> holds(answer.path("queryDefinitions"), id, "queryDefinitionId"))),
            Map.entry(
                    "AWS::CodeCommit::Repository",
                    new Probe(
                            OperationName.parse("codecommit:ListRepositories"),
                            id -> Input.of(),
                            (answer, id) -> holds(answer.path("repositories"), id, "repositoryId", "repositoryName"))));

    private final Operations operations;

    public Inventory(Operations operations) {
        this.operations = operations;
    }

    /** The cluster in {@code …:service/CLUSTER/NAME}. */
    private static String clusterOf(String service) {
        int end = service.lastIndexOf('/');
        int start = service.lastIndexOf('/', end - 1);
        return start < 0 ? "default" : service.substring(start + 1, end);
    }

    private static Probe alarm(String type, String list) {
        return new Probe(
                OperationName.parse("cloudwatch:DescribeAlarms"),
                id -> Input.of("AlarmNames", List.of(id), "AlarmTypes", List.of(type)),
                (answer, id) -> !answer.path(list).isEmpty());
    }

    /** A rule's physical id is its name, or {@code bus|name}. */
    private static ObjectNode rule(String id) {
        int bar = id.indexOf('|');
        return bar < 0
                ? Input.of("Name", id)
                : Input.of("EventBusName", id.substring(0, bar), "Name", id.substring(bar + 1));
    }

    private static boolean holds(JsonNode list, String id, String... members) {
        for (JsonNode element : list) {
            for (String member : members) {
                if (element.path(member).asText().equals(id)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Whether the resource is there; empty when nobody can be asked, as for types that live and die with another
     * resource.
     *
     * @throws OperationFailedException when the service does not answer
     */
    public Optional<Boolean> exists(StackResource resource) {
        Probe probe = PROBES.get(resource.type());
        if (probe == null) {
            return Optional.empty();
        }
        Outcome outcome = operations.callAll(probe.operation(), probe.input().apply(resource.physicalId()));
        if (outcome instanceof Outcome.Failure failure) {
            // A service that is not there holds nothing.
            if (failure.isNotFound() || failure.kind() == Outcome.Kind.UNSUPPORTED) {
                return Optional.of(false);
            }
            throw new OperationFailedException(failure);
        }
        return Optional.of(probe.found().test(outcome.orThrow(), resource.physicalId()));
    }
}
