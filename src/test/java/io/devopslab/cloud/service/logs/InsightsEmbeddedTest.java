package io.devopslab.cloud.service.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.TestCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/** The contract, kept by the embedded cloud in memory. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class InsightsEmbeddedTest extends InsightsContract {

    private TestCloud cloud;

    @BeforeAll
    void open(@TempDir Path directory) {
        cloud = TestCloud.open(directory);
    }

    @AfterAll
    void close() {
        cloud.close();
    }

    @Override
    CloudWatchLogsClient logs() {
        return cloud.get(CloudWatchLogsClient.class);
    }

    @Override
    Instant now() {
        return cloud.time().instant();
    }

    @Override
    void pause() {
        try {
            cloud.time().pause(Duration.ofMillis(100));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void results_outlive_the_process_and_a_query_that_was_cut_off_begins_anew(@TempDir Path directory) {
        Path place = directory.resolve("durable");
        String id;
        try (TestCloud first = TestCloud.openDurable(place)) {
            CloudWatchLogsClient logs = first.get(CloudWatchLogsClient.class);
            logs.createLogGroup(r -> r.logGroupName("g"));
            logs.createLogStream(r -> r.logGroupName("g").logStreamName("s"));
            logs.putLogEvents(r -> r.logGroupName("g").logStreamName("s").logEvents(e -> e.message("m")
                    .timestamp(first.time().instant().toEpochMilli())));
            id = logs.startQuery(r -> r.logGroupName("g")
                            .startTime(0L)
                            .endTime(first.time().instant().plusSeconds(1).getEpochSecond())
                            .queryString("stats count(*) as n by @logStream as stream"))
                    .queryId();
        }
        try (TestCloud second = TestCloud.openDurable(place)) {
            CloudWatchLogsClient logs = second.get(CloudWatchLogsClient.class);
            second.time().advance(Duration.ofSeconds(1));
            var results = logs.getQueryResults(r -> r.queryId(id));
            assertThat(results.statusAsString()).isEqualTo("Complete");
            assertThat(results.results().get(0).toString()).contains("stream", "s", "n", "1");
            second.time().advance(Duration.ofDays(8));
            assertThat(logs.describeQueries(r -> {}).queries()).isEmpty();
        }
    }

    @Test
    void a_stack_saves_a_query_changes_it_and_takes_it_away() {
        CloudFormationClient stacks = cloud.get(CloudFormationClient.class);
        String template = """
                Resources:
                  Q:
                    Type: AWS::Logs::QueryDefinition
                    Properties: {Name: of-a-stack, QueryString: limit 1, LogGroupNames: [one]}
                Outputs:
                  Id: {Value: !Ref Q}
                """;
        stacks.createStack(r -> r.stackName("queries").templateBody(template));
        cloud.time().advance(Duration.ofSeconds(30));
        String id = stacks.describeStacks(r -> r.stackName("queries"))
                .stacks()
                .get(0)
                .outputs()
                .get(0)
                .outputValue();
        stacks.updateStack(r -> r.stackName("queries").templateBody(template.replace("limit 1", "limit 2")));
        cloud.time().advance(Duration.ofSeconds(30));
        assertThat(logs().describeQueryDefinitions(r -> r.queryDefinitionNamePrefix("of-a-stack"))
                        .queryDefinitions())
                .singleElement()
                .satisfies(definition -> {
                    assertThat(definition.queryDefinitionId()).isEqualTo(id);
                    assertThat(definition.queryString()).isEqualTo("limit 2");
                    assertThat(definition.logGroupNames()).containsExactly("one");
                });
        stacks.deleteStack(r -> r.stackName("queries"));
        cloud.time().advance(Duration.ofSeconds(30));
        assertThat(logs().describeQueryDefinitions(r -> r.queryDefinitionNamePrefix("of-a-stack"))
                        .queryDefinitions())
                .isEmpty();
    }
}
