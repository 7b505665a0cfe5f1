package io.devopslab.wire;

import io.devopslab.aws.Clients;
import io.devopslab.cloud.runtime.function.JavaCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.ArtifactsType;
import software.amazon.awssdk.services.codebuild.model.ComputeType;
import software.amazon.awssdk.services.codebuild.model.EnvironmentType;
import software.amazon.awssdk.services.codebuild.model.SourceType;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codecommit.model.PutFileRequest;
import software.amazon.awssdk.services.codeconnections.CodeConnectionsClient;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.ActionCategory;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ActionOwner;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.StageDeclaration;
import software.amazon.awssdk.services.codestarconnections.CodeStarConnectionsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** One resource of each kind, called {@code app}, so that what is sent to a cloud finds something to work on. */
final class Seeds {

    private static final String ACCOUNT = "arn:aws:iam::123456789012:";

    private final Clients clients;
    private final Map<String, String> facts = new HashMap<>();

    Seeds(Clients clients) {
        this.clients = clients;
    }

    /**
     * Makes those of a service again that are gone.
     *
     * @return what the cloud has named itself, by members' names in lower case
     */
    Map<String, String> plant(Class<?> service) {
        facts.clear();
        if (service == IamClient.class || service == LambdaClient.class || service == CodeBuildClient.class) {
            iam(clients.get(IamClient.class));
        }
        if (service == S3Client.class) {
            s3(clients.get(S3Client.class));
        } else if (service == SsmClient.class) {
            SsmClient ssm = clients.get(SsmClient.class);
            unlessThere(() -> ssm.putParameter(r -> r.name("app").value("value").type(ParameterType.STRING)));
        } else if (service == CloudWatchLogsClient.class) {
            logs(clients.get(CloudWatchLogsClient.class));
        } else if (service == CloudWatchClient.class) {
            cloudWatch(clients.get(CloudWatchClient.class));
        } else if (service == EventBridgeClient.class) {
            EventBridgeClient events = clients.get(EventBridgeClient.class);
            unlessThere(() -> events.putRule(r -> r.name("app").eventPattern("{\"source\":[\"my.app\"]}")));
        } else if (service == LambdaClient.class) {
            lambda(clients.get(LambdaClient.class));
        } else if (service == CodeCommitClient.class) {
            codeCommit(clients.get(CodeCommitClient.class));
        } else if (service == CodeBuildClient.class) {
            codeBuild(clients.get(CodeBuildClient.class));
        } else if (service == CodeDeployClient.class) {
            iam(clients.get(IamClient.class));
            lambda(clients.get(LambdaClient.class));
            codeDeploy(clients.get(CodeDeployClient.class));
        } else if (service == Ec2Client.class) {
            ec2(clients.get(Ec2Client.class));
        } else if (service == ElasticLoadBalancingV2Client.class) {
            ec2(clients.get(Ec2Client.class));
            elb(clients.get(ElasticLoadBalancingV2Client.class));
        } else if (service == EcsClient.class) {
            ec2(clients.get(Ec2Client.class));
            ecs(clients.get(EcsClient.class));
        } else if (service == CodePipelineClient.class) {
            iam(clients.get(IamClient.class));
            codePipeline(clients.get(CodePipelineClient.class));
        } else if (service == CloudFormationClient.class) {
            CloudFormationClient stacks = clients.get(CloudFormationClient.class);
            unlessThere(() -> stacks.createStack(r -> r.stackName("app")
                    .templateBody("Resources: {H: {Type: 'AWS::CloudFormation::WaitConditionHandle'}}")));
        } else if (service == CodeConnectionsClient.class || service == CodeStarConnectionsClient.class) {
            String arn = clients.get(CodeConnectionsClient.class)
                    .createConnection(r -> r.connectionName("app").providerType("GitHub"))
                    .connectionArn();
            facts.put("connectionarn", arn);
            facts.put("resourcearn", arn);
        } else if (service == IamClient.class) {
            unlessThere(() -> clients.get(IamClient.class)
                    .listAccessKeys(r -> r.userName("app"))
                    .accessKeyMetadata()
                    .forEach(key -> facts.put("accesskeyid", key.accessKeyId())));
        }
        return Map.copyOf(facts);
    }

