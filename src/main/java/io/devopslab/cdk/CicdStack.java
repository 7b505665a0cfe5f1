package io.devopslab.cdk;

import java.util.List;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.codebuild.BuildEnvironment;
import software.amazon.awscdk.services.codebuild.BuildSpec;
import software.amazon.awscdk.services.codebuild.CloudWatchLoggingOptions;
import software.amazon.awscdk.services.codebuild.LinuxBuildImage;
import software.amazon.awscdk.services.codebuild.LoggingOptions;
import software.amazon.awscdk.services.codebuild.PipelineProject;
import software.amazon.awscdk.services.codecommit.Repository;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.SqsSubscription;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/**
 * The lab {@code cicd}: what a pipeline needs, and not the pipeline. That is the learner's own template, which lies in
 * the repository and imports what is exported here.
 */
final class CicdStack extends Stack {

    private static final String APP_STACK = "cicd-app";
    private static final String PIPELINE_STACK = "cicd-pipeline";
    private static final String PIPELINE = "cicd";
    private static final String FUNCTION = "cicd-shop";

    private final Repository repository = repository();
    private final Bucket artifacts = artifactBucket();
    private final PipelineProject build =
            project("Build", "cicd-shop", "buildspec.yml", "Compiles, tests and packages the shop's shipping service");
    private final PipelineProject contract = project(
            "Contract",
            "cicd-contract",
            "contract/buildspec.yml",
            "Tests what was built against the contract of the checkout team");
    private final Role functionRole = functionRole();
    private final Role shiftRole = shiftRole();
    private final Role deployRole = deployRole();
    private final Role eventsRole = eventsRole();
    private final Role pipelineRole = role("PipelineRole", "codepipeline", "What the pipeline may do");
    private final Role updateRole = updateRole();

    CicdStack(Construct scope, String id, StackProps props) {
        super(scope, id, props);
        allowPipeline();
        export("RepositoryName", repository.getRepositoryName());
        export("RepositoryArn", repository.getRepositoryArn());
        output("CloneUrl", repository.getRepositoryCloneUrlHttp());
        export("ProjectName", build.getProjectName());
        export("ContractProjectName", contract.getProjectName());
        export("ArtifactBucketName", artifacts.getBucketName());
        export("PipelineRoleArn", pipelineRole.getRoleArn());
        export("EventsRoleArn", eventsRole.getRoleArn());
        export("UpdateRoleArn", updateRole.getRoleArn());
        export("DeployRoleArn", deployRole.getRoleArn());
        export("FunctionRoleArn", functionRole.getRoleArn());
        export("CodeDeployRoleArn", shiftRole.getRoleArn());
        export("TeamTopicArn", teamTopic());
        output("PipelineName", PIPELINE);
        output("PipelineStackName", PIPELINE_STACK);
        output("AppStackName", APP_STACK);
        output("FunctionName", FUNCTION);
    }

    private void output(String name, String value) {
        CfnOutput.Builder.create(this, name).value(value).build();
    }

    /** An output that the pipeline's template imports as {@code cicd-NAME}. */
    private void export(String name, String value) {
        CfnOutput.Builder.create(this, name)
                .value(value)
                .exportName("cicd-" + name)
                .build();
    }

    private Repository repository() {
        Repository made = Repository.Builder.create(this, "Repository")
                .repositoryName("cicd-shop")
                .description("The shop's shipping service")
                .build();
        made.applyRemovalPolicy(RemovalPolicy.DESTROY);
        return made;
    }

    private Bucket artifactBucket() {
        return Bucket.Builder.create(this, "Artifacts")
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
    }

    private PipelineProject project(String id, String name, String buildSpec, String description) {
        LogGroup log = LogGroup.Builder.create(this, id + "Log")
                .logGroupName("/aws/codebuild/" + name)
                .retention(RetentionDays.ONE_WEEK)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        PipelineProject made = PipelineProject.Builder.create(this, id)
                .projectName(name)
                .description(description)
                .buildSpec(BuildSpec.fromSourceFilename(buildSpec))
                .environment(BuildEnvironment.builder()
                        .buildImage(LinuxBuildImage.AMAZON_LINUX_2023_5)
                        .build())
                .logging(LoggingOptions.builder()
                        .cloudWatch(
                                CloudWatchLoggingOptions.builder().logGroup(log).build())
                        .build())
                .build();
        artifacts.grantReadWrite(made);
        return made;
    }

