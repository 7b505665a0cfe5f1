package io.devopslab.cloud.service.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.devopslab.aws.Clients;
import io.devopslab.cloud.kernel.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Archive;
import software.amazon.awssdk.services.eventbridge.model.ArchiveState;
import software.amazon.awssdk.services.eventbridge.model.IllegalStatusException;
import software.amazon.awssdk.services.eventbridge.model.InvalidEventPatternException;
import software.amazon.awssdk.services.eventbridge.model.Replay;
import software.amazon.awssdk.services.eventbridge.model.ReplayState;
import software.amazon.awssdk.services.eventbridge.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.StartReplayRequest;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What archives and replays promise. A bus, a queue and a rule between them are of each test's own. */
abstract class ArchiveContract {

    private static final ObjectMapper JSON = new ObjectMapper();

    private String name = "";
    private String bus = "";
    private String queue = "";

    abstract Clients clients();

    abstract Time time();

    private EventBridgeClient events() {
        return clients().get(EventBridgeClient.class);
    }

    private SqsClient sqs() {
        return clients().get(SqsClient.class);
    }

    @BeforeEach
    void makeBus() {
        name = "t-" + UUID.randomUUID();
        bus = events().createEventBus(r -> r.name(name)).eventBusArn();
        queue = sqs().createQueue(r -> r.queueName(name)).queueUrl();
        rule("all", "{\"source\": [\"shop\"]}");
    }

