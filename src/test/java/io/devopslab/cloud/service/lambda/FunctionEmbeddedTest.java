package io.devopslab.cloud.service.lambda;

import io.devopslab.aws.Clients;
import io.devopslab.cloud.TestCloud;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FunctionEmbeddedTest extends FunctionContract {

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

    /** The SDK's HTTP client refuses it itself. */
    @Test
    void empty_name_is_refused() {
        assertInvalid(
                () -> lambda().getFunction(r -> r.functionName("")), "'functionName' failed to satisfy constraint");
    }
}
