package io.devopslab.cloud.service.logs;

import io.devopslab.aws.Clients;
import io.devopslab.target.localstack.NotOpen;
import io.devopslab.target.localstack.OnLocalStack;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/** The contract, as far as LocalStack keeps it. */
@OnLocalStack
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