    /** A rule that brings events to the queue; gives its ARN. */
    private String rule(String rule, String pattern) {
        String arn = sqs().getQueueAttributes(r -> r.queueUrl(queue).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        String made = events().putRule(r -> r.eventBusName(name).name(rule).eventPattern(pattern))
                .ruleArn();
        events().putTargets(r ->
                r.eventBusName(name).rule(rule).targets(t -> t.id("queue").arn(arn)));
        return made;
    }

    private String archive(String pattern) {
        return events().createArchive(r ->
                        r.archiveName(name.substring(0, 30)).eventSourceArn(bus).eventPattern(pattern))
                .archiveArn();
    }

    private void put(String type) {
        events().putEvents(r -> r.entries(
                e -> e.eventBusName(name).source("shop").detailType(type).detail("{}")));
    }

    private void pause(Duration duration) {
        try {
            time().pause(duration);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** So many events of the queue, which then are gone from it. */
    private List<JsonNode> received(int count) throws JsonProcessingException {
        List<JsonNode> received = new ArrayList<>();
        while (received.size() < count) {
            pause(Duration.ofMillis(100));
            for (var message : sqs().receiveMessage(r -> r.queueUrl(queue).maxNumberOfMessages(10))
                    .messages()) {
                received.add(JSON.readTree(message.body()));
                sqs().deleteMessage(r -> r.queueUrl(queue).receiptHandle(message.receiptHandle()));
            }
        }
        return received;
    }

    private void replay(String replay, String archive, Consumer<StartReplayRequest.Builder> more) {
        Instant now = time().instant();
        StartReplayRequest.Builder request = StartReplayRequest.builder()
                .replayName(replay)
                .eventSourceArn(archive)
                .eventStartTime(now.minus(Duration.ofHours(1)))
                .eventEndTime(now.plus(Duration.ofHours(1)))
                .destination(d -> d.arn(bus));
        more.accept(request);
        assertThat(events().startReplay(request.build()).state()).isEqualTo(ReplayState.STARTING);
    }

    private ReplayState ended(String replay) {
        ReplayState state = events().describeReplay(r -> r.replayName(replay)).state();
        while (state != ReplayState.COMPLETED && state != ReplayState.CANCELLED) {
            pause(Duration.ofMillis(100));
            state = events().describeReplay(r -> r.replayName(replay)).state();
        }
        return state;
    }

    private static void assertValidation(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, error -> {
            assertThat(error.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
            assertThat(error.awsErrorDetails().errorMessage()).contains(message);
        });
    }

    @Test
    void what_an_archive_kept_comes_again_and_says_so() throws Exception {
        put("before");
        String archive = archive("{\"detail-type\": [{\"anything-but\": \"noise\"}]}");
        put("order");
        put("noise");
        put("payment");
        List<JsonNode> first = received(4);
        assertThat(first).noneMatch(event -> event.has("replay-name"));
        assertThat(events().describeArchive(r -> r.archiveName(name.substring(0, 30))))
                .satisfies(kept -> {
                    assertThat(kept.eventCount()).isEqualTo(2);
                    assertThat(kept.sizeBytes()).isPositive();
                });

        String replay = name + "-replay";
        replay(replay, archive, r -> {});
        List<JsonNode> again = received(2);
        assertThat(again)
                .extracting(event -> event.path("detail-type").asText())
                .containsExactlyInAnyOrder("order", "payment");
        assertThat(again).allSatisfy(event -> {
            assertThat(event.path("replay-name").asText()).isEqualTo(replay);
            assertThat(first)
                    .extracting(old -> old.path("id").asText())
                    .contains(event.path("id").asText());
        });
        assertThat(ended(replay)).isEqualTo(ReplayState.COMPLETED);
        assertThat(events().describeReplay(r -> r.replayName(replay))).satisfies(told -> {
            assertThat(told.eventSourceArn()).isEqualTo(archive);
            assertThat(told.destination().arn()).isEqualTo(bus);
            assertThat(told.eventLastReplayedTime()).isNotNull();
            assertThat(told.replayEndTime()).isAfterOrEqualTo(told.replayStartTime());
        });
        // What is replayed is not archived again.
        assertThat(events().describeArchive(r -> r.archiveName(name.substring(0, 30)))
                        .eventCount())
                .isEqualTo(2);
        assertThatThrownBy(() -> events().cancelReplay(r -> r.replayName(replay)))
                .isInstanceOf(IllegalStatusException.class);
    }

    @Test
    void a_replay_can_be_for_single_rules_and_times() throws Exception {
        String archive = archive(null);
        String only = rule("only", "{\"detail-type\": [\"order\"], \"replay-name\": [{\"exists\": true}]}");
        put("order");
        received(1);
        replay(name + "-1", archive, r -> r.destination(d -> d.arn(bus).filterArns(only)));
        assertThat(received(1)).hasSize(1);
        assertThat(ended(name + "-1")).isEqualTo(ReplayState.COMPLETED);
        Instant now = time().instant();
        replay(name + "-2", archive, r -> r.eventStartTime(now.plusSeconds(60)));
        assertThat(ended(name + "-2")).isEqualTo(ReplayState.COMPLETED);
        assertThat(events().describeReplay(r -> r.replayName(name + "-2")).eventLastReplayedTime())
                .isNull();
        pause(Duration.ofSeconds(5));
        assertThat(sqs().receiveMessage(r -> r.queueUrl(queue)).messages()).isEmpty();
    }

    @Test
    void a_replay_that_is_cancelled_in_time_brings_nothing() {
        String archive = archive(null);
        put("order");
        replay(name, archive, r -> {});
        assertThat(events().cancelReplay(r -> r.replayName(name)).state()).isEqualTo(ReplayState.CANCELLING);
        assertThat(ended(name)).isEqualTo(ReplayState.CANCELLED);
        assertThat(events().describeReplay(r -> r.replayName(name)).eventLastReplayedTime())
                .isNull();
    }

    @Test
    void an_archive_forgets_what_it_has_kept_long_enough() {
        String archive = archive(null);
        events().updateArchive(r ->
                r.archiveName(name.substring(0, 30)).retentionDays(1).description("a day"));
        put("order");
        assertThat(events().describeArchive(r -> r.archiveName(name.substring(0, 30))))
                .satisfies(kept -> {
                    assertThat(kept.archiveArn()).isEqualTo(archive);
                    assertThat(kept.description()).isEqualTo("a day");
                    assertThat(kept.retentionDays()).isEqualTo(1);
                    assertThat(kept.state()).isEqualTo(ArchiveState.ENABLED);
                    assertThat(kept.eventCount()).isEqualTo(1);
                });
        time().advance(Duration.ofDays(2));
        assertThat(events().describeArchive(r -> r.archiveName(name.substring(0, 30)))
                        .eventCount())
                .isZero();
        put("payment");
        assertThat(events().describeArchive(r -> r.archiveName(name.substring(0, 30)))
                        .eventCount())
                .isEqualTo(1);
    }

    @Test
    void archives_and_replays_are_listed() {
        String archive = archive(null);
        String prefix = name.substring(0, 30);
        assertThat(events().listArchives(r -> r.namePrefix(prefix)).archives())
                .extracting(Archive::archiveName)
                .containsExactly(prefix);
        assertThat(events().listArchives(r -> r.eventSourceArn(bus)).archives()).hasSize(1);
        assertThat(events().listArchives(r -> r.state("DISABLED")).archives()).isEmpty();
        replay(name + "-1", archive, r -> {});
        replay(name + "-2", archive, r -> {});
        ended(name + "-2");
        var page = events().listReplays(r -> r.namePrefix(name).limit(1));
        assertThat(page.replays()).extracting(Replay::replayName).containsExactly(name + "-1");
        assertThat(events().listReplays(r -> r.namePrefix(name).nextToken(page.nextToken()))
                        .replays())
                .extracting(Replay::replayName)
                .containsExactly(name + "-2");
        assertThat(events().listReplays(r -> r.eventSourceArn(archive)).replays())
                .hasSize(2);
        assertValidation(() -> events().listReplays(r -> r.namePrefix(name).state("COMPLETED")), "At most one filter");
        assertValidation(
                () -> events().listArchives(r -> r.namePrefix(prefix).eventSourceArn(bus)), "At most one filter");

        events().deleteArchive(r -> r.archiveName(prefix));
        assertThatThrownBy(() -> events().deleteArchive(r -> r.archiveName(prefix)))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThat(events().listArchives(r -> r.namePrefix(prefix)).archives()).isEmpty();
    }

    @Test
    void what_makes_no_sense_is_refused() {
        String archive = archive(null);
        String kept = name.substring(0, 30);
        assertThatThrownBy(() -> archive(null)).isInstanceOf(ResourceAlreadyExistsException.class);
        assertThatThrownBy(
                        () -> events().createArchive(r -> r.archiveName("other").eventSourceArn(bus + "-none")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(
                        () -> events().updateArchive(r -> r.archiveName(kept).eventPattern("{\"source\": \"shop\"}")))
                .isInstanceOf(InvalidEventPatternException.class);
        assertValidation(() -> events().createArchive(r -> r.archiveName("a b").eventSourceArn(bus)), "archiveName");
        Instant now = time().instant();
        assertValidation(
                () -> replay(name, archive, r -> r.eventStartTime(now).eventEndTime(now)),
                "EventStartTime must be before EventEndTime");
        assertValidation(
                () -> replay(
                        name,
                        archive,
                        r -> r.destination(d -> d.arn("arn:aws:events:eu-west-1:123456789012:event-bus/default"))),
                "Cross event bus replay is not permitted");
        assertValidation(() -> replay(name, bus, r -> {}), "EventSourceArn");
        assertThatThrownBy(() -> replay(name, archive + "-none", r -> {}))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> events().describeReplay(r -> r.replayName(name)))
                .isInstanceOf(ResourceNotFoundException.class);
        replay(name, archive, r -> {});
        assertThatThrownBy(() -> replay(name, archive, r -> {})).isInstanceOf(ResourceAlreadyExistsException.class);
    }
}
