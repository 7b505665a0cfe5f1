package io.devopslab.cloud.service.sqs;

import io.devopslab.cloud.stack.ResourceHandler;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What CloudFormation can provision of SQS. */
public final class SqsResources {

    private SqsResources() {}

    public static List<ResourceHandler> handlers(Supplier<SqsClient> client) {
        return List.of(new QueueResource(client), new QueuePolicyResource(client));
    }
}
