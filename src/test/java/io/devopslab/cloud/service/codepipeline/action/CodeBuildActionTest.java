package io.devopslab.cloud.service.codepipeline.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.TestCloud;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.service.codepipeline.run.ActionCall;
import io.devopslab.cloud.service.codepipeline.run.ActionRun;
import io.devopslab.cloud.service.codepipeline.run.ArtifactLocation;
import io.devopslab.cloud.service.codepipeline.run.Course;
import io.devopslab.cloud.service.codepipeline.run.Execution;
import io.devopslab.cloud.service.codepipeline.run.External;
import io.devopslab.cloud.service.codepipeline.run.Launch;
import io.devopslab.cloud.service.codepipeline.run.Place;
import io.devopslab.cloud.service.codepipeline.run.Progress;
import io.devopslab.cloud.service.codepipeline.run.Results;
import io.devopslab.cloud.service.codepipeline.run.Revision;
import io.devopslab.cloud.service.codepipeline.run.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.ArtifactPackaging;
import software.amazon.awssdk.services.codebuild.model.ArtifactsType;
import software.amazon.awssdk.services.codebuild.model.BatchGetBuildsRequest;
import software.amazon.awssdk.services.codebuild.model.BatchGetBuildsResponse;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.BuildPhase;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariable;
import software.amazon.awssdk.services.codebuild.model.ExportedEnvironmentVariable;
import software.amazon.awssdk.services.codebuild.model.PhaseContext;
import software.amazon.awssdk.services.codebuild.model.ProjectArtifacts;
import software.amazon.awssdk.services.codebuild.model.ProjectSource;
import software.amazon.awssdk.services.codebuild.model.SourceType;
import software.amazon.awssdk.services.codebuild.model.StartBuildRequest;
import software.amazon.awssdk.services.codebuild.model.StartBuildResponse;
import software.amazon.awssdk.services.codebuild.model.StatusType;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.ExecutionMode;
import software.amazon.awssdk.services.codepipeline.model.ExecutionType;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.TriggerType;

final class CodeBuildActionTest {

    private static final String PIPELINE = "arn:aws:codepipeline:eu-west-1:123456789012:app";
    private static final ArtifactLocation APP = new ArtifactLocation("App", "bucket", "app/App/a1");
    private static final ArtifactLocation LIB = new ArtifactLocation("Lib", "bucket", "app/Lib/b2");
    private static final ArtifactLocation BUILT = new ArtifactLocation("Built", "bucket", "app/Built/c3");
    private static final ArtifactLocation REPORT = new ArtifactLocation("Report", "bucket", "app/Report/d4");

    private final Builds builds = new Builds();
    private final CodeBuildAction action = new CodeBuildAction(TestCloud.SCOPE, () -> builds);

    private static final class Builds implements CodeBuildClient {
        final List<StartBuildRequest> started = new ArrayList<>();
        Build build =
                Build.builder().id("app:1").buildStatus(StatusType.IN_PROGRESS).build();

        @Override
        public StartBuildResponse startBuild(StartBuildRequest request) {
            started.add(request);
            return StartBuildResponse.builder().build(build).build();
        }

