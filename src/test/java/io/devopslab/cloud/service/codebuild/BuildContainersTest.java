package io.devopslab.cloud.service.codebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.Cloud;
import io.devopslab.cloud.CloudConfig;
import io.devopslab.cloud.TestCloud;
import io.devopslab.cloud.kernel.BuildPlace;
import io.devopslab.cloud.kernel.Durability;
import io.devopslab.cloud.kernel.LiveTime;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.ArtifactsType;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.BuildPhase;
import software.amazon.awssdk.services.codebuild.model.BuildPhaseType;
import software.amazon.awssdk.services.codebuild.model.ComputeType;
import software.amazon.awssdk.services.codebuild.model.EnvironmentType;
import software.amazon.awssdk.services.codebuild.model.PhaseContext;
import software.amazon.awssdk.services.codebuild.model.ProjectEnvironment;
import software.amazon.awssdk.services.codebuild.model.SourceType;
import software.amazon.awssdk.services.codebuild.model.StatusType;
import software.amazon.awssdk.services.iam.IamClient;

/** How the containers of builds begin and end, in a real engine; and what is told where there can be none. */
@Tag("engine")
final class BuildContainersTest {

    @TempDir
    private Path directory;

    @BeforeEach
    void engine() {
        TestEngine.needed();
    }

    private Cloud open(BuildPlace builds, double speed) {
        return Cloud.open(new CloudConfig(
                directory,
                Durability.EVERY_CHANGE,
                TestCloud.SCOPE.account(),
                TestCloud.SCOPE.region(),
                new LiveTime(InstantSource.system(), TestCloud.START, speed),
                new Random(7),
                URI.create("http://127.0.0.1:4560"),
                Optional.empty(),
                builds));
    }

    private static CodeBuildClient codeBuild(Cloud cloud) {
        return cloud.client(CodeBuildClient.class, TestCloud.SCOPE);
    }

    private static String start(Cloud cloud, String command, Consumer<ProjectEnvironment.Builder> environment) {
        String role = cloud.client(IamClient.class, TestCloud.SCOPE)
                .createRole(r -> r.roleName("build").assumeRolePolicyDocument("""
                        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                         "Principal": {"Service": "codebuild.amazonaws.com"}}]}"""))
                .role()
                .arn();
        codeBuild(cloud).createProject(r -> r.name("app")
                .serviceRole(role)
                .timeoutInMinutes(5)
                .source(s -> s.type(SourceType.NO_SOURCE)
                        .buildspec("version: 0.2\nphases: {build: {commands: ['" + command + "']}}"))
                .artifacts(a -> a.type(ArtifactsType.NO_ARTIFACTS))
                .environment(e -> environment.accept(e.type(EnvironmentType.LINUX_CONTAINER)
                        .image(TestEngine.IMAGE)
                        .computeType(ComputeType.BUILD_GENERAL1_SMALL))));
        return codeBuild(cloud).startBuild(r -> r.projectName("app")).build().id();
    }

    private static Build await(Cloud cloud, String id, BuildPhaseType type) throws InterruptedException {
        while (true) {
            Build build =
                    codeBuild(cloud).batchGetBuilds(r -> r.ids(id)).builds().get(0);
            if (build.buildComplete() || build.phases().stream().anyMatch(phase -> phase.phaseType() == type)) {
                return build;
            }
            cloud.time().pause(Duration.ofMillis(200));
        }
    }

    /** What the phase says of the build that could not be provisioned. */
    private static PhaseContext refusal(Build build) {
        BuildPhase provisioning = build.phases().stream()
                .filter(phase -> phase.phaseType() == BuildPhaseType.PROVISIONING)
                .findFirst()
                .orElseThrow();
        assertThat(build.buildStatus()).isEqualTo(StatusType.FAILED);
        assertThat(provisioning.phaseStatus()).isEqualTo(StatusType.FAILED);
        return provisioning.contexts().get(0);
    }

    private PhaseContext refusal(BuildPlace builds, Consumer<ProjectEnvironment.Builder> environment)
            throws InterruptedException {
        try (Cloud cloud = open(builds, 1)) {
            return refusal(await(cloud, start(cloud, "echo hi", environment), BuildPhaseType.COMPLETED));
        }
    }

    @Test
    void without_an_engine_a_build_fails_and_never_runs_as_a_process() throws InterruptedException {
        PhaseContext context = refusal(TestEngine.nowhere(), e -> {});

        assertThat(context.statusCode()).isEqualTo("CLIENT_ERROR");
        assertThat(context.message())
                .contains("no engine answers: ", "/nonexistent/docker.sock", "lab cloud start --builds process");
    }

