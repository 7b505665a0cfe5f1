package io.devopslab.cloud.service.resourcegroupstaggingapi;

import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codeconnections.CodeConnectionsClient;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codestarnotifications.CodestarNotificationsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * The services that hold tags. IAM is not among them: the tagging service lists neither users nor roles (Resource Groups Tagging API
 * Reference, "Services that support the Resource Groups Tagging API").
 */
public record Holders(
        Supplier<CloudFormationClient> cloudFormation,
        Supplier<CloudWatchClient> cloudWatch,
        Supplier<CloudWatchLogsClient> logs,
        Supplier<CodeBuildClient> codeBuild,
        Supplier<CodeCommitClient> codeCommit,
        Supplier<CodeConnectionsClient> codeConnections,
        Supplier<CodeDeployClient> codeDeploy,
        Supplier<CodePipelineClient> codePipeline,
        Supplier<CodestarNotificationsClient> notifications,
        Supplier<Ec2Client> ec2,
        Supplier<EcsClient> ecs,
        Supplier<ElasticLoadBalancingV2Client> loadBalancing,
        Supplier<EventBridgeClient> eventBridge,
        Supplier<LambdaClient> lambda,
        Supplier<S3Client> s3,
        Supplier<SnsClient> sns,
        Supplier<SqsClient> sqs,
        Supplier<SsmClient> ssm) {}
