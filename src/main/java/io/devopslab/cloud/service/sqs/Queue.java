package io.devopslab.cloud.service.sqs;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * A queue.
 *
 * @param attributes those that were given; the others have their defaults
 * @param purged when it was last purged
 */
record Queue(
        String name,
        Map<String, String> attributes,
        Map<String, String> tags,
        Instant created,
        Instant modified,
        Optional<Instant> purged) {

    Queue {
        attributes = Map.copyOf(attributes);
        tags = Map.copyOf(tags);
    }

    boolean isFifo() {
        return name.endsWith(".fifo");
    }

    String attribute(QueueAttributeName attribute) {
        return attributes.getOrDefault(
                attribute.toString(), QueueAttributes.DEFAULTS.getOrDefault(attribute.toString(), ""));
    }

    int number(QueueAttributeName attribute) {
        return Integer.parseInt(attribute(attribute));
    }

    Duration seconds(QueueAttributeName attribute) {
        return Duration.ofSeconds(number(attribute));
    }

    boolean is(QueueAttributeName attribute) {
        return attribute(attribute).equals("true");
    }

    Optional<RedrivePolicy> redrivePolicy() {
        return Optional.ofNullable(attributes.get(QueueAttributeName.REDRIVE_POLICY.toString()))
                .map(RedrivePolicy::parse);
    }

    /** An attribute with an empty value goes. */
    Queue with(Map<String, String> changes, Instant now) {
        Map<String, String> changed = new TreeMap<>(attributes);
        changes.forEach((key, value) -> {
            if (value.isEmpty()) {
                changed.remove(key);
            } else {
                changed.put(key, value);
            }
        });
        return new Queue(name, changed, tags, created, now, purged);
    }

    Queue withTags(Map<String, String> newTags) {
        return new Queue(name, attributes, newTags, created, modified, purged);
    }

    Queue purgedAt(Instant now) {
        return new Queue(name, attributes, tags, created, modified, Optional.of(now));
    }
}
