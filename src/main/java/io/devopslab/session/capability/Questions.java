package io.devopslab.session.capability;

import io.devopslab.aws.OperationName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which operations may be called to see whether they answer: those that read, and need nothing that a target may not have. */
final class Questions {

    /** Of each service an operation that takes no input. */
    private static final Map<String, String> LISTS = Map.ofEntries(
            Map.entry("cloudformation", "ListStacks"),
            Map.entry("cloudwatch", "DescribeAlarms"),
            Map.entry("codebuild", "ListProjects"),
            Map.entry("codecommit", "ListRepositories"),
            Map.entry("codeconnections", "ListConnections"),
            Map.entry("codedeploy", "ListApplications"),
            Map.entry("deploy", "ListApplications"),
            Map.entry("codepipeline", "ListPipelines"),
            Map.entry("codestar-connections", "ListConnections"),
            Map.entry("codestar-notifications", "ListNotificationRules"),
            Map.entry("dynamodb", "ListTables"),
            Map.entry("ec2", "DescribeVpcs"),
            Map.entry("ecs", "ListClusters"),
            Map.entry("elbv2", "DescribeLoadBalancers"),
            Map.entry("events", "ListRules"),
            Map.entry("iam", "ListRoles"),
            Map.entry("lambda", "ListFunctions"),
            Map.entry("logs", "DescribeLogGroups"),
            Map.entry("resourcegroupstaggingapi", "GetResources"),
            Map.entry("s3", "ListBuckets"),
            Map.entry("s3api", "ListBuckets"),
            Map.entry("sns", "ListTopics"),
            Map.entry("sqs", "ListQueues"),
            Map.entry("ssm", "DescribeParameters"),
            Map.entry("sts", "GetCallerIdentity"));

    private static final Pattern READING = Pattern.compile("(Get|List|Describe|BatchGet|Filter|Head)[A-Z].*");

    private Questions() {}

    /** What shows whether a service is there; empty for one that nobody knows how to ask. */
    static Optional<OperationName> about(String service) {
        return Optional.ofNullable(LISTS.get(service)).map(operation -> new OperationName(service, operation));
    }

    /** The services that can be asked about. */
    static Set<String> services() {
        return LISTS.keySet();
    }

    /** Whether an operation changes nothing, so that it may be called without input only to see what comes. */
    static boolean isHarmless(OperationName operation) {
        return READING.matcher(operation.operation()).matches();
    }
}
