package io.devopslab.cloud.service.codebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.Representative;
import io.devopslab.cloud.TestCloud;
import io.devopslab.target.embedded.WireCloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.StatusType;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * The contract, kept by builds whose commands run in containers of a real engine. Here run its tests of what commands
 * do and find, and those of what only a container has. What happens before the first command and around builds is the
 * same code wherever the commands run, and is tested in {@link CodeBuildEmbeddedTest}.
 */
@Representative({
    "a_build_goes_through_all_phases",
    "a_build_that_forks_for_ever_is_ended",
    "a_cache_comes_back_in_the_next_build",
    "a_container_is_limited_as_its_compute_type_says",
    "a_failed_build_phase_is_followed_by_post_build_and_artifacts",
    "a_program_that_the_image_lacks_is_not_taken_from_this_machine",
    "a_source_archive_is_built_and_its_artifacts_are_packed",
    "a_value_of_many_lines_comes_through_and_stands_on_no_command_line",
    "artifacts_may_have_a_name_that_the_shell_makes",
    "commands_have_the_files_of_the_image_and_find_what_others_installed",
    "commands_reach_the_cloud_and_have_its_users_rights",
    "commands_share_one_shell",
    "on_failure_decides_what_follows",
    "parameters_are_read_and_hidden_in_the_log",
    "test_reports_are_kept_with_their_cases",
    "the_environment_is_clean_and_complete",
    "the_log_reads_as_on_aws",
    "variables_of_the_start_go_over_those_of_the_project_and_of_the_buildspec",
    "version_0_1_gives_each_command_its_own_shell",
    "what_a_command_leaves_running_is_there_for_the_next_and_gone_after_the_build"
})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("engine")
final class CodeBuildDockerTest extends CodeBuildContract {

    private WireCloud cloud;
    private Path files;

    @BeforeAll
    void open(@TempDir Path directory) {
        TestEngine.needed();
        files = directory;
        cloud = WireCloud.open(directory, TestEngine.place());
    }

    @AfterAll
    void close() {
        if (cloud != null) {
            cloud.close();
        }
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

    @Override
    String image() {
        return TestEngine.IMAGE;
    }

    @Override
    String place() {
        return "its commands run in a container of the image " + TestEngine.IMAGE;
    }

    @Override
    String variableOfPlace() {
        return "OF_IMAGE=yes";
    }

    /** The engine lets the container have no more; what the shell says of it is in the log. */
    @Override
    String tooManyProcesses() {
        return "exit status 2";
    }

    /** In a container the numbers of processes are its own. */
    @Override
    @Test
    void what_a_command_leaves_running_is_there_for_the_next_and_gone_after_the_build() throws InterruptedException {
        Build build = run(inline(spec("sleep 1000 & echo $! > pid", "kill -0 $(cat pid) && echo alive"))
                .build());
        assertThat(log(build)).contains("alive");
        assertThat(TestEngine.containers(build.id())).isEmpty();
    }

    @Test
    void commands_have_the_files_of_the_image_and_find_what_others_installed() throws InterruptedException {
        Build build = run(inline(spec("cat /etc/lab-image", "echo 'echo tool' > /tmp/tool", "sh /tmp/tool", "ls /home"))
                .build());
        assertThat(log(build)).contains("the image's own file", "tool");
        assertThat(build.buildStatus()).isEqualTo(StatusType.FAILED);
    }

    @Test
    void commands_reach_the_cloud_and_have_its_users_rights() throws InterruptedException, IOException {
        Build build = run(inline(spec("wget -q -S -O - $AWS_ENDPOINT_URL/ || true", "id -u", "touch mine"))
                .build());
        assertThat(log(build))
                .contains(String.valueOf(Files.getAttribute(files, "unix:uid")))
                // Whatever it says to who does not sign: it is there.
                .anyMatch(line -> line.contains("HTTP/1.1 "));
        assertThat(build.buildStatus()).isEqualTo(StatusType.SUCCEEDED);
    }

    @Test
    void a_container_is_limited_as_its_compute_type_says() throws InterruptedException {
        Build build = run(inline(spec(
                        "cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null || true",
                        "ulimit -f",
                        "grep NoNewPrivs /proc/self/status"))
                .build());
        assertThat(log(build)).contains(String.valueOf(4L << 30), "NoNewPrivs:\t1");
    }

    @Test
    void a_value_of_many_lines_comes_through_and_stands_on_no_command_line() throws InterruptedException {
        Build build = run(inline("""
                        version: 0.2
                        env: {variables: {LINES: "one\\n'two' $HOME"}}
                        phases: {build: {commands: ['echo "$LINES"', 'ps | grep -v grep | grep -c two || true']}}
                        """).build());
        List<String> log = log(build);
        assertThat(log).contains("one", "'two' $HOME", "0");
    }

    @Test
    void a_program_that_the_image_lacks_is_not_taken_from_this_machine() throws InterruptedException {
        Build build = run(inline(spec("java -version")).build());
        assertThat(build.buildStatus()).isEqualTo(StatusType.FAILED);
        assertThat(log(build)).anyMatch(line -> line.contains("java: not found"));
    }
}
