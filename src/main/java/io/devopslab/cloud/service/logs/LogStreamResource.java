package io.devopslab.cloud.service.logs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogStreamRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogStreamRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogStreamsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** {@code AWS::Logs::LogStream}. Its reference is the stream's name alone, so reading it back needs the group. */
final class LogStreamResource implements ResourceHandler {

    private final Supplier<CloudWatchLogsClient> client;

    LogStreamResource(Supplier<CloudWatchLogsClient> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::Logs::LogStream";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("LogGroupName", "LogStreamName");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Properties.requireKnown(type(), request.properties(), createOnly());
        String name = request.properties().path("LogStreamName").asText(request.generatedName());
        client.get()
                .createLogStream(CreateLogStreamRequest.builder()
                        .logGroupName(Properties.required(request.properties(), "LogGroupName"))
                        .logStreamName(name)
                        .build());
        return new Provisioned(name, JsonNodeFactory.instance.objectNode());
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        return new Provisioned(request.physicalId(), JsonNodeFactory.instance.objectNode());
    }

    @Override
    public void delete(ResourceRequest request) {
        try {
            client.get()
                    .deleteLogStream(DeleteLogStreamRequest.builder()
                            .logGroupName(Properties.required(request.properties(), "LogGroupName"))
                            .logStreamName(request.physicalId())
                            .build());
        } catch (ResourceNotFoundException e) {
            // Gone already, which is what was asked for.
        }
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        return client
                .get()
                .describeLogGroupsPaginator(DescribeLogGroupsRequest.builder().build())
                .logGroups()
                .stream()
                .map(LogGroup::logGroupName)
                .filter(group -> has(group, physicalId))
                .findFirst()
                .map(group -> JsonNodeFactory.instance
                        .objectNode()
                        .put("LogGroupName", group)
                        .put("LogStreamName", physicalId));
    }

    private boolean has(String group, String stream) {
        return client
                .get()
                .describeLogStreams(DescribeLogStreamsRequest.builder()
                        .logGroupName(group)
                        .logStreamNamePrefix(stream)
                        .build())
                .logStreams()
                .stream()
                .anyMatch(found -> found.logStreamName().equals(stream));
    }
}
