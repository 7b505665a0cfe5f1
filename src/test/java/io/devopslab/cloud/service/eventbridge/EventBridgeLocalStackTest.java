package io.devopslab.cloud.service.eventbridge;

import io.devopslab.aws.Clients;
import io.devopslab.target.localstack.NotOpen;
import io.devopslab.target.localstack.OnLocalStack;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/** The contract, as far as LocalStack keeps it. */
@OnLocalStack
final class EventBridgeLocalStackTest extends EventBridgeContract {

    private Clients localStack = new NotOpen();

    @BeforeAll
    void open(Clients clients) {
        localStack = clients;
    }

    @Override
    EventBridgeClient events() {
        return localStack.get(EventBridgeClient.class);
    }
}
