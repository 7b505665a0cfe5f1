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
import software.amazon.awscdk.services.codebuild.ReportGroup;
import software.amazon.awscdk.services.codecommit.Repository;
import software.amazon.awscdk.services.codepipeline.Artifact;
import software.amazon.awscdk.services.codepipeline.Pipeline;
import software.amazon.awscdk.services.codepipeline.PipelineType;
import software.amazon.awscdk.services.codepipeline.StageOptions;
import software.amazon.awscdk.services.codepipeline.actions.CodeBuildAction;
import software.amazon.awscdk.services.codepipeline.actions.CodeBuildActionType;
import software.amazon.awscdk.services.codepipeline.actions.CodeCommitSourceAction;
import software.amazon.awscdk.services.codepipeline.actions.S3SourceAction;
import software.amazon.awscdk.services.codepipeline.actions.S3Trigger;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.constructs.Construct;

/**
 * The lab {@code testing}: a repository with two services, and a pipeline that tests them on every push. The library that the
 * tests need comes from a bucket, as the second source: a build has no network to download it.
 */
final class TestingStack extends Stack {

    private static final String PROJECT = "testing-shop";
    private static final String LIBRARIES_KEY = "pact.zip";

    private final Artifact source = new Artifact("Source");
    private final Artifact pact = new Artifact("Pact");

    TestingStack(Construct scope, String id, StackProps props) {
        super(scope, id, props);
        Repository repository = repository();
        Bucket artifacts = bucket("Artifacts", false);
        Bucket libraries = bucket("Libraries", true);
        PipelineProject project = project();
        Pipeline pipeline = pipeline(artifacts, repository, libraries, project);
        output("RepositoryName", repository.getRepositoryName());
        output("CloneUrl", repository.getRepositoryCloneUrlHttp());
        output("LibrariesBucketName", libraries.getBucketName());
        output("LibrariesKey", LIBRARIES_KEY);
        output("ProjectName", project.getProjectName());
        output("PipelineName", pipeline.getPipelineName());
    }

    private void output(String name, String value) {
        CfnOutput.Builder.create(this, name).value(value).build();
    }

    private Repository repository() {
        Repository made = Repository.Builder.create(this, "Repository")
                .repositoryName("testing-shop")
                .description("The shop's services orders and shipping")
                .build();
        made.applyRemovalPolicy(RemovalPolicy.DESTROY);
        return made;
    }

    private Bucket bucket(String id, boolean versioned) {
        return Bucket.Builder.create(this, id)
                .versioned(versioned)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
    }

    /** A build names its reports {@code tests}; their group is the project's name and that. */
    private PipelineProject project() {
        ReportGroup reports = ReportGroup.Builder.create(this, "Reports")
                .reportGroupName(PROJECT + "-tests")
                .deleteReports(true)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        LogGroup log = LogGroup.Builder.create(this, "Log")
                .logGroupName("/aws/codebuild/" + PROJECT)
                .retention(RetentionDays.ONE_WEEK)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        PipelineProject made = PipelineProject.Builder.create(this, "Test")
                .projectName(PROJECT)
                .description("Compiles the shop's services and tests them, alone and together")
                .buildSpec(BuildSpec.fromSourceFilename("buildspec.yml"))
                .environment(BuildEnvironment.builder()
                        .buildImage(LinuxBuildImage.AMAZON_LINUX_2023_5)
                        .build())
                .logging(LoggingOptions.builder()
                        .cloudWatch(
                                CloudWatchLoggingOptions.builder().logGroup(log).build())
                        .build())
                .build();
        reports.grantWrite(made);
        return made;
    }

    private Pipeline pipeline(Bucket artifacts, Repository repository, Bucket libraries, PipelineProject project) {
        Pipeline pipeline = Pipeline.Builder.create(this, "Pipeline")
                .pipelineName("testing")
                .pipelineType(PipelineType.V2)
                .crossAccountKeys(false)
                .usePipelineRoleForActions(true)
                .artifactBucket(artifacts)
                .build();
        pipeline.addStage(StageOptions.builder()
                .stageName("Source")
                .actions(List.of(
                        CodeCommitSourceAction.Builder.create()
                                .actionName("Source")
                                .repository(repository)
                                .branch("main")
                                .output(source)
                                .build(),
                        S3SourceAction.Builder.create()
                                .actionName("Pact")
                                .bucket(libraries)
                                .bucketKey(LIBRARIES_KEY)
                                .trigger(S3Trigger.NONE)
                                .output(pact)
                                .build()))
                .build());
        pipeline.addStage(StageOptions.builder()
                .stageName("Test")
                .actions(List.of(CodeBuildAction.Builder.create()
                        .actionName("Test")
                        .type(CodeBuildActionType.TEST)
                        .project(project)
                        .input(source)
                        .extraInputs(List.of(pact))
                        .build()))
                .build());
        return pipeline;
    }
}
