package io.devopslab.cloud.service.sns;

import io.devopslab.cloud.service.sns.delivery.DeliveryPolicy;
import java.util.Map;
import java.util.TreeMap;

/**
 * A topic.
 *
 * @param attributes those that were given; the others have their defaults
 * @param deletedSubscriptions how many it had that are gone
 * @param sequence the last sequence number of a FIFO topic
 */
record Topic(
        String name,
        Map<String, String> attributes,
        Map<String, String> tags,
        long deletedSubscriptions,
        long sequence) {

    Topic {
        attributes = Map.copyOf(attributes);
        tags = Map.copyOf(tags);
    }

    boolean isFifo() {
        return name.endsWith(".fifo");
    }

    String attribute(String attribute) {
        return attributes.getOrDefault(attribute, "");
    }

    DeliveryPolicy deliveryPolicy() {
        String policy = attribute("DeliveryPolicy");
        return policy.isEmpty() ? DeliveryPolicy.STANDARD : DeliveryPolicy.ofTopic(policy);
    }

    String signatureVersion() {
        return attribute("SignatureVersion").isEmpty() ? "1" : attribute("SignatureVersion");
    }

    Topic with(String attribute, String value) {
        Map<String, String> changed = new TreeMap<>(attributes);
        changed.put(attribute, value);
        return new Topic(name, changed, tags, deletedSubscriptions, sequence);
    }

    Topic withTags(Map<String, String> newTags) {
        return new Topic(name, attributes, newTags, deletedSubscriptions, sequence);
    }

    Topic lostSubscription() {
        return new Topic(name, attributes, tags, deletedSubscriptions + 1, sequence);
    }

    Topic published() {
        return new Topic(name, attributes, tags, deletedSubscriptions, sequence + 1);
    }
}
