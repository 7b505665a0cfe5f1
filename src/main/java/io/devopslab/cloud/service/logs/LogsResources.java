package io.devopslab.cloud.service.logs;

import io.devopslab.cloud.stack.ResourceHandler;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/** What CloudFormation can provision here. */
public final class LogsResources {

    private LogsResources() {}

    public static List<ResourceHandler> handlers(Supplier<CloudWatchLogsClient> client) {
        return List.of(
                new LogGroupResource(client),
                new LogStreamResource(client),
                new MetricFilterResource(client),
                new SubscriptionFilterResource(client),
                new QueryDefinitionResource(client));
    }
}
