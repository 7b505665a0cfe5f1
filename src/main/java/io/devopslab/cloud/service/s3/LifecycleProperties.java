package io.devopslab.cloud.service.s3;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.*;

/** The lifecycle rules of a template, which are worded unlike those of the API. */
final class LifecycleProperties {

    private static final Set<String> PROPERTIES = Set.of(
            "Id",
            "Status",
            "Prefix",
            "TagFilters",
            "ExpirationInDays",
            "ExpirationDate",
            "ExpiredObjectDeleteMarker",
            "NoncurrentVersionExpiration",
            "NoncurrentVersionExpirationInDays",
            "AbortIncompleteMultipartUpload",
            "Transition",
            "Transitions",
            "ObjectSizeGreaterThan",
            "ObjectSizeLessThan");

    private LifecycleProperties() {}

    static BucketLifecycleConfiguration read(JsonNode property) {
        BucketConfigurations.rejectUnknown((ObjectNode) property, Set.of("Rules"));
        List<LifecycleRule> rules = new ArrayList<>();
        for (JsonNode rule : property.path("Rules")) {
            BucketConfigurations.rejectUnknown((ObjectNode) rule, PROPERTIES);
            rules.add(rule(rule));
        }
        return BucketLifecycleConfiguration.builder().rules(rules).build();
    }

    private static LifecycleRule rule(JsonNode rule) {
        LifecycleRule.Builder read = LifecycleRule.builder()
                .id(text(rule, "Id"))
                .status(text(rule, "Status"))
                .filter(filter(rule));
        if (rule.has("ExpirationInDays") || rule.has("ExpirationDate") || rule.has("ExpiredObjectDeleteMarker")) {
            read.expiration(LifecycleExpiration.builder()
                    .days(number(rule, "ExpirationInDays"))
                    .date(time(rule, "ExpirationDate"))
                    .expiredObjectDeleteMarker(
                            rule.has("ExpiredObjectDeleteMarker")
                                    ? rule.path("ExpiredObjectDeleteMarker").asBoolean()
                                    : null)
                    .build());
        }
        JsonNode noncurrent = rule.path("NoncurrentVersionExpiration");
        if (noncurrent.isObject() || rule.has("NoncurrentVersionExpirationInDays")) {
            Integer days = noncurrent.isObject()
                    ? number(noncurrent, "NoncurrentDays")
                    : number(rule, "NoncurrentVersionExpirationInDays");
            read.noncurrentVersionExpiration(NoncurrentVersionExpiration.builder()
                    .noncurrentDays(days)
                    .newerNoncurrentVersions(number(noncurrent, "NewerNoncurrentVersions"))
                    .build());
        }
        if (rule.has("AbortIncompleteMultipartUpload")) {
            read.abortIncompleteMultipartUpload(AbortIncompleteMultipartUpload.builder()
                    .daysAfterInitiation(number(rule.path("AbortIncompleteMultipartUpload"), "DaysAfterInitiation"))
                    .build());
        }
        List<Transition> transitions = transitions(rule);
        return transitions.isEmpty()
                ? read.build()
                : read.transitions(transitions).build();
    }

    private static List<Transition> transitions(JsonNode rule) {
        List<Transition> transitions = new ArrayList<>();
        if (rule.has("Transition")) {
            transitions.add(transition(rule.path("Transition")));
        }
        rule.path("Transitions").forEach(transition -> transitions.add(transition(transition)));
        return transitions;
    }

    private static Transition transition(JsonNode transition) {
        return Transition.builder()
                .storageClass(text(transition, "StorageClass"))
                .days(number(transition, "TransitionInDays"))
                .date(time(transition, "TransitionDate"))
                .build();
    }

    /** Several conditions stand below {@code And}. */
    private static LifecycleRuleFilter filter(JsonNode rule) {
        List<Tag> tags = new ArrayList<>();
        rule.path("TagFilters")
                .forEach(tag -> tags.add(Tag.builder()
                        .key(text(tag, "Key"))
                        .value(text(tag, "Value"))
                        .build()));
        String prefix = text(rule, "Prefix");
        boolean sized = rule.has("ObjectSizeGreaterThan") || rule.has("ObjectSizeLessThan");
        if (tags.isEmpty() && !sized) {
            return LifecycleRuleFilter.builder()
                    .prefix(prefix == null ? "" : prefix)
                    .build();
        }
        return LifecycleRuleFilter.builder()
                .and(LifecycleRuleAndOperator.builder()
                        .prefix(prefix)
                        .tags(tags)
                        .objectSizeGreaterThan(size(rule, "ObjectSizeGreaterThan"))
                        .objectSizeLessThan(size(rule, "ObjectSizeLessThan"))
                        .build())
                .build();
    }

    private static @Nullable String text(JsonNode node, String name) {
        return node.has(name) ? node.get(name).asText() : null;
    }

    private static @Nullable Integer number(JsonNode node, String name) {
        return node.has(name) ? (Integer) node.get(name).asInt() : null;
    }

    private static @Nullable Long size(JsonNode node, String name) {
        return node.has(name) ? (Long) node.get(name).asLong() : null;
    }

    private static @Nullable Instant time(JsonNode node, String name) {
        return node.has(name) ? Instant.parse(node.get(name).asText()) : null;
    }
}
