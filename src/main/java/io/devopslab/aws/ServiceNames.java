package io.devopslab.aws;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkClient;

/** The services by their names in the {@code aws} command, and by their prefixes in IAM where those differ. */
final class ServiceNames {

    private static final String ROOT = "software.amazon.awssdk.services.";

    /** Service to the SDK's package and client, as text: a class is loaded when its service is first called. */
    private static final Map<String, String> CLIENTS = new TreeMap<>(Map.ofEntries(
            Map.entry("appconfig", "appconfig.AppConfigClient"),
            Map.entry("appconfigdata", "appconfigdata.AppConfigDataClient"),
            Map.entry("application-autoscaling", "applicationautoscaling.ApplicationAutoScalingClient"),
            Map.entry("apprunner", "apprunner.AppRunnerClient"),
            Map.entry("autoscaling", "autoscaling.AutoScalingClient"),
            Map.entry("cloudformation", "cloudformation.CloudFormationClient"),
            Map.entry("cloudwatch", "cloudwatch.CloudWatchClient"),
            Map.entry("codebuild", "codebuild.CodeBuildClient"),
            Map.entry("codecommit", "codecommit.CodeCommitClient"),
            Map.entry("codeconnections", "codeconnections.CodeConnectionsClient"),
            Map.entry("codedeploy", "codedeploy.CodeDeployClient"),
            Map.entry("codepipeline", "codepipeline.CodePipelineClient"),
            Map.entry("codestar-connections", "codestarconnections.CodeStarConnectionsClient"),
            Map.entry("codestar-notifications", "codestarnotifications.CodestarNotificationsClient"),
            Map.entry("deploy", "codedeploy.CodeDeployClient"),
            Map.entry("dynamodb", "dynamodb.DynamoDbClient"),
            Map.entry("ec2", "ec2.Ec2Client"),
            Map.entry("ecr", "ecr.EcrClient"),
            Map.entry("ecs", "ecs.EcsClient"),
            Map.entry("eks", "eks.EksClient"),
            Map.entry("elbv2", "elasticloadbalancingv2.ElasticLoadBalancingV2Client"),
            Map.entry("events", "eventbridge.EventBridgeClient"),
            Map.entry("iam", "iam.IamClient"),
            Map.entry("kms", "kms.KmsClient"),
            Map.entry("lambda", "lambda.LambdaClient"),
            Map.entry("logs", "cloudwatchlogs.CloudWatchLogsClient"),
            Map.entry("resourcegroupstaggingapi", "resourcegroupstaggingapi.ResourceGroupsTaggingApiClient"),
            Map.entry("s3", "s3.S3Client"),
            Map.entry("s3api", "s3.S3Client"),
            Map.entry("secretsmanager", "secretsmanager.SecretsManagerClient"),
            Map.entry("sns", "sns.SnsClient"),
            Map.entry("sqs", "sqs.SqsClient"),
            Map.entry("ssm", "ssm.SsmClient"),
            Map.entry("stepfunctions", "sfn.SfnClient"),
            Map.entry("sts", "sts.StsClient"),
            Map.entry("xray", "xray.XRayClient")));

    /** Prefixes of IAM that the {@code aws} command has another word for. */
    private static final Set<String> IAM_ONLY = Set.of("codedeploy", "s3");

    private ServiceNames() {}

    static Set<String> all() {
        return CLIENTS.keySet();
    }

    /** The services whose clients this program carries, by their names in the {@code aws} command. */
    static List<String> present() {
        return CLIENTS.entrySet().stream()
                .filter(service -> !IAM_ONLY.contains(service.getKey()))
                .filter(service ->
                        OperationModel.load(ROOT + service.getValue()).isPresent())
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * @throws UnknownNameException when AWS has no such service, or this program does not carry its client
     */
    static Class<? extends SdkClient> client(String service) {
        String name = CLIENTS.get(service);
        if (name == null) {
            throw UnknownNameException.of("service", service, CLIENTS.keySet());
        }
        try {
            return Class.forName(ROOT + name).asSubclass(SdkClient.class);
        } catch (ClassNotFoundException e) {
            throw new UnknownNameException("The service '" + service + "' is not part of this program.");
        }
    }
}
