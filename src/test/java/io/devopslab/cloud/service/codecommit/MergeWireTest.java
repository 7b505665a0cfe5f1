package io.devopslab.cloud.service.codecommit;

import io.devopslab.target.embedded.WireCloud;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;

/** The contract, kept by the embedded cloud over the wire. Its tests use the same names, so each has its own cloud. */
final class MergeWireTest extends MergeContract {

    @TempDir
    private Path directory;

    private @Nullable WireCloud cloud;

    private WireCloud cloud() {
        if (cloud == null) {
            cloud = WireCloud.open(directory);
        }
        return cloud;
    }

    @Override
    CodeCommitClient client() {
        return cloud().get(CodeCommitClient.class);
    }

    @AfterEach
    void close() {
        if (cloud != null) {
            cloud.close();
        }
    }
}
