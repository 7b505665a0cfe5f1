package io.devopslab.cdk;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.codebuild.BuildEnvironment;
import software.amazon.awscdk.services.codebuild.BuildEnvironmentVariable;
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
import software.amazon.awscdk.services.codepipeline.actions.CodeBuildAction;
import software.amazon.awscdk.services.codepipeline.actions.CodeBuildActionType;
import software.amazon.awscdk.services.codepipeline.actions.CodeCommitSourceAction;
import software.amazon.awscdk.services.codepipeline.actions.S3DeployAction;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.constructs.Construct;

/**
 * The lab {@code dora}: a pipeline that builds in no time, and puts files into the bucket that is production. What the build
 * cannot know, the Smoke action behind the deployment does, so that a deployment can fail in production.
 */
final class DoraStack extends Stack {

    private final Artifact source = new Artifact("Source");
    private final Artifact built = new Artifact("Built");

    DoraStack(Construct scope, String id, StackProps props) {
        super(scope, id, props);
        Repository repository = Repository.Builder.create(this, "Repository")
                .repositoryName("dora-menu")
                .description("The shop's menu")
                .build();
        repository.applyRemovalPolicy(RemovalPolicy.DESTROY);
        Bucket artifacts = bucket("Artifacts");
        Bucket production = bucket("Production");
        PipelineProject build = project("Build", "dora-build", "buildspec.yml", Map.of());
        PipelineProject smoke = project("Smoke", "dora-smoke", "smoke.yml", Map.of("CURRENCIES", "VND"));
        Pipeline pipeline = Pipeline.Builder.create(this, "Pipeline")
                .pipelineName("dora")
                .pipelineType(PipelineType.V2)
                .crossAccountKeys(false)
                .usePipelineRoleForActions(true)
                .artifactBucket(artifacts)
                .build();
        stages(pipeline, repository, production, build, smoke);
        output("RepositoryName", repository.getRepositoryName());
        output("CloneUrl", repository.getRepositoryCloneUrlHttp());
        output("ProductionBucketName", production.getBucketName());
        output("PipelineName", pipeline.getPipelineName());
    }

    private void output(String name, String value) {
        CfnOutput.Builder.create(this, name).value(value).build();
    }

    private Bucket bucket(String id) {
        return Bucket.Builder.create(this, id)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
    }

    private PipelineProject project(String id, String name, String buildSpec, Map<String, String> environment) {
        LogGroup log = LogGroup.Builder.create(this, id + "Log")
                .logGroupName("/aws/codebuild/" + name)
                .retention(RetentionDays.ONE_WEEK)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        PipelineProject.Builder project = PipelineProject.Builder.create(this, id)
                .projectName(name)
                .buildSpec(BuildSpec.fromSourceFilename(buildSpec))
                .environment(BuildEnvironment.builder()
                        .buildImage(LinuxBuildImage.AMAZON_LINUX_2023_5)
                        .build())
                .logging(LoggingOptions.builder()
                        .cloudWatch(
                                CloudWatchLoggingOptions.builder().logGroup(log).build())
                        .build());
        environment.forEach((variable, value) -> project.environmentVariables(
                Map.of(variable, BuildEnvironmentVariable.builder().value(value).build())));
        return project.build();
    }

    private void stages(
            Pipeline pipeline, Repository repository, Bucket production, PipelineProject build, PipelineProject smoke) {
        pipeline.addStage(StageOptions.builder()
                .stageName("Source")
                .actions(List.of(CodeCommitSourceAction.Builder.create()
                        .actionName("Source")
                        .repository(repository)
                        .branch("main")
                        .output(source)
                        .build()))
                .build());
        pipeline.addStage(StageOptions.builder()
                .stageName("Build")
                .actions(List.of(CodeBuildAction.Builder.create()
                        .actionName("Build")
                        .project(build)
                        .input(source)
                        .outputs(List.of(built))
                        .build()))
                .build());
        pipeline.addStage(StageOptions.builder()
                .stageName("Production")
                .actions(List.of(
                        S3DeployAction.Builder.create()
                                .actionName("Deploy")
                                .bucket(production)
                                .input(built)
                                .runOrder(1)
                                .build(),
                        CodeBuildAction.Builder.create()
                                .actionName("Smoke")
                                .type(CodeBuildActionType.TEST)
                                .project(smoke)
                                .input(built)
                                .runOrder(2)
                                .build()))
                .build());
    }
}
