package io.devopslab.cloud.service.iam;

import io.devopslab.aws.Clients;
import io.devopslab.target.localstack.NotOpen;
import io.devopslab.target.localstack.OnLocalStack;
import org.junit.jupiter.api.BeforeAll;

/** The contract, as far as LocalStack keeps it. */
@OnLocalStack
final class IamLocalStackTest extends IamContract {

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