    @Test
    void without_dockers_client_it_is_named() throws InterruptedException {
        PhaseContext context =
                refusal(new BuildPlace.InDocker(java.util.Map.of("PATH", directory.toString())), e -> {});

        assertThat(context.message()).contains("The program 'docker' was not found");
    }

    @Test
    void an_image_that_cannot_be_pulled_is_told_as_on_aws() throws InterruptedException {
        // A registry on this machine's loopback, where none listens.
        PhaseContext context = refusal(TestEngine.place(), e -> e.image("127.0.0.1:9/no/image:1"));

        assertThat(context.statusCode()).isEqualTo("BUILD_CONTAINER_UNABLE_TO_PULL_IMAGE");
        assertThat(context.message())
                .startsWith("Unable to pull customer's container image. CannotPullContainerError: Error response from")
                .contains("127.0.0.1:9");
    }

    @Test
    void an_image_that_only_aws_has_is_told_with_what_to_do() throws InterruptedException {
        PhaseContext context = refusal(TestEngine.place(), e -> e.image("aws/codebuild/nowhere:9.9"));

        assertThat(context.statusCode()).isEqualTo("BUILD_CONTAINER_UNABLE_TO_PULL_IMAGE");
        assertThat(context.message()).contains("docker tag IMAGE aws/codebuild/nowhere:9.9");
    }

    @Test
    void a_build_does_not_become_root_of_this_machine() throws InterruptedException {
        assertThat(refusal(TestEngine.place(), e -> e.privilegedMode(true)).message())
                .contains("privilegedMode");
    }

    @Test
    void a_stopped_build_takes_its_container_along() throws InterruptedException {
        try (Cloud cloud = open(TestEngine.place(), 1)) {
            String id = start(cloud, "sleep 1000", e -> {});
            await(cloud, id, BuildPhaseType.BUILD);
            assertThat(TestEngine.containers(id)).hasSize(1);

            codeBuild(cloud).stopBuild(r -> r.id(id));

            assertThat(TestEngine.containers(id)).isEmpty();
            assertThat(await(cloud, id, BuildPhaseType.COMPLETED).buildStatus()).isEqualTo(StatusType.STOPPED);
        }
    }

    @Test
    void a_build_that_takes_too_long_takes_its_container_along() throws InterruptedException {
        try (Cloud cloud = open(TestEngine.place(), 100)) {
            String id = start(cloud, "sleep 1000", e -> {});

            Build build = await(cloud, id, BuildPhaseType.COMPLETED);

            assertThat(build.buildStatus()).isEqualTo(StatusType.TIMED_OUT);
            assertThat(TestEngine.containers(id)).isEmpty();
        }
    }

    @Test
    void a_container_that_somebody_removes_fails_its_build() throws InterruptedException {
        try (Cloud cloud = open(TestEngine.place(), 1)) {
            String id = start(cloud, "sleep 1000", e -> {});
            await(cloud, id, BuildPhaseType.BUILD);

            TestEngine.docker("rm", "--force", TestEngine.containers(id).get(0));

            Build build = await(cloud, id, BuildPhaseType.COMPLETED);
            assertThat(build.buildStatus()).isEqualTo(StatusType.FAILED);
            assertThat(build.phases())
                    .flatExtracting(BuildPhase::contexts)
                    .anySatisfy(context -> assertThat(context.message()).contains("has ended under the build"));
        }
    }

    @Test
    void a_cloud_that_closes_takes_the_containers_along_and_the_next_one_runs_the_build_again()
            throws InterruptedException {
        String id;
        String leftover;
        try (Cloud cloud = open(TestEngine.place(), 1)) {
            id = start(cloud, "sleep 1000", e -> {});
            await(cloud, id, BuildPhaseType.BUILD);
            // One that outlived an earlier process of this cloud, whatever kept it.
            String label = TestEngine.docker(
                    "container",
                    "inspect",
                    "--format",
                    "io.devopslab.cloud={{index .Config.Labels \"io.devopslab.cloud\"}}",
                    TestEngine.containers(id).get(0));
            leftover = TestEngine.docker(
                    "run", "--detach", "--network=host", "--label", label, TestEngine.IMAGE, "sleep", "1000");
        }
        assertThat(TestEngine.containers(id)).isEmpty();
        try (Cloud cloud = open(TestEngine.place(), 1)) {
            await(cloud, id, BuildPhaseType.BUILD);
            assertThat(TestEngine.containers(id)).hasSize(1);
            assertThat(TestEngine.docker("ps", "--all", "--quiet", "--filter", "id=" + leftover))
                    .isEmpty();
        }
        assertThat(TestEngine.containers(id)).isEmpty();
    }
}
