package io.devopslab.cloud.service.cloudformation;

import io.devopslab.aws.Clients;
import io.devopslab.target.localstack.NotOpen;
import io.devopslab.target.localstack.OnLocalStack;
import io.devopslab.target.localstack.RealTime;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;

/** The contract, as far as LocalStack keeps it. */
@OnLocalStack
final class CloudFormationLocalStackTest extends CloudFormationContract {

    private Clients localStack = new NotOpen();

    @BeforeAll
    void open(Clients clients) {
        localStack = clients;
    }

    @Override
    Clients clients() {
        return localStack;
    }

    @Override
    void settle(String stackId) {
        CloudFormationClient stacks = localStack.get(CloudFormationClient.class);
        for (int look = 0; look < 100; look++) {
            boolean busy = stacks.describeStacks(r -> r.stackName(stackId)).stacks().stream()
                    .anyMatch(stack -> stack.stackStatusAsString().endsWith("IN_PROGRESS"));
            if (!busy) {
                return;
            }
            RealTime.pass(Duration.ofMillis(100));
        }
    }
}
