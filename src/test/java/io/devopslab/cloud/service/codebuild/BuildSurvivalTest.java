package io.devopslab.cloud.service.codebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.TestCloud;
import io.devopslab.cloud.TestContext;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.codebuild.model.ArtifactsType;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.BuildPhaseType;
import software.amazon.awssdk.services.codebuild.model.ComputeType;
import software.amazon.awssdk.services.codebuild.model.EnvironmentType;
import software.amazon.awssdk.services.codebuild.model.SourceType;
import software.amazon.awssdk.services.codebuild.model.StatusType;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/** What runs when a process of the cloud ends is run again by the next, once, whatever is started meanwhile. */
@Timeout(60)
final class BuildSurvivalTest {

    @TempDir
    private Path directory;

    private TestCloud others;

    @BeforeEach
    void open() {
        others = TestCloud.open(directory.resolve("others"));
    }

    @AfterEach
    void close() {
        others.close();
    }

    /** A pipeline that goes on may start a build before CodeBuild itself has gone on. */
    @Test
    void a_build_that_is_started_before_the_former_ones_go_on_does_not_disturb_them() throws Exception {
        Path go = directory.resolve("go");
        String former;
        try (Store store = store();
                CodeBuildService builds = service(TestContext.over(store, directory, 1))) {
            project(builds, "until [ -f " + go + " ]; do sleep 0.05; done");
            former = builds.startBuild(r -> r.projectName("project")).build().id();
            awaitPhase(builds, former, BuildPhaseType.BUILD);
            store.freeze();
        }

        try (Store store = store()) {
            ServiceContext second = TestContext.over(store, directory, 2);
            try (CodeBuildService builds = service(second)) {
                String next =
                        builds.startBuild(r -> r.projectName("project")).build().id();
                builds.resume();
                awaitPhase(builds, former, BuildPhaseType.BUILD);
                awaitPhase(builds, next, BuildPhaseType.BUILD);
                Files.createFile(go);
                second.time().pause(Duration.ofMinutes(1));

                assertThat(build(builds, former).buildStatus()).isEqualTo(StatusType.SUCCEEDED);
                assertThat(build(builds, next).buildStatus()).isEqualTo(StatusType.SUCCEEDED);
                assertThat(build(builds, former).phases())
                        .extracting(phase -> phase.phaseType())
                        .doesNotHaveDuplicates();
            }
            second.time().close();
        }
    }

    private Store store() {
        return Store.open(directory.resolve("state.mv"));
    }

    private CodeBuildService service(ServiceContext context) {
        return new CodeBuildService(
                context,
                () -> others.get(CloudWatchLogsClient.class),
                () -> others.get(S3Client.class),
                () -> others.get(CodeCommitClient.class),
                () -> others.get(SsmClient.class),
                () -> others.get(StsClient.class),
                () -> others.get(CloudWatchClient.class));
    }

    private void project(CodeBuildService builds, String command) {
        String role = others.get(IamClient.class)
                .createRole(r -> r.roleName("builds")
                        .assumeRolePolicyDocument("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                                + "\"Action\":\"sts:AssumeRole\",\"Principal\":{\"Service\":"
                                + "\"codebuild.amazonaws.com\"}}]}"))
                .role()
                .arn();
        builds.createProject(r -> r.name("project")
                .serviceRole(role)
                .source(s -> s.type(SourceType.NO_SOURCE)
                        .buildspec("version: 0.2\nphases: {build: {commands: ['" + command + "']}}"))
                .artifacts(a -> a.type(ArtifactsType.NO_ARTIFACTS))
                .environment(e -> e.type(EnvironmentType.LINUX_CONTAINER)
                        .image("aws/codebuild/standard:7.0")
                        .computeType(ComputeType.BUILD_GENERAL1_SMALL)));
    }

    private static Build build(CodeBuildService builds, String id) {
        return builds.batchGetBuilds(r -> r.ids(id)).builds().get(0);
    }

    /** Simulated time stands still while a build runs: only looking again tells. */
    private static void awaitPhase(CodeBuildService builds, String id, BuildPhaseType phase) {
        while (build(builds, id).phases().stream().noneMatch(found -> found.phaseType() == phase)) {
            Thread.onSpinWait();
        }
    }
}
