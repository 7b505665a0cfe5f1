package io.devopslab.cloud.service.cloudwatch;

import io.devopslab.aws.Clients;
import io.devopslab.target.localstack.NotOpen;
import io.devopslab.target.localstack.OnLocalStack;
import org.junit.jupiter.api.BeforeAll;

/** The contract, as far as LocalStack keeps it. */
@OnLocalStack
final class MetricsLocalStackTest extends MetricsContract {

    private CloudWatchPlace place = new CloudWatchPlace.LocalStack(new NotOpen());

    @BeforeAll
    void open(Clients clients) {
        place = new CloudWatchPlace.LocalStack(clients);
    }

    @Override
    CloudWatchPlace place() {
        return place;
    }
}