        @Override
        public BatchGetBuildsResponse batchGetBuilds(BatchGetBuildsRequest request) {
            return BatchGetBuildsResponse.builder()
                    .builds(request.ids().contains(build.id()) ? List.of(build) : List.of())
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private static ActionCall call(
            Map<String, String> configuration, List<ArtifactLocation> inputs, List<ArtifactLocation> outputs) {
        ActionRun run = new ActionRun(
                "app/1/1",
                "app/1",
                "run-1",
                1,
                "Build",
                ActionDeclaration.builder().name("Compile").build(),
                configuration,
                inputs,
                outputs,
                true,
                Optional.empty(),
                new ActionRun.Outcome(
                        ActionExecutionStatus.IN_PROGRESS,
                        External.of("app:1", "url"),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty()),
                TestCloud.START,
                TestCloud.START);
        Revision revision = new Revision(
                "Source", "App", "c0ffee", Optional.empty(), Optional.empty(), Optional.empty(), TestCloud.START);
        Execution execution = new Execution(
                "app",
                1,
                "e-1",
                1,
                new Launch(
                        ExecutionMode.SUPERSEDED,
                        ExecutionType.STANDARD,
                        Trigger.of(TriggerType.CREATE_PIPELINE, "me"),
                        Map.of(),
                        List.of(),
                        Optional.empty(),
                        TestCloud.START),
                new Course(PipelineExecutionStatus.IN_PROGRESS, new Place.In("Build"), List.of()),
                new Results(Map.of(), Map.of(), List.of(revision)),
                Optional.empty(),
                TestCloud.START);
        return new ActionCall(run, execution, PIPELINE);
    }

    private static ActionCall simple() {
        return call(Map.of("ProjectName", "app"), List.of(APP), List.of(BUILT));
    }

    @Test
    void a_build_takes_its_source_from_the_artifact_and_leaves_its_result_where_the_pipeline_looks_for_it() {
        action.start(simple());

        assertThat(builds.started).singleElement().satisfies(request -> {
            assertThat(request.projectName()).isEqualTo("app");
            assertThat(request.idempotencyToken()).isEqualTo("run-1");
            assertThat(request.sourceTypeOverride()).isEqualTo(SourceType.S3);
            assertThat(request.sourceLocationOverride()).isEqualTo("bucket/app/App/a1");
            assertThat(request.artifactsOverride()).satisfies(artifacts -> {
                assertThat(artifacts.type()).isEqualTo(ArtifactsType.S3);
                assertThat(artifacts.location()).isEqualTo("bucket");
                assertThat(artifacts.path()).isEqualTo("app/Built");
                assertThat(artifacts.name()).isEqualTo("c3");
                assertThat(artifacts.packaging()).isEqualTo(ArtifactPackaging.ZIP);
            });
            assertThat(request.environmentVariablesOverride())
                    .extracting(EnvironmentVariable::name, EnvironmentVariable::value)
                    .containsExactly(
                            org.assertj.core.api.Assertions.tuple("CODEBUILD_RESOLVED_SOURCE_VERSION", "c0ffee"));
            assertThat(CallSource.of(request)).contains(PIPELINE);
        });
    }

    @Test
    void more_artifacts_are_secondary_ones_under_their_names() {
        action.start(
                call(Map.of("ProjectName", "app", "PrimarySource", "Lib"), List.of(APP, LIB), List.of(BUILT, REPORT)));

        StartBuildRequest request = builds.started.get(0);
        assertThat(request.sourceLocationOverride()).isEqualTo("bucket/app/Lib/b2");
        assertThat(request.secondarySourcesOverride())
                .extracting(ProjectSource::sourceIdentifier, ProjectSource::location)
                .containsExactly(org.assertj.core.api.Assertions.tuple("App", "bucket/app/App/a1"));
        assertThat(request.artifactsOverride().type()).isEqualTo(ArtifactsType.NO_ARTIFACTS);
        assertThat(request.secondaryArtifactsOverride())
                .extracting(ProjectArtifacts::artifactIdentifier, ProjectArtifacts::name)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("Built", "c3"),
                        org.assertj.core.api.Assertions.tuple("Report", "d4"));
    }

    @Test
    void variables_of_the_configuration_go_to_the_build() {
        action.start(call(
                Map.of(
                        "ProjectName",
                        "app",
                        "EnvironmentVariables",
                        "[{\"name\":\"STAGE\",\"value\":\"test\",\"type\":\"PLAINTEXT\"}]"),
                List.of(APP),
                List.of()));

        assertThat(builds.started.get(0).environmentVariablesOverride())
                .extracting(EnvironmentVariable::name)
                .containsExactly("CODEBUILD_RESOLVED_SOURCE_VERSION", "STAGE");
    }

    @Test
    void a_build_that_runs_is_looked_after_again() {
        assertThat(action.look(simple())).isInstanceOfSatisfying(Progress.Running.class, running -> {
            assertThat(running.external().id()).contains("app:1");
            assertThat(running.external().url())
                    .contains("https://console.aws.amazon.com/codebuild/home?region=eu-west-1#/builds/app:1/view/new");
        });
    }

    @Test
    void a_good_build_gives_its_exported_variables() {
        builds.build = builds.build.toBuilder()
                .buildStatus(StatusType.SUCCEEDED)
                .exportedEnvironmentVariables(ExportedEnvironmentVariable.builder()
                        .name("VERSION")
                        .value("1.0")
                        .build())
                .build();

        assertThat(action.look(simple()))
                .isInstanceOfSatisfying(Progress.Succeeded.class, succeeded -> assertThat(succeeded.variables())
                        .isEqualTo(Map.of("VERSION", "1.0")));
    }

    @Test
    void a_bad_build_tells_its_phase_and_its_problem() {
        builds.build = builds.build.toBuilder()
                .buildStatus(StatusType.FAILED)
                .phases(
                        BuildPhase.builder()
                                .phaseType("INSTALL")
                                .phaseStatus(StatusType.SUCCEEDED)
                                .build(),
                        BuildPhase.builder()
                                .phaseType("BUILD")
                                .phaseStatus(StatusType.FAILED)
                                .contexts(PhaseContext.builder()
                                        .statusCode("COMMAND_EXECUTION_ERROR")
                                        .message("Error while executing command: false. Reason: exit status 1")
                                        .build())
                                .build())
                .build();

        assertThat(action.look(simple())).isInstanceOfSatisfying(Progress.Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo("JobFailed");
            assertThat(failed.message())
                    .isEqualTo("Build terminated with state: FAILED. Phase: BUILD, Code: COMMAND_EXECUTION_ERROR,"
                            + " Message: Error while executing command: false. Reason: exit status 1");
            assertThat(failed.external().summary()).contains("Build terminated with state: FAILED");
        });
    }

    @Test
    void a_build_that_is_gone_fails_the_action() {
        builds.build = builds.build.toBuilder().id("app:2").build();

        assertThat(action.look(simple())).isInstanceOf(Progress.Failed.class);
    }
}