    private static void cloudWatch(CloudWatchClient cloudWatch) {
        unlessThere(() -> cloudWatch.putMetricData(
                r -> r.namespace("app").metricData(d -> d.metricName("app").value(1.0))));
        unlessThere(() -> cloudWatch.putMetricAlarm(r -> r.alarmName("app")
                .namespace("app")
                .metricName("app")
                .statistic("Sum")
                .period(60)
                .evaluationPeriods(1)
                .threshold(0.0)
                .comparisonOperator("GreaterThanThreshold")));
        unlessThere(() -> cloudWatch.putCompositeAlarm(r -> r.alarmName("both").alarmRule("ALARM(app)")));
        unlessThere(() -> cloudWatch.putDashboard(r -> r.dashboardName("app").dashboardBody("{\"widgets\":[]}")));
    }

    private static void unlessThere(Runnable make) {
        try {
            make.run();
        } catch (AwsServiceException e) {
            // It is there, or what was sent before stands in its way.
        }
    }

    private static void iam(IamClient iam) {
        String trust = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\","
                + "\"Principal\":{\"Service\":[\"lambda.amazonaws.com\",\"codebuild.amazonaws.com\",\"codedeploy.amazonaws.com\","
                + "\"codepipeline.amazonaws.com\"]}}]}";
        String all = "{\"Version\":\"2012-10-17\",\"Statement\":"
                + "[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}";
        unlessThere(() -> iam.createRole(r -> r.roleName("app").assumeRolePolicyDocument(trust)));
        unlessThere(() -> iam.createUser(r -> r.userName("app")));
        unlessThere(() -> iam.createGroup(r -> r.groupName("app")));
        unlessThere(() -> iam.createPolicy(r -> r.policyName("app").policyDocument(all)));
        unlessThere(() -> iam.createInstanceProfile(r -> r.instanceProfileName("app")));
        unlessThere(
                () -> iam.putRolePolicy(r -> r.roleName("app").policyName("app").policyDocument(all)));
        unlessThere(
                () -> iam.putUserPolicy(r -> r.userName("app").policyName("app").policyDocument(all)));
        unlessThere(() -> iam.attachRolePolicy(r -> r.roleName("app").policyArn(ACCOUNT + "policy/app")));
        unlessThere(() -> iam.createAccessKey(r -> r.userName("app")));
    }

    private static void s3(S3Client s3) {
        unlessThere(() -> s3.createBucket(
                r -> r.bucket("app-bucket").createBucketConfiguration(c -> c.locationConstraint("eu-west-1"))));
        unlessThere(() -> s3.putObject(r -> r.bucket("app-bucket").key("app"), RequestBody.fromString("content")));
    }

    private void logs(CloudWatchLogsClient logs) {
        unlessThere(() -> logs.createLogGroup(r -> r.logGroupName("app")));
        unlessThere(() -> logs.createLogStream(r -> r.logGroupName("app").logStreamName("app")));
        facts.put("querystring", "fields @message | filter @message like /a/ | stats count(*) by bin(5m)");
        unlessThere(() -> facts.put(
                "queryid",
                logs.startQuery(r -> r.logGroupName("app")
                                .startTime(0L)
                                .endTime(9_999_999_999L)
                                .queryString("limit 1"))
                        .queryId()));
        unlessThere(() -> facts.put(
                "querydefinitionid",
                logs.putQueryDefinition(r -> r.name("app").queryString("limit 1"))
                        .queryDefinitionId()));
    }

    private static void lambda(LambdaClient lambda) {
        unlessThere(() -> lambda.createFunction(r -> r.functionName("app")
                .runtime(Runtime.PYTHON3_12)
                .handler("index.handler")
                .role(ACCOUNT + "role/app")
                .code(c -> c.zipFile(SdkBytes.fromByteArray(
                        JavaCode.zip("index.py", "def handler(event, context):\n    return event\n"))))));
        unlessThere(() -> lambda.publishVersion(r -> r.functionName("app")));
        unlessThere(
                () -> lambda.createAlias(r -> r.functionName("app").name("app").functionVersion("1")));
    }

