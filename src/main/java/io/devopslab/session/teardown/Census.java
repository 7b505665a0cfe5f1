package io.devopslab.session.teardown;

import com.fasterxml.jackson.databind.JsonNode;
import io.devopslab.aws.Input;
import io.devopslab.aws.OperationFailedException;
import io.devopslab.aws.OperationName;
import io.devopslab.aws.Operations;
import io.devopslab.aws.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * All that a cloud holds of the kinds that labs and learners make, whoever made it: taken before a lab and after it,
 * the two must be equal. Each line is the kind and the name, for example {@code AWS::S3::Bucket shop}.
 */
public final class Census {

    /**
     * How a kind is listed.
     *
     * @param list the output's member that holds the list
     * @param name the element's member that tells one from the other; empty when the element is the name itself
     */
    private record Listing(String type, OperationName operation, JsonNode input, String list, String name) {

        static Listing of(String type, String operation, String list, String name) {
            return new Listing(type, OperationName.parse(operation), Input.of(), list, name);
        }
    }

    /** The members, and their values, of what an account has without anybody's having made it. */
    private static final Map<String, String> GIVEN =
            Map.of("IsDefault", "true", "DefaultForAz", "true", "GroupName", "default");

    private static final List<Listing> LISTINGS = List.of(
            Listing.of("AWS::CloudFormation::Stack", "cloudformation:DescribeStacks", "Stacks", "StackName"),
            Listing.of("AWS::S3::Bucket", "s3:ListBuckets", "Buckets", "Name"),
            Listing.of("AWS::IAM::Role", "iam:ListRoles", "Roles", "RoleName"),
            Listing.of("AWS::IAM::User", "iam:ListUsers", "Users", "UserName"),
            new Listing(
                    "AWS::IAM::ManagedPolicy",
                    OperationName.parse("iam:ListPolicies"),
                    Input.of("Scope", "Local"),
                    "Policies",
                    "Arn"),
            Listing.of("AWS::CodeCommit::Repository", "codecommit:ListRepositories", "repositories", "repositoryName"),
            Listing.of(
                    "AWS::CodeCommit::ApprovalRuleTemplate",
                    "codecommit:ListApprovalRuleTemplates",
                    "approvalRuleTemplateNames",
                    ""),
            Listing.of("AWS::CodeBuild::Project", "codebuild:ListProjects", "projects", ""),
            Listing.of("AWS::CodeBuild::ReportGroup", "codebuild:ListReportGroups", "reportGroups", ""),
            Listing.of("CodeDeploy on-premises instance", "codedeploy:ListOnPremisesInstances", "instanceNames", ""),
            // Those that every account has, or every VPC, are nobody's.
            Listing.of("AWS::EC2::VPC", "ec2:DescribeVpcs", "Vpcs", "VpcId"),
            Listing.of("AWS::EC2::Subnet", "ec2:DescribeSubnets", "Subnets", "SubnetId"),
            Listing.of("AWS::EC2::SecurityGroup", "ec2:DescribeSecurityGroups", "SecurityGroups", "GroupId"),
            new Listing(
                    "AWS::EC2::Instance",
                    OperationName.parse("ec2:DescribeInstanceStatus"),
                    // Those that were terminated are shown for an hour more.
                    Input.of(
                            "IncludeAllInstances",
                            true,
                            "Filters",
                            List.of(Map.of(
                                    "Name",
                                    "instance-state-name",
                                    "Values",
                                    List.of("pending", "running", "stopping", "stopped", "shutting-down")))),
                    "InstanceStatuses",
                    "InstanceId"),
            Listing.of(
                    "AWS::ElasticLoadBalancingV2::LoadBalancer",
                    "elbv2:DescribeLoadBalancers",
                    "LoadBalancers",
                    "LoadBalancerArn"),
            Listing.of(
                    "AWS::ElasticLoadBalancingV2::TargetGroup",
                    "elbv2:DescribeTargetGroups",
                    "TargetGroups",
                    "TargetGroupArn"),
            Listing.of("AWS::ECS::Cluster", "ecs:ListClusters", "clusterArns", ""),
            // Those that are in use; AWS keeps the others for ever.
            Listing.of("AWS::ECS::TaskDefinition", "ecs:ListTaskDefinitions", "taskDefinitionArns", ""),
            Listing.of("AWS::CodeDeploy::Application", "codedeploy:ListApplications", "applications", ""),
            Listing.of("AWS::CodePipeline::Pipeline", "codepipeline:ListPipelines", "pipelines", "name"),
            Listing.of(
                    "AWS::CodeConnections::Connection",
                    "codeconnections:ListConnections",
                    "Connections",
                    "ConnectionArn"),
            Listing.of("AWS::Lambda::Function", "lambda:ListFunctions", "Functions", "FunctionName"),
            Listing.of("AWS::Logs::LogGroup", "logs:DescribeLogGroups", "logGroups", "logGroupName"),
            Listing.of("AWS::Logs::QueryDefinition", "logs:DescribeQueryDefinitions", "queryDefinitions", "name"),
            Listing.of("AWS::Logs::ResourcePolicy", "logs:DescribeResourcePolicies", "resourcePolicies", "policyName"),
            Listing.of("AWS::Events::Rule", "events:ListRules", "Rules", "Name"),
            Listing.of("AWS::Events::Archive", "events:ListArchives", "Archives", "ArchiveName"),
            Listing.of("AWS::SNS::Topic", "sns:ListTopics", "Topics", "TopicArn"),
            Listing.of("AWS::SQS::Queue", "sqs:ListQueues", "QueueUrls", ""),
            Listing.of(
                    "AWS::CodeStarNotifications::NotificationRule",
                    "codestar-notifications:ListNotificationRules",
                    "NotificationRules",
                    "Arn"),
            Listing.of("AWS::CloudWatch::Alarm", "cloudwatch:DescribeAlarms", "MetricAlarms", "AlarmName"),
            new Listing(
                    "AWS::CloudWatch::CompositeAlarm",
                    OperationName.parse("cloudwatch:DescribeAlarms"),
                    Input.of("AlarmTypes", List.of("CompositeAlarm")),
                    "CompositeAlarms",
                    "AlarmName"),
            Listing.of("AWS::CloudWatch::Dashboard", "cloudwatch:ListDashboards", "DashboardEntries", "DashboardName"),
            Listing.of("AWS::SSM::Parameter", "ssm:DescribeParameters", "Parameters", "Name"));

