package io.devopslab.cloud.service.codestarnotifications;

import io.devopslab.cloud.stack.ResourceHandler;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.codestarnotifications.CodestarNotificationsClient;

/** What CloudFormation can provision of CodeStar Notifications. */
public final class NotificationResources {

    private NotificationResources() {}

    public static List<ResourceHandler> handlers(Supplier<CodestarNotificationsClient> client) {
        return List.of(new NotificationRuleResource(client));
    }
}
