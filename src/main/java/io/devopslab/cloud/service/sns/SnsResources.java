package io.devopslab.cloud.service.sns;

import io.devopslab.cloud.stack.ResourceHandler;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sns.SnsClient;

/** What CloudFormation can provision of SNS. */
public final class SnsResources {

    private SnsResources() {}

    public static List<ResourceHandler> handlers(Supplier<SnsClient> client) {
        return List.of(new TopicResource(client), new SubscriptionResource(client), new TopicPolicyResource(client));
    }
}