    private final Operations operations;

    public Census(Operations operations) {
        this.operations = operations;
    }

    /**
     * @throws OperationFailedException when a service does not answer; one that the target does not have holds nothing
     */
    public Set<String> take() {
        Set<String> found = new TreeSet<>();
        for (Listing listing : LISTINGS) {
            Outcome outcome = operations.callAll(listing.operation(), listing.input());
            if (outcome instanceof Outcome.Failure failure && failure.kind() == Outcome.Kind.UNSUPPORTED) {
                continue;
            }
            for (JsonNode element : outcome.orThrow().path(listing.list())) {
                if (isGiven(listing, element) || isGone(element)) {
                    continue;
                }
                JsonNode name = listing.name().isEmpty() ? element : element.path(listing.name());
                found.add(listing.type() + " " + name.asText());
            }
        }
        return found;
    }

    /** LocalStack shows stacks that are deleted among the others, AWS only to who asks by their ids. */
    private static boolean isGone(JsonNode element) {
        return element.path("StackStatus").asText().equals("DELETE_COMPLETE");
    }

    private static boolean isGiven(Listing listing, JsonNode element) {
        return listing.type().startsWith("AWS::EC2::")
                && GIVEN.entrySet().stream()
                        .anyMatch(given -> element.path(given.getKey()).asText().equals(given.getValue()));
    }
}
