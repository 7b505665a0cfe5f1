package io.devopslab.cloud.service.elasticloadbalancingv2.state;

import java.util.Map;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;

/**
 * A listener. What it does is in its rules; the default one has its default actions.
 *
 * @param realPort the port of this machine on which it was last served; 0 before it was
 */
public record ListenerRow(Listener listener, int realPort, Map<String, String> tags) {

    public String arn() {
        return listener.listenerArn();
    }

    public ListenerRow with(Listener changed) {
        return new ListenerRow(changed, realPort, tags);
    }

    public ListenerRow onPort(int port) {
        return new ListenerRow(listener, port, tags);
    }

    public ListenerRow withTags(Map<String, String> changed) {
        return new ListenerRow(listener, realPort, Map.copyOf(changed));
    }
}
