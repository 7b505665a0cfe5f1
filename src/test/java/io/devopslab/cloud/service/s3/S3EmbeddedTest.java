package io.devopslab.cloud.service.s3;

import io.devopslab.aws.Clients;
import io.devopslab.cloud.TestCloud;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class S3EmbeddedTest extends S3Contract {

    private TestCloud cloud;

    @BeforeAll
    void open(@TempDir Path directory) {
        cloud = TestCloud.open(directory);
    }

    @AfterAll
    void close() {
        cloud.close();
    }

    @Override
    Clients clients() {
        return cloud;
    }

    /** The SDK's HTTP client names its own region when a request does not. */
    @Test
    void bucket_without_a_location_is_refused_at_a_regional_endpoint() {
        CreateBucketRequest request =
                CreateBucketRequest.builder().bucket("nowhere-in-particular").build();

        assertFails(() -> s3().createBucket(request), "IllegalLocationConstraintException", 400);
    }

    /** The SDK's HTTP client refuses these itself. */
    @ParameterizedTest
    @ValueSource(strings = {"UPPER", "aa", "under_score", "-dash", "dash-", "two..dots", "192.168.0.1", "über"})
    void bucket_name_against_the_rules_is_refused(String name) {
        assertFails(() -> bucket(name), "InvalidBucketName", 400);
    }
}
