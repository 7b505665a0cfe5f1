package io.devopslab.cloud.service.eventbridge;

import io.devopslab.cloud.stack.ResourceHandler;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/** What CloudFormation can provision of EventBridge. */
public final class EventsResources {

    private EventsResources() {}

    public static List<ResourceHandler> handlers(Supplier<EventBridgeClient> client) {
        return List.of(new RuleResource(client), new EventBusResource(client), new ArchiveResource(client));
    }
}
