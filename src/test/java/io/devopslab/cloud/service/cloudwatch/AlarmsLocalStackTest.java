package io.devopslab.cloud.service.cloudwatch;

import io.devopslab.aws.Clients;
import io.devopslab.target.localstack.KnownDifferences;
import io.devopslab.target.localstack.LocalStackCloud;
import io.devopslab.target.localstack.NotOpen;
import io.devopslab.target.localstack.RealTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import software.amazon.awssdk.core.SdkClient;

/** The contract, as far as LocalStack keeps it. In one order: what it lets a test delete another one misses. */
@Tag("engine")
@Tag("localstack")
@ExtendWith({LocalStackCloud.class, KnownDifferences.class})
@ResourceLock("LocalStack")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.MethodName.class)
final class AlarmsLocalStackTest extends AlarmsContract {

    private Clients localStack = new NotOpen();

    @BeforeAll
    void open(Clients clients) {
        localStack = clients;
    }

    @Override
    <C extends SdkClient> C client(Class<C> type) {
        return localStack.get(type);
    }

    @Override
    void pass(Duration duration) {
        RealTime.pass(duration);
    }

    /** Not even where the minute is nearly over. */
    @Override
    void passMinutes(int minutes) {
        RealTime.pass(Duration.ofMinutes(minutes));
    }

    @Override
    Instant now() {
        return Instant.now();
    }
}
