package io.devopslab.cloud.service.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteRetentionPolicyRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogGroupDeletionProtectionRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutRetentionPolicyRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cloudwatchlogs.model.TagResourceRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.UntagResourceRequest;

/** {@code AWS::Logs::LogGroup}. */
final class LogGroupResource implements ResourceHandler {

    private static final Set<String> KNOWN =
            Set.of("LogGroupName", "RetentionInDays", "KmsKeyId", "LogGroupClass", "DeletionProtectionEnabled", "Tags");

    private static final String SYSTEM_TAG = "aws:cloudformation:";

    private final Supplier<CloudWatchLogsClient> client;

    LogGroupResource(Supplier<CloudWatchLogsClient> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::Logs::LogGroup";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("LogGroupName", "LogGroupClass");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        ObjectNode properties = request.properties();
        Properties.requireKnown(type(), properties, KNOWN);
        String name = properties.path("LogGroupName").asText(request.generatedName());
        Map<String, String> tags = tags(request);
        // After a kill the step is taken again, and finds the group that it made before.
        boolean made = find(name).isPresent()
                && tagsOf(name).entrySet().containsAll(owner(request).entrySet());
        if (!made) {
            client.get()
                    .createLogGroup(CreateLogGroupRequest.builder()
                            .logGroupName(name)
                            .kmsKeyId(properties.path("KmsKeyId").textValue())
                            .logGroupClass(properties.path("LogGroupClass").textValue())
                            .deletionProtectionEnabled(
                                    properties.path("DeletionProtectionEnabled").asBoolean(false))
                            .tags(tags)
                            .build());
        }
        setRetention(name, properties);
        return provisioned(name);
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        ObjectNode properties = request.properties();
        Properties.requireKnown(type(), properties, KNOWN);
        String name = request.physicalId();
        if (!properties.path("KmsKeyId").equals(request.previous().path("KmsKeyId"))) {
            throw new IllegalArgumentException("The KmsKeyId of a log group cannot be changed in the embedded cloud.");
        }
        setRetention(name, properties);
        client.get()
                .putLogGroupDeletionProtection(PutLogGroupDeletionProtectionRequest.builder()
                        .logGroupIdentifier(name)
                        .deletionProtectionEnabled(
                                properties.path("DeletionProtectionEnabled").asBoolean(false))
                        .build());
        setTags(name, tags(request));
        return provisioned(name);
    }

    private void setRetention(String name, ObjectNode properties) {
        JsonNode days = properties.path("RetentionInDays");
        if (days.isMissingNode()) {
            client.get()
                    .deleteRetentionPolicy(DeleteRetentionPolicyRequest.builder()
                            .logGroupName(name)
                            .build());
        } else {
            client.get()
                    .putRetentionPolicy(PutRetentionPolicyRequest.builder()
                            .logGroupName(name)
                            .retentionInDays(days.asInt())
                            .build());
        }
    }

    private void setTags(String name, Map<String, String> wanted) {
        List<String> gone = tagsOf(name).keySet().stream()
                .filter(key -> !wanted.containsKey(key))
                .toList();
        String arn = arn(name);
        if (!gone.isEmpty()) {
            client.get()
                    .untagResource(UntagResourceRequest.builder()
                            .resourceArn(arn)
                            .tagKeys(gone)
                            .build());
        }
        if (!wanted.isEmpty()) {
            client.get()
                    .tagResource(TagResourceRequest.builder()
                            .resourceArn(arn)
                            .tags(wanted)
                            .build());
        }
    }

    /** The tags that CloudFormation puts on what it makes (CloudFormation User Guide, "Resource tag"). */
    private static Map<String, String> owner(ResourceRequest request) {
        return Map.of(
                SYSTEM_TAG + "stack-name", request.stackName(),
                SYSTEM_TAG + "stack-id", request.stackId(),
                SYSTEM_TAG + "logical-id", request.logicalId());
    }

    private static Map<String, String> tags(ResourceRequest request) {
        Map<String, String> tags = new LinkedHashMap<>(owner(request));
        tags.putAll(request.stackTags());
        request.properties()
                .path("Tags")
                .forEach(tag ->
                        tags.put(tag.path("Key").asText(), tag.path("Value").asText()));
        return tags;
    }

    private Map<String, String> tagsOf(String name) {
        return client.get()
                .listTagsForResource(ListTagsForResourceRequest.builder()
                        .resourceArn(arn(name))
                        .build())
                .tags();
    }

    private String arn(String name) {
        return find(name).map(LogGroup::logGroupArn).orElse(name);
    }

    @Override
    public void delete(ResourceRequest request) {
        try {
            client.get()
                    .deleteLogGroup(DeleteLogGroupRequest.builder()
                            .logGroupName(request.physicalId())
                            .build());
        } catch (ResourceNotFoundException e) {
            // Gone already, which is what was asked for.
        }
    }

    private Provisioned provisioned(String name) {
        ObjectNode attributes = JsonNodeFactory.instance.objectNode();
        find(name).ifPresent(group -> attributes.put("Arn", group.arn()));
        return new Provisioned(name, attributes);
    }

    private Optional<LogGroup> find(String name) {
        return client
                .get()
                .describeLogGroups(DescribeLogGroupsRequest.builder()
                        .logGroupNamePrefix(name)
                        .build())
                .logGroups()
                .stream()
                .filter(group -> group.logGroupName().equals(name))
                .findFirst();
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        return find(physicalId).map(group -> {
            ObjectNode live = JsonNodeFactory.instance.objectNode();
            live.put("LogGroupName", group.logGroupName());
            live.put("LogGroupClass", group.logGroupClassAsString());
            Optional.ofNullable(group.retentionInDays()).ifPresent(days -> live.put("RetentionInDays", days));
            Optional.ofNullable(group.kmsKeyId()).ifPresent(key -> live.put("KmsKeyId", key));
            live.put("DeletionProtectionEnabled", Boolean.TRUE.equals(group.deletionProtectionEnabled()));
            ArrayNode tags = live.putArray("Tags");
            tagsOf(physicalId).forEach((key, value) -> {
                if (!key.startsWith(SYSTEM_TAG)) {
                    tags.addObject().put("Key", key).put("Value", value);
                }
            });
            return live;
        });
    }
}
