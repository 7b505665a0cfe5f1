package io.devopslab.cdk;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
import software.amazon.awscdk.services.codepipeline.Artifact;
import software.amazon.awscdk.services.codepipeline.Pipeline;
import software.amazon.awscdk.services.codepipeline.PipelineType;
import software.amazon.awscdk.services.codepipeline.StageOptions;
import software.amazon.awscdk.services.codepipeline.actions.CloudFormationCreateUpdateStackAction;
import software.amazon.awscdk.services.codepipeline.actions.CodeBuildAction;
import software.amazon.awscdk.services.codepipeline.actions.CodeCommitSourceAction;
import software.amazon.awscdk.services.codepipeline.actions.CodeCommitTrigger;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.constructs.Construct;

/** The lab {@code cicd}: CodeCommit, CodeBuild and CodePipeline, which deploys a function through CloudFormation. */
final class CicdStack extends Stack {

    private static final String APP_STACK = "cicd-app";
    private static final String FUNCTION = "cicd-shop";

    private final Repository repository = repository();
    private final Bucket artifacts = artifactBucket();
    private final PipelineProject build = buildProject();
    private final Role functionRole = functionRole();
    private final Artifact source = Artifact.artifact("Source");
    private final Artifact built = Artifact.artifact("Built");

    CicdStack(Construct scope, String id, StackProps props) {
        super(scope, id, props);
        Pipeline pipeline = Pipeline.Builder.create(this, "Pipeline")
                .pipelineName("cicd")
                .pipelineType(PipelineType.V2)
                .crossAccountKeys(false)
                .artifactBucket(artifacts)
                .build();
        pipeline.addStage(StageOptions.builder()
                .stageName("Source")
                .actions(List.of(sourceAction()))
                .build());
        pipeline.addStage(StageOptions.builder()
                .stageName("Build")
                .actions(List.of(buildAction()))
                .build());
        pipeline.addStage(StageOptions.builder()
                .stageName("Deploy")
                .actions(List.of(deployAction()))
                .build());

        output("RepositoryName", repository.getRepositoryName());
        output("CloneUrl", repository.getRepositoryCloneUrlHttp());
        output("PipelineName", pipeline.getPipelineName());
        output("ProjectName", build.getProjectName());
        output("ArtifactBucketName", artifacts.getBucketName());
        output("AppStackName", APP_STACK);
        output("FunctionName", FUNCTION);
    }

    private void output(String name, String value) {
        CfnOutput.Builder.create(this, name).value(value).build();
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

    private PipelineProject buildProject() {
        LogGroup log = LogGroup.Builder.create(this, "BuildLog")
                .logGroupName("/aws/codebuild/cicd-shop")
                .retention(RetentionDays.ONE_WEEK)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        return PipelineProject.Builder.create(this, "Build")
                .projectName("cicd-shop")
                .description("Compiles, tests and packages the shop's shipping service")
                .buildSpec(BuildSpec.fromSourceFilename("buildspec.yml"))
                .environment(BuildEnvironment.builder()
                        .buildImage(LinuxBuildImage.AMAZON_LINUX_2023_5)
                        .build())
                .logging(LoggingOptions.builder()
                        .cloudWatch(
                                CloudWatchLoggingOptions.builder().logGroup(log).build())
                        .build())
                .build();
    }

    private Role functionRole() {
        return Role.Builder.create(this, "FunctionRole")
                .description("What the deployed function may do: write its log")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .managedPolicies(
                        List.of(ManagedPolicy.fromAwsManagedPolicyName("service-role/AWSLambdaBasicExecutionRole")))
                .build();
    }

    private CodeCommitSourceAction sourceAction() {
        return CodeCommitSourceAction.Builder.create()
                .actionName("Source")
                .repository(repository)
                .branch("main")
                .trigger(CodeCommitTrigger.EVENTS)
                .output(source)
                .build();
    }

    private CodeBuildAction buildAction() {
        return CodeBuildAction.Builder.create()
                .actionName("Build")
                .project(build)
                .input(source)
                .outputs(List.of(built))
                .build();
    }

    private CloudFormationCreateUpdateStackAction deployAction() {
        Role role = Role.Builder.create(this, "DeployRole")
                .description("What CloudFormation may do when the pipeline deploys")
                .assumedBy(new ServicePrincipal("cloudformation.amazonaws.com"))
                .build();
        role.addToPolicy(statement(List.of("lambda:*"), "arn:aws:lambda:*:" + getAccount() + ":function:" + FUNCTION));
        role.addToPolicy(statement(
                List.of("logs:*"), "arn:aws:logs:*:" + getAccount() + ":log-group:/aws/lambda/" + FUNCTION + "*"));
        role.addToPolicy(statement(List.of("iam:PassRole"), functionRole.getRoleArn()));
        artifacts.grantRead(role);
        return CloudFormationCreateUpdateStackAction.Builder.create()
                .actionName("Deploy")
                .stackName(APP_STACK)
                .templatePath(built.atPath("template.yaml"))
                .adminPermissions(false)
                .deploymentRole(role)
                .parameterOverrides(new TreeMap<>(Map.of(
                        "CodeBucket", built.getBucketName(),
                        "CodeKey", built.getObjectKey(),
                        "FunctionName", FUNCTION,
                        "FunctionRoleArn", functionRole.getRoleArn())))
                .build();
    }

    private static PolicyStatement statement(List<String> actions, String resource) {
        return PolicyStatement.Builder.create()
                .actions(actions)
                .resources(List.of(resource))
                .build();
    }
}
