package io.devopslab.cloud.service.codebuild;

import io.devopslab.cloud.Representative;
import io.devopslab.cloud.TestCloud;
import io.devopslab.target.embedded.WireCloud;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * The contract, kept by the embedded cloud over the wire. Its 27 tests run real builds for ten seconds; here run those
 * that send and receive each kind of shape that CodeBuild has (a project with everything set, a build with its phases,
 * lists, reports with cases, errors, idempotent starts), and one build that reads its source from S3 and writes its
 * log. What a build's processes do does not depend on the wire and is tested in {@link CodeBuildEmbeddedTest}.
 */
@Representative({
    "a_build_goes_through_all_phases",
    "a_project_must_make_sense",
    "a_source_archive_is_built_and_its_artifacts_are_packed",
    "a_start_with_the_same_token_is_the_same_build",
    "builds_are_listed_newest_first",
    "projects_are_created_with_defaults_changed_and_deleted",
    "test_reports_are_kept_with_their_cases"
})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CodeBuildWireTest extends CodeBuildContract {

    private WireCloud cloud;

    @BeforeAll
    void open(@TempDir Path directory) {
        cloud = WireCloud.open(directory);
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
}
