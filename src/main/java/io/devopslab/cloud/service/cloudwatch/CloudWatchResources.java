package io.devopslab.cloud.service.cloudwatch;

import io.devopslab.cloud.stack.ResourceHandler;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/** What CloudFormation can provision of CloudWatch. */
public final class CloudWatchResources {

    private CloudWatchResources() {}

    public static List<ResourceHandler> handlers(Supplier<CloudWatchClient> client) {
        return List.of(new AlarmResource(client), new CompositeAlarmResource(client), new DashboardResource(client));
    }
}