    /** Where the team is told things, and the inbox that listens: what the learner looks into. */
    private String teamTopic() {
        Topic topic = Topic.Builder.create(this, "TeamTopic")
                .topicName("cicd-team")
                .displayName("What the team has to know")
                .build();
        topic.grantPublish(new ServicePrincipal("codestar-notifications.amazonaws.com"));
        Queue inbox = Queue.Builder.create(this, "Inbox")
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        topic.addSubscription(
                SqsSubscription.Builder.create(inbox).rawMessageDelivery(true).build());
        output("InboxUrl", inbox.getQueueUrl());
        return topic.getTopicArn();
    }

    private Role role(String id, String service, String description) {
        return Role.Builder.create(this, id)
                .description(description)
                .assumedBy(new ServicePrincipal(service + ".amazonaws.com"))
                .build();
    }

    private Role functionRole() {
        Role role = role("FunctionRole", "lambda", "What the deployed function may do: write its log");
        role.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName("service-role/AWSLambdaBasicExecutionRole"));
        return role;
    }

    private Role shiftRole() {
        Role role = role("CodeDeployRole", "codedeploy", "What CodeDeploy may do: move an alias, ask for alarms");
        role.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName("service-role/AWSCodeDeployRoleForLambda"));
        return role;
    }

    private Role deployRole() {
        Role role = role("DeployRole", "cloudformation", "What CloudFormation may do when the pipeline deploys");
        allow(role, "arn:aws:lambda:*:" + getAccount() + ":function:" + FUNCTION, "lambda:*");
        allow(role, "arn:aws:lambda:*:" + getAccount() + ":function:" + FUNCTION + ":*", "lambda:*");
        allow(role, "arn:aws:logs:*:" + getAccount() + ":log-group:/aws/lambda/" + FUNCTION + "*", "logs:*");
        allow(role, "arn:aws:codedeploy:*:" + getAccount() + ":*", "codedeploy:*");
        allow(role, "arn:aws:cloudwatch:*:" + getAccount() + ":alarm:cicd-*", "cloudwatch:*");
        allow(role, functionRole.getRoleArn(), "iam:PassRole");
        allow(role, shiftRole.getRoleArn(), "iam:PassRole");
        artifacts.grantRead(role);
        return role;
    }

    private Role eventsRole() {
        Role role = role("EventsRole", "events", "Starts the pipeline when somebody pushes");
        allow(role, pipelineArn(), "codepipeline:StartPipelineExecution");
        return role;
    }

    private Role updateRole() {
        Role role = role("UpdateRole", "cloudformation", "What CloudFormation may do when the pipeline changes itself");
        allow(role, pipelineArn() + "*", "codepipeline:*");
        allow(role, "arn:aws:events:*:" + getAccount() + ":rule/cicd-pipeline*", "events:*");
        allow(role, "*", "codestar-notifications:*");
        allow(role, pipelineRole.getRoleArn(), "iam:PassRole");
        allow(role, eventsRole.getRoleArn(), "iam:PassRole");
        return role;
    }

    private void allowPipeline() {
        Grant pulled = repository.grantPull(pipelineRole);
        pulled.assertSuccess();
        allow(
                pipelineRole,
                repository.getRepositoryArn(),
                "codecommit:GetBranch",
                "codecommit:GetCommit",
                "codecommit:UploadArchive",
                "codecommit:GetUploadArchiveStatus",
                "codecommit:CancelUploadArchive");
        artifacts.grantReadWrite(pipelineRole);
        for (PipelineProject project : List.of(build, contract)) {
            allow(
                    pipelineRole,
                    project.getProjectArn(),
                    "codebuild:StartBuild",
                    "codebuild:StopBuild",
                    "codebuild:BatchGetBuilds");
        }
        for (String stack : List.of(APP_STACK, PIPELINE_STACK)) {
            allow(
                    pipelineRole,
                    "arn:aws:cloudformation:*:" + getAccount() + ":stack/" + stack + "/*",
                    "cloudformation:*");
        }
        allow(pipelineRole, deployRole.getRoleArn(), "iam:PassRole");
        allow(pipelineRole, updateRole.getRoleArn(), "iam:PassRole");
    }

    private String pipelineArn() {
        return "arn:aws:codepipeline:*:" + getAccount() + ":" + PIPELINE;
    }

    private static void allow(Role role, String resource, String... actions) {
        role.addToPolicy(PolicyStatement.Builder.create()
                .actions(List.of(actions))
                .resources(List.of(resource))
                .build());
    }
}
