package io.devopslab.cloud.service.elasticloadbalancingv2.state;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;

/**
 * A listener. What it does is in its rules; the default one has its default actions.
 *
 * @param realPort the port of this machine on which it was last served; 0 before it was
 * @param attributes those that differ from the defaults; null in what was kept before there were any
 */
public record ListenerRow(
        Listener listener,
        int realPort,
        Map<String, String> tags,
        @Nullable Map<String, String> attributes) {

    public String arn() {
        return listener.listenerArn();
    }

    /** The attributes that differ from the defaults. */
    public Map<String, String> changedAttributes() {
        return attributes == null ? Map.of() : attributes;
    }

    public ListenerRow with(Listener changed) {
        return new ListenerRow(changed, realPort, tags, attributes);
    }

    public ListenerRow onPort(int port) {
        return new ListenerRow(listener, port, tags, attributes);
    }

    public ListenerRow withTags(Map<String, String> changed) {
        return new ListenerRow(listener, realPort, Map.copyOf(changed), attributes);
    }

    public ListenerRow withAttributes(Map<String, String> changed) {
        return new ListenerRow(listener, realPort, tags, Map.copyOf(changed));
    }
}
