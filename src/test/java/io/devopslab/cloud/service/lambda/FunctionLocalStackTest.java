package io.devopslab.cloud.service.lambda;

import io.devopslab.aws.Clients;
import io.devopslab.target.localstack.NotOpen;
import io.devopslab.target.localstack.OnLocalStack;
import org.junit.jupiter.api.BeforeAll;

/** The contract, as far as LocalStack keeps it. */
@OnLocalStack
final class FunctionLocalStackTest extends FunctionContract {

    private Clients localStack = new NotOpen();

    @BeforeAll
    void open(Clients clients) {
        localStack = clients;
    }

    @Override
    Clients clients() {
        return localStack;
    }
}