    private void codeCommit(CodeCommitClient repositories) {
        unlessThere(() -> repositories.createRepository(r -> r.repositoryName("app")));
        unlessThere(() -> repositories.putFile(file("main", "a.txt").build()));
        unlessThere(() -> repositories.createBranch(
                r -> r.repositoryName("app").branchName("app").commitId(head(repositories, "main"))));
        unlessThere(() -> repositories.putFile(
                file("app", "b.txt").parentCommitId(head(repositories, "app")).build()));
        unlessThere(() -> repositories.createApprovalRuleTemplate(r -> r.approvalRuleTemplateName("app")
                .approvalRuleTemplateContent("{\"Version\": \"2018-11-08\", \"Statements\":"
                        + " [{\"Type\": \"Approvers\", \"NumberOfApprovalsNeeded\": 1}]}")));
        List<String> open =
                repositories.listPullRequests(r -> r.repositoryName("app")).pullRequestIds();
        if (open.isEmpty()) {
            unlessThere(() -> repositories.createPullRequest(r -> r.title("app")
                    .targets(List.of(software.amazon.awssdk.services.codecommit.model.Target.builder()
                            .repositoryName("app")
                            .sourceReference("app")
                            .destinationReference("main")
                            .build()))));
        }
        unlessThere(() -> commitFacts(repositories));
    }

    private void commitFacts(CodeCommitClient repositories) {
        String main = head(repositories, "main");
        facts.put("commitid", main);
        facts.put("beforecommitid", main);
        facts.put("aftercommitid", head(repositories, "app"));
        facts.put("parentcommitid", main);
        facts.put("sourcecommitspecifier", "app");
        facts.put("destinationcommitspecifier", "main");
        facts.put("sourcereference", "app");
        facts.put("targetbranch", "app");
        facts.put(
                "blobid",
                repositories
                        .getFile(r -> r.repositoryName("app").filePath("a.txt"))
                        .blobId());
        facts.put(
                "approvalrulecontent",
                "{\"Version\": \"2018-11-08\", \"Statements\": [{\"Type\": \"Approvers\","
                        + " \"NumberOfApprovalsNeeded\": 1}]}");
        facts.put("approvalruletemplatecontent", facts.getOrDefault("approvalrulecontent", ""));
        String id = repositories
                .listPullRequests(r -> r.repositoryName("app"))
                .pullRequestIds()
                .get(0);
        facts.put("pullrequestid", id);
        facts.put(
                "revisionid",
                repositories
                        .getPullRequest(r -> r.pullRequestId(id))
                        .pullRequest()
                        .revisionId());
        facts.put(
                "commentid",
                repositories
                        .postCommentForPullRequest(r -> r.pullRequestId(id)
                                .repositoryName("app")
                                .beforeCommitId(main)
                                .afterCommitId(head(repositories, "app"))
                                .content("fine"))
                        .comment()
                        .commentId());
    }

    private static String head(CodeCommitClient repositories, String branch) {
        return repositories
                .getBranch(r -> r.repositoryName("app").branchName(branch))
                .branch()
                .commitId();
    }

    private static PutFileRequest.Builder file(String branch, String path) {
        return PutFileRequest.builder()
                .repositoryName("app")
                .branchName(branch)
                .filePath(path)
                .fileContent(SdkBytes.fromUtf8String(path));
    }

    private void codeBuild(CodeBuildClient builds) {
        unlessThere(() -> builds.createProject(r -> r.name("app")
                .serviceRole(ACCOUNT + "role/app")
                .source(s -> s.type(SourceType.NO_SOURCE)
                        .buildspec("{\"version\": \"0.2\", \"phases\": {\"build\": {\"commands\": [\"true\"]}}}"))
                .artifacts(a -> a.type(ArtifactsType.NO_ARTIFACTS))
                .environment(e -> e.type(EnvironmentType.LINUX_CONTAINER)
                        .image("aws/codebuild/standard:7.0")
                        .computeType(ComputeType.BUILD_GENERAL1_SMALL))));
        unlessThere(() -> builds.createReportGroup(
                r -> r.name("app").type("TEST").exportConfig(e -> e.exportConfigType("NO_EXPORT"))));
    }

