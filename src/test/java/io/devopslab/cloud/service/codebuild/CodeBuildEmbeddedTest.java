package io.devopslab.cloud.service.codebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import io.devopslab.cloud.Cloud;
import io.devopslab.cloud.TestCloud;
import io.devopslab.cloud.kernel.CloudEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.ArtifactsType;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.BuildPhaseType;
import software.amazon.awssdk.services.codebuild.model.ComputeType;
import software.amazon.awssdk.services.codebuild.model.EnvironmentType;
import software.amazon.awssdk.services.codebuild.model.SourceType;
import software.amazon.awssdk.services.codebuild.model.StatusType;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CodeBuildEmbeddedTest extends CodeBuildContract {

    private TestCloud cloud;

    @BeforeAll
    void open(@TempDir Path directory) {
        cloud = TestCloud.open(directory.resolve("shared"));
    }

    @AfterAll
    void close() {
        cloud.close();
    }

    @Override
    Clients clients() {
        return new Clients(
                cloud.get(CodeBuildClient.class),
                cloud.get(CloudWatchLogsClient.class),
                cloud.get(S3Client.class),
                cloud.get(SsmClient.class),
                cloud.get(IamClient.class));
    }

    @Override
    String region() {
        return TestCloud.SCOPE.region();
    }

    @Override
    void pause(Duration duration) throws InterruptedException {
        cloud.time().pause(duration);
    }

    private static void project(Cloud own, String name, String command, int concurrent) {
        IamClient iam = own.client(IamClient.class, TestCloud.SCOPE);
        String role = iam.createRole(r -> r.roleName("role-" + name)
                        .assumeRolePolicyDocument("{\"Version\":"
                                + "\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\","
                                + "\"Principal\":{\"Service\":\"codebuild.amazonaws.com\"}}]}"))
                .role()
                .arn();
        own.client(CodeBuildClient.class, TestCloud.SCOPE).createProject(r -> r.name(name)
                .serviceRole(role)
                .concurrentBuildLimit(concurrent)
                .timeoutInMinutes(5)
                .queuedTimeoutInMinutes(5)
                .source(s -> s.type(SourceType.NO_SOURCE)
                        .buildspec("version: 0.2\nphases: {build: {commands: ['" + command + "']}}"))
                .artifacts(a -> a.type(ArtifactsType.NO_ARTIFACTS))
                .environment(e -> e.type(EnvironmentType.LINUX_CONTAINER)
                        .image("aws/codebuild/standard:7.0")
                        .computeType(ComputeType.BUILD_GENERAL1_SMALL)));
    }

    private static Build await(Cloud own, String id, BuildPhaseType phase) throws InterruptedException {
        while (true) {
            Build build = own.client(CodeBuildClient.class, TestCloud.SCOPE)
                    .batchGetBuilds(r -> r.ids(id))
                    .builds()
                    .get(0);
            if (build.buildComplete() || build.phases().stream().anyMatch(p -> p.phaseType() == phase)) {
                return build;
            }
            own.time().pause(Duration.ofMillis(200));
        }
    }

    private static Cloud live(Path directory, double speed, boolean durable) {
        return TestCloud.live(directory, durable, speed).cloud();
    }

    private static String start(Cloud own, String project) {
        return own.client(CodeBuildClient.class, TestCloud.SCOPE)
                .startBuild(r -> r.projectName(project))
                .build()
                .id();
    }

    @Test
    void a_build_is_stopped_with_its_processes(@TempDir Path directory) throws InterruptedException {
        try (Cloud own = live(directory, 1, false)) {
            project(own, "long", "echo $$ > " + directory + "/pid; sleep 1000", 1);
            String id = start(own, "long");
            await(own, id, BuildPhaseType.BUILD);
            Build stopped = own.client(CodeBuildClient.class, TestCloud.SCOPE)
                    .stopBuild(r -> r.id(id))
                    .build();
            assertThat(stopped.buildStatus()).isEqualTo(StatusType.STOPPED);
            assertThat(stopped.buildComplete()).isTrue();
            assertThat(stopped.phases().get(stopped.phases().size() - 2).phaseStatus())
                    .isEqualTo(StatusType.STOPPED);
        }
    }

    @Test
    void a_build_that_takes_too_long_is_ended(@TempDir Path directory) throws InterruptedException {
        try (Cloud own = live(directory, 300, false)) {
            project(own, "slow", "sleep 1000", 1);
            Build build = await(own, start(own, "slow"), BuildPhaseType.COMPLETED);
            assertThat(build.buildStatus()).isEqualTo(StatusType.TIMED_OUT);
            assertThat(build.phases()).anySatisfy(phase -> {
                assertThat(phase.phaseType()).isEqualTo(BuildPhaseType.BUILD);
                assertThat(phase.phaseStatus()).isEqualTo(StatusType.TIMED_OUT);
                assertThat(phase.contexts().get(0).statusCode()).isEqualTo("BUILD_TIMED_OUT");
            });
        }
    }

    @Test
    void a_project_runs_no_more_builds_at_once_than_it_allows(@TempDir Path directory) throws InterruptedException {
        try (Cloud own = live(directory, 1, false)) {
            project(own, "one", "sleep 1000", 1);
            String first = start(own, "one");
            await(own, first, BuildPhaseType.BUILD);
            String second = start(own, "one");
            Build waiting = await(own, second, BuildPhaseType.QUEUED);
            assertThat(waiting.currentPhase()).isEqualTo("QUEUED");
            own.client(CodeBuildClient.class, TestCloud.SCOPE).stopBuild(r -> r.id(first));
            assertThat(await(own, second, BuildPhaseType.BUILD).currentPhase()).isEqualTo("BUILD");
        }
    }

    @Test
    void a_cloud_with_a_running_build_closes_without_waiting_in_vain(@TempDir Path directory)
            throws InterruptedException {
        Cloud own = live(directory, 1, false);
        project(own, "long", "echo begun; sleep 1000", 1);
        await(own, start(own, "long"), BuildPhaseType.BUILD);
        // Less than a close waits for builds that do not end: this one's thread once waited for the close itself.
        assertTimeoutPreemptively(Duration.ofSeconds(9), own::close);
    }

    @Test
    void a_build_that_was_cut_off_is_run_again(@TempDir Path directory) throws InterruptedException {
        String id;
        Path flag = directory.resolve("flag");
        Path place = directory.resolve("cloud");
        try (Cloud own = live(place, 1, true)) {
            project(own, "cut", "test -e " + flag + " || sleep 1000; echo through", 1);
            id = start(own, "cut");
            await(own, id, BuildPhaseType.BUILD);
        }
        create(flag);
        try (Cloud own = live(place, 1, true)) {
            Build build = await(own, id, BuildPhaseType.COMPLETED);
            assertThat(build.buildStatus()).isEqualTo(StatusType.SUCCEEDED);
            assertThat(own.client(CloudWatchLogsClient.class, TestCloud.SCOPE)
                            .getLogEvents(r -> r.logGroupName(build.logs().groupName())
                                    .logStreamName(build.logs().streamName()))
                            .events())
                    .anyMatch(event -> event.message().contains("the build is run again from its beginning"))
                    .anyMatch(event -> event.message().equals("through\n"));
        }
    }

    private static void create(Path file) {
        try {
            Files.createFile(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void events_tell_of_states_and_phases(@TempDir Path directory) throws InterruptedException {
        try (TestCloud own = TestCloud.open(directory)) {
            List<CloudEvent> events = new CopyOnWriteArrayList<>();
            own.cloud().events().subscribe(events::add);
            project(own.cloud(), "told", "exit 1", 1);
            String id = start(own.cloud(), "told");
            own.time().pause(Duration.ofMinutes(1));
            List<CloudEvent> own1 = events.stream()
                    .filter(event -> event.source().equals("aws.codebuild"))
                    .toList();
            assertThat(own1)
                    .filteredOn(event -> event.detailType().equals("CodeBuild Build State Change"))
                    .extracting(event -> event.detail().get("build-status").asText())
                    .containsExactly("IN_PROGRESS", "FAILED");
            assertThat(own1)
                    .filteredOn(event -> event.detailType().equals("CodeBuild Build Phase Change"))
                    .extracting(event -> event.detail().get("completed-phase").asText())
                    .containsExactly(
                            "SUBMITTED",
                            "QUEUED",
                            "PROVISIONING",
                            "DOWNLOAD_SOURCE",
                            "INSTALL",
                            "PRE_BUILD",
                            "BUILD",
                            "POST_BUILD",
                            "UPLOAD_ARTIFACTS",
                            "FINALIZING",
                            "COMPLETED");
            JsonNode last = own1.get(own1.size() - 1).detail();
            assertThat(last.at("/project-name").asText()).isEqualTo("told");
            assertThat(last.at("/build-id").asText()).endsWith(":build/" + id);
            assertThat(last.at("/additional-information/build-start-time").asText())
                    .isEqualTo("Jan 5, 2026 9:00:00 AM");
            assertThat(last.at("/additional-information/build-complete").asBoolean())
                    .isTrue();
            assertThat(last.at("/additional-information/phases/6/phase-context/0")
                            .asText())
                    .startsWith("COMMAND_EXECUTION_ERROR: ");
        }
    }
}
