package io.devopslab.cloud.service.cloudformation;

import io.devopslab.aws.Clients;
import io.devopslab.cloud.TestCloud;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The contract, kept by the embedded cloud in memory. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TypeListingEmbeddedTest extends TypeListingContract {

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
}
