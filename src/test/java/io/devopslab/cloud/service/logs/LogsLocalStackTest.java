package io.devopslab.cloud.service.logs;

import io.devopslab.aws.Clients;
import io.devopslab.target.localstack.KnownDifferences;
import io.devopslab.target.localstack.LocalStackCloud;
import io.devopslab.target.localstack.NotOpen;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/** The contract, as far as LocalStack keeps it. In one order: what it lets a test delete another one misses. */
@Tag("engine")
@Tag("localstack")
@ExtendWith({LocalStackCloud.class, KnownDifferences.class})
@ResourceLock("LocalStack")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.MethodName.class)
final class LogsLocalStackTest extends LogsContract {

    private Clients localStack = new NotOpen();

    @BeforeAll
    void open(Clients clients) {
        localStack = clients;
    }

    @Override
    CloudWatchLogsClient logs() {
        return localStack.get(CloudWatchLogsClient.class);
    }

    @Override
    Instant now() {
        return Instant.now();
    }
}
