package io.devopslab.target.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.Needs;
import io.devopslab.cloud.kernel.AccessKeys.AccessKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/** Live Tail as the {@code aws} command and boto3 see it; only the clock is the test's. */
final class LiveTailClientsTest {

    private static final String ARN = "arn:aws:logs:eu-west-1:123456789012:log-group:tail";

    @TempDir
    Path directory;

    private WireCloud cloud;
    private Path output;

    @BeforeEach
    void open() {
        cloud = WireCloud.open(directory.resolve("cloud"));
        output = directory.resolve("output");
        logs().createLogGroup(r -> r.logGroupName("tail"));
        logs().createLogStream(r -> r.logGroupName("tail").logStreamName("s"));
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private CloudWatchLogsClient logs() {
        return cloud.get(CloudWatchLogsClient.class);
    }

    private Process start(String... command) throws Exception {
        AccessKey key = cloud.cloud().accessKeys().create("123456789012", "arn:aws:iam::123456789012:user/u", "AIDAU");
        ProcessBuilder builder =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment()
                .putAll(Map.of(
                        "AWS_ACCESS_KEY_ID", key.id(),
                        "AWS_SECRET_ACCESS_KEY", key.secret(),
                        "AWS_DEFAULT_REGION", "eu-west-1",
                        "AWS_ENDPOINT_URL", cloud.endpoint().toString(),
                        "AWS_DISABLE_HOST_PREFIX_INJECTION", "true",
                        "AWS_CONFIG_FILE", "/dev/null",
                        "AWS_SHARED_CREDENTIALS_FILE", "/dev/null"));
        return builder.start();
    }

    /** Puts events, one each second of the cloud's time, until the process has printed one. */
    private void putUntilSeen(Process process) throws Exception {
        for (int i = 0; !Files.readString(output).contains("seen "); i++) {
            String message = "seen " + i;
            logs().putLogEvents(r -> r.logGroupName("tail")
                    .logStreamName("s")
                    .logEvents(
                            e -> e.timestamp(cloud.time().instant().toEpochMilli())
                                    .message(message),
                            e -> e.timestamp(cloud.time().instant().toEpochMilli())
                                    .message("hidden")));
            cloud.time().advance(Duration.ofSeconds(1));
            assertThat(process.waitFor(100, TimeUnit.MILLISECONDS))
                    .as("ended: %s", Files.readString(output))
                    .isFalse();
            assertThat(i).as("seconds until an event is seen").isLessThan(600);
        }
    }

    private String printedAtTheEnd(Process process) throws Exception {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends").isTrue();
        return Files.readString(output);
    }

    @Test
    void the_aws_command_shows_events_until_the_session_times_out() throws Exception {
        Needs.program("aws");
        Process aws = start(
                "aws", "logs", "start-live-tail", "--log-group-identifiers", ARN, "--log-event-filter-pattern", "seen");
        try {
            putUntilSeen(aws);
            cloud.time().advance(Duration.ofHours(3));

            assertThat(printedAtTheEnd(aws)).contains("SessionTimeoutException").doesNotContain("hidden");
        } finally {
            aws.destroyForcibly();
        }
    }

    @Test
    void boto3_reads_the_events_of_a_session_and_leaves_it() throws Exception {
        Needs.program("python3");
        Path script = Files.writeString(directory.resolve("tail.py"), """
                import boto3
                from botocore.exceptions import ClientError
                logs = boto3.client('logs')
                try:
                    logs.start_live_tail(logGroupIdentifiers=['%1$s-none'])
                    assert False
                except logs.exceptions.ResourceNotFoundException as e:
                    assert e.response['ResponseMetadata']['HTTPStatusCode'] == 400, e.response
                answer = logs.start_live_tail(logGroupIdentifiers=['%1$s'], logStreamNamePrefixes=['s'])
                stream = answer['responseStream']
                for event in stream:
                    if 'sessionStart' in event:
                        assert event['sessionStart']['logGroupIdentifiers'] == ['%1$s'], event
                        assert event['sessionStart']['logStreamNamePrefixes'] == ['s'], event
                        started = event['sessionStart']['sessionId']
                    results = event.get('sessionUpdate', {}).get('sessionResults', [])
                    if results:
                        assert event['sessionUpdate']['sessionMetadata'] == {'sampled': False}, event
                        assert results[0]['logStreamName'] == 's', results
                        assert results[0]['ingestionTime'] == results[0]['timestamp'], results
                        print(results[0]['message'] + ' and ' + results[1]['message'], flush=True)
                        break
                stream.close()
                input()
                assert logs.describe_log_groups()['logGroups'], 'the client goes on'
                print('done after ' + started)
                """.formatted(ARN));
        Process python = start("python3", script.toString());
        try {
            putUntilSeen(python);
            python.outputWriter().append("\n").close();

            assertThat(printedAtTheEnd(python)).contains(" and hidden").contains("done after");
        } finally {
            python.destroyForcibly();
        }
    }
}
