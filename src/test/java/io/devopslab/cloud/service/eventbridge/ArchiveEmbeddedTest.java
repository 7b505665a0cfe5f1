package io.devopslab.cloud.service.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.aws.Clients;
import io.devopslab.cloud.TestCloud;
import io.devopslab.cloud.kernel.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.DescribeReplayResponse;
import software.amazon.awssdk.services.eventbridge.model.ReplayState;

/** The contract, kept by the embedded cloud in memory. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ArchiveEmbeddedTest extends ArchiveContract {

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
    Clients clients() {
        return cloud;
    }

    @Override
    Time time() {
        return cloud.time();
    }

    @Test
    void a_replay_that_was_cut_off_goes_on_in_the_next_process(@TempDir Path directory) {
        String bus = "arn:aws:events:eu-west-1:123456789012:event-bus/default";
        try (TestCloud first = TestCloud.openDurable(directory)) {
            EventBridgeClient events = first.get(EventBridgeClient.class);
            events.createArchive(
                    r -> r.archiveName("kept").eventSourceArn(bus).eventPattern("{\"source\":[\"shop\"]}"));
            events.putEvents(
                    r -> r.entries(e -> e.source("shop").detailType("order").detail("{}")));
            events.startReplay(r -> r.replayName("again")
                    .eventSourceArn("arn:aws:events:eu-west-1:123456789012:archive/kept")
                    .eventStartTime(TestCloud.START.minusSeconds(60))
                    .eventEndTime(TestCloud.START.plusSeconds(60))
                    .destination(d -> d.arn(bus)));
        }
        try (TestCloud second = TestCloud.openDurable(directory)) {
            second.time().advance(Duration.ofSeconds(1));
            DescribeReplayResponse replay =
                    second.get(EventBridgeClient.class).describeReplay(r -> r.replayName("again"));
            assertThat(replay.state()).isEqualTo(ReplayState.COMPLETED);
            assertThat(replay.eventLastReplayedTime()).isEqualTo(TestCloud.START);
        }
    }

    @Test
    void a_stack_makes_changes_and_deletes_an_archive() {
        CloudFormationClient stacks = cloud.get(CloudFormationClient.class);
        String template = """
                Resources:
                  A:
                    Type: AWS::Events::Archive
                    Properties:
                      SourceArn: !Sub 'arn:aws:events:${AWS::Region}:${AWS::AccountId}:event-bus/default'
                      EventPattern: {source: [shop]}
                      RetentionDays: 1
                Outputs:
                  Arn: {Value: !GetAtt A.Arn}
                  Name: {Value: !Ref A}
                """;
        stacks.createStack(r -> r.stackName("archived").templateBody(template));
        cloud.time().advance(Duration.ofSeconds(30));
        Map<String, String> outputs =
                stacks.describeStacks(r -> r.stackName("archived")).stacks().get(0).outputs().stream()
                        .collect(Collectors.toMap(Output::outputKey, Output::outputValue));
        EventBridgeClient events = cloud.get(EventBridgeClient.class);
        String name = String.valueOf(outputs.get("Name"));
        assertThat(events.describeArchive(r -> r.archiveName(name))).satisfies(archive -> {
            assertThat(archive.archiveArn()).isEqualTo(outputs.get("Arn"));
            assertThat(archive.eventPattern()).isEqualTo("{\"source\":[\"shop\"]}");
            assertThat(archive.retentionDays()).isEqualTo(1);
        });
        stacks.updateStack(r -> r.stackName("archived").templateBody(template.replace("Days: 1", "Days: 2")));
        cloud.time().advance(Duration.ofSeconds(30));
        assertThat(events.describeArchive(r -> r.archiveName(name)).retentionDays())
                .isEqualTo(2);
        stacks.deleteStack(r -> r.stackName("archived"));
        cloud.time().advance(Duration.ofSeconds(30));
        assertThat(events.listArchives(r -> r.namePrefix(name)).archives()).isEmpty();
    }
}