    private void codePipeline(CodePipelineClient pipelines) {
        unlessThere(() -> pipelines.createPipeline(r -> r.pipeline(PipelineDeclaration.builder()
                .name("app")
                .roleArn(ACCOUNT + "role/app")
                .artifactStore(s -> s.type("S3").location("app-bucket"))
                .stages(
                        StageDeclaration.builder()
                                .name("app")
                                .actions(action(ActionCategory.SOURCE, "CodeCommit")
                                        .configuration(java.util.Map.of("RepositoryName", "app", "BranchName", "main"))
                                        .outputArtifacts(
                                                software.amazon.awssdk.services.codepipeline.model.OutputArtifact
                                                        .builder()
                                                        .name("app")
                                                        .build())
                                        .build())
                                .build(),
                        StageDeclaration.builder()
                                .name("approve")
                                .actions(action(ActionCategory.APPROVAL, "Manual")
                                        .build())
                                .build())
                .build())));
        unlessThere(() -> pipelines
                .listPipelineExecutions(r -> r.pipelineName("app"))
                .pipelineExecutionSummaries()
                .forEach(run -> facts.put("pipelineexecutionid", run.pipelineExecutionId())));
    }

    private void ec2(Ec2Client ec2) {
        String vpc = ec2.describeVpcs().vpcs().get(0).vpcId();
        facts.put("vpcid", vpc);
        facts.put("resources", vpc);
        ec2.describeSubnets().subnets().forEach(subnet -> facts.put("subnetid", subnet.subnetId()));
        ec2.describeSecurityGroups().securityGroups().forEach(group -> facts.put("groupid", group.groupId()));
        ec2.describeRouteTables().routeTables().forEach(table -> facts.put("routetableid", table.routeTableId()));
        ec2.describeInternetGateways()
                .internetGateways()
                .forEach(gateway -> facts.put("internetgatewayid", gateway.internetGatewayId()));
        facts.put("imageid", "ami-0000000000000001a");
        if (ec2.describeInstances().reservations().isEmpty()) {
            unlessThere(() -> ec2.runInstances(
                    r -> r.imageId("ami-0000000000000001a").minCount(1).maxCount(1)));
        }
        ec2.describeInstances()
                .reservations()
                .forEach(reservation ->
                        facts.put("instanceid", reservation.instances().get(0).instanceId()));
    }

