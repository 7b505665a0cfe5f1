package io.devopslab.cloud.service.codecommit;

import io.devopslab.cloud.TestCloud;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;

/** The contract, kept by the embedded cloud. */
final class MergeEmbeddedTest extends MergeContract {

    @TempDir
    private Path directory;

    private @Nullable TestCloud cloud;

    @Override
    CodeCommitClient client() {
        if (cloud == null) {
            cloud = TestCloud.open(directory);
        }
        return cloud.get(CodeCommitClient.class);
    }

    @AfterEach
    void close() {
        if (cloud != null) {
            cloud.close();
        }
    }
}
