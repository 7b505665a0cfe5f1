package io.devopslab.cloud.service.sqs;

import io.devopslab.aws.Clients;
import io.devopslab.target.localstack.NotOpen;
import io.devopslab.target.localstack.OnLocalStack;
import io.devopslab.target.localstack.RealTime;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The contract, as far as LocalStack keeps it. */
@OnLocalStack
final class SqsLocalStackTest extends SqsContract {

    private Clients localStack = new NotOpen();

    @BeforeAll
    void open(Clients clients) {
        localStack = clients;
    }

    @Override
    SqsClient sqs() {
        return localStack.get(SqsClient.class);
    }

    @Override
    void pass(Duration duration) {
        RealTime.pass(duration);
    }
}