    private void ecs(EcsClient ecs) {
        String subnet = facts.getOrDefault("subnetid", "");
        facts.put("subnets", subnet);
        unlessThere(() -> ecs.createCluster(r -> r.clusterName("app")));
        unlessThere(() -> facts.put(
                "taskdefinition",
                ecs.registerTaskDefinition(r -> r.family("app")
                                .networkMode("awsvpc")
                                .requiresCompatibilitiesWithStrings("FARGATE")
                                .cpu("256")
                                .memory("512")
                                .containerDefinitions(
                                        c -> c.name("app").image("app").portMappings(p -> p.containerPort(80))))
                        .taskDefinition()
                        .taskDefinitionArn()));
        unlessThere(() -> ecs.createService(r ->
                r.cluster("app").serviceName("app").desiredCount(1).deploymentController(c -> c.type("EXTERNAL"))));
        unlessThere(() -> facts.put(
                "taskset",
                ecs.createTaskSet(r -> r.cluster("app")
                                .service("app")
                                .taskDefinition("app")
                                .launchType("FARGATE")
                                .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets(subnet))))
                        .taskSet()
                        .taskSetArn()));
        facts.put("primarytaskset", facts.getOrDefault("taskset", ""));
        unlessThere(() -> facts.put(
                "task",
                ecs.runTask(r -> r.cluster("app")
                                .taskDefinition("app")
                                .launchType("FARGATE")
                                .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets(subnet))))
                        .tasks()
                        .get(0)
                        .taskArn()));
        facts.put("resourcearn", "arn:aws:ecs:eu-west-1:123456789012:cluster/app");
    }

    private void elb(ElasticLoadBalancingV2Client elb) {
        List<String> subnets = clients.get(Ec2Client.class).describeSubnets().subnets().stream()
                .filter(subnet -> Boolean.TRUE.equals(subnet.defaultForAz()))
                .map(subnet -> subnet.subnetId())
                .toList();
        unlessThere(() -> elb.createTargetGroup(r ->
                r.name("app").protocol("HTTP").port(9).vpcId(facts.get("vpcid")).targetType("ip")));
        elb.describeTargetGroups().targetGroups().forEach(g -> facts.put("targetgrouparn", g.targetGroupArn()));
        unlessThere(() -> elb.createLoadBalancer(r -> r.name("app").subnets(subnets)));
        elb.describeLoadBalancers().loadBalancers().forEach(b -> facts.put("loadbalancerarn", b.loadBalancerArn()));
        unlessThere(() -> elb.createListener(r -> r.loadBalancerArn(facts.get("loadbalancerarn"))
                .port(80)
                .protocol("HTTP")
                .defaultActions(a -> a.type("forward").targetGroupArn(facts.get("targetgrouparn")))));
        unlessThere(() -> elb.describeListeners(r -> r.loadBalancerArn(facts.get("loadbalancerarn")))
                .listeners()
                .forEach(l -> facts.put("listenerarn", l.listenerArn())));
        unlessThere(() -> elb.createRule(r -> r.listenerArn(facts.get("listenerarn"))
                .priority(1)
                .conditions(c -> c.field("path-pattern").values("/app"))
                .actions(a -> a.type("forward").targetGroupArn(facts.get("targetgrouparn")))));
        unlessThere(() -> elb.describeRules(r -> r.listenerArn(facts.get("listenerarn")))
                .rules()
                .forEach(rule -> facts.put("rulearn", rule.ruleArn())));
        facts.put("resourcearns", facts.getOrDefault("targetgrouparn", ""));
    }

    private void codeDeploy(CodeDeployClient deploy) {
        String appSpec = "{\"version\": 0.0, \"Resources\": [{\"app\": {\"Type\": \"AWS::Lambda::Function\","
                + " \"Properties\": {\"Name\": \"app\", \"Alias\": \"app\", \"CurrentVersion\": \"1\","
                + " \"TargetVersion\": \"1\"}}}]}";
        unlessThere(() -> deploy.createApplication(r -> r.applicationName("app").computePlatform("Lambda")));
        unlessThere(() -> deploy.createDeploymentConfig(
                r -> r.deploymentConfigName("app").computePlatform("Lambda").trafficRoutingConfig(t -> t.type(
                                "TimeBasedCanary")
                        .timeBasedCanary(c -> c.canaryPercentage(10).canaryInterval(600)))));
        unlessThere(() -> deploy.createDeploymentGroup(r -> r.applicationName("app")
                .deploymentGroupName("app")
                .deploymentConfigName("app")
                .serviceRoleArn(ACCOUNT + "role/app")
                .deploymentStyle(s -> s.deploymentType("BLUE_GREEN").deploymentOption("WITH_TRAFFIC_CONTROL"))));
        unlessThere(() ->
                deploy.registerOnPremisesInstance(r -> r.instanceName("app").iamUserArn(ACCOUNT + "user/app")));
        unlessThere(() -> deploy.createDeployment(
                r -> r.applicationName("app").deploymentGroupName("app").revision(v -> v.revisionType("AppSpecContent")
                        .appSpecContent(c -> c.content(appSpec)))));
        unlessThere(() ->
                deploy.listDeployments(r -> r.applicationName("app").deploymentGroupName("app")).deployments().stream()
                        .findFirst()
                        .ifPresent(id -> facts.put("deploymentid", id)));
        facts.put("deploymentgroupname", "app");
        facts.put("currentdeploymentgroupname", "app");
        facts.put("deploymentconfigname", "app");
        facts.put("targetid", "app");
        facts.put("content", appSpec);
        facts.put("revisiontype", "AppSpecContent");
    }

    private static ActionDeclaration.Builder action(ActionCategory category, String provider) {
        return ActionDeclaration.builder().name("app").actionTypeId(t -> t.category(category)
                .owner(ActionOwner.AWS)
                .provider(provider)
                .version("1"));
    }
}
