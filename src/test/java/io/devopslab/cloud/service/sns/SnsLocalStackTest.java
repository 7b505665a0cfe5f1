package io.devopslab.cloud.service.sns;

import io.devopslab.aws.Clients;
import io.devopslab.target.localstack.NotOpen;
import io.devopslab.target.localstack.OnLocalStack;
import io.devopslab.target.localstack.RealTime;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The contract, as far as LocalStack keeps it. */
@OnLocalStack
final class SnsLocalStackTest extends SnsContract {

    private Clients localStack = new NotOpen();

    @BeforeAll
    void open(Clients clients) {
        localStack = clients;
    }

    @Override
    SnsClient sns() {
        return localStack.get(SnsClient.class);
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
