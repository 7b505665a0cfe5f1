package io.devopslab.cloud.service.logs;

import io.devopslab.target.embedded.WireCloud;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsAsyncClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/** The contract, kept by the embedded cloud over the wire. */
final class LiveTailWireTest extends LiveTailContract {

    private static final SdkAsyncHttpClient HTTP = NettyNioAsyncHttpClient.create();

    private WireCloud cloud;
    private CloudWatchLogsAsyncClient streams;

    @AfterAll
    static void closeHttp() {
        HTTP.close();
    }

    @BeforeEach
    void open(@TempDir Path directory) {
        cloud = WireCloud.open(directory);
        streams = cloud.asynchronous(CloudWatchLogsAsyncClient.builder(), HTTP);
        makeGroup();
    }

    @AfterEach
    void close() {
        streams.close();
        cloud.close();
    }

    @Override
    CloudWatchLogsClient logs() {
        return cloud.get(CloudWatchLogsClient.class);
    }

    @Override
    CloudWatchLogsAsyncClient streams() {
        return streams;
    }

    @Override
    void pass(Duration duration) {
        cloud.time().advance(duration);
    }

    @Override
    long now() {
        return cloud.time().instant().toEpochMilli();
    }

    @Test
    void a_session_ends_with_its_server(@TempDir Path directory) {
        WireCloud other = WireCloud.open(directory);
        other.get(CloudWatchLogsClient.class).createLogGroup(r -> r.logGroupName("g"));
        try (CloudWatchLogsAsyncClient client = other.asynchronous(CloudWatchLogsAsyncClient.builder(), HTTP)) {
            LiveTailViewer viewer = LiveTailViewer.open(
                    client, r -> r.logGroupIdentifiers("arn:aws:logs:eu-west-1:123456789012:log-group:g"));
            other.close();

            // Well, or as a connection that broke: the server does not wait for its clients.
            viewer.awaitEnd();
        }
    }
}
