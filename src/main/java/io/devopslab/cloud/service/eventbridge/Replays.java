package io.devopslab.cloud.service.eventbridge;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.CloudEvent;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eventbridge.model.CancelReplayRequest;
import software.amazon.awssdk.services.eventbridge.model.CancelReplayResponse;
import software.amazon.awssdk.services.eventbridge.model.DescribeReplayRequest;
import software.amazon.awssdk.services.eventbridge.model.DescribeReplayResponse;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.IllegalStatusException;
import software.amazon.awssdk.services.eventbridge.model.ListReplaysRequest;
import software.amazon.awssdk.services.eventbridge.model.ListReplaysResponse;
import software.amazon.awssdk.services.eventbridge.model.Replay;
import software.amazon.awssdk.services.eventbridge.model.ReplayDestination;
import software.amazon.awssdk.services.eventbridge.model.ReplayState;
import software.amazon.awssdk.services.eventbridge.model.StartReplayRequest;
import software.amazon.awssdk.services.eventbridge.model.StartReplayResponse;

/**
 * Replays: events of an archive come to their bus again, in the order of their times and with the name of the replay
 * in them (EventBridge User Guide, "Archiving and replaying events"). A replay goes on in the next process where it
 * was.
 */
final class Replays {

    private static final int LONGEST_NAME = 64;

    /** Of the cloud's time, between a replay's start and its first event. */
    private static final Duration START = Duration.ofSeconds(1);

    private final ServiceContext context;
    private final EventBuses buses;
    private final Archives archives;
    private final EventRouter router;
    private final Table<StoredReplay> replays;

    Replays(ServiceContext context, EventBuses buses, Archives archives, EventRouter router) {
        this.context = context;
        this.buses = buses;
        this.archives = archives;
        this.router = router;
        this.replays = context.store().table("replays", StoredReplay.class);
    }

    private String arn(String name) {
        return Arns.of("events", context.scope(), "replay/" + name);
    }

    StartReplayResponse start(StartReplayRequest request) {
        named(request.replayName())
                .length("description", request.description(), 0, 512)
                .required("eventSourceArn", request.eventSourceArn())
                .required("eventStartTime", request.eventStartTime())
                .required("eventEndTime", request.eventEndTime())
                .required("destination", request.destination())
                .required(
                        "destination.arn",
                        request.destination() == null
                                ? null
                                : request.destination().arn())
                .verify(EventBridgeException.builder());
        String bus = bus(request.destination());
        StoredArchive archive = archive(request.eventSourceArn());
        if (!archive.bus().equals(bus)) {
            throw EventBridgeErrors.validation(
                    "Parameter Destination.Arn is not valid. Reason: Cross event bus replay is not permitted.");
        }
        if (!request.eventStartTime().isBefore(request.eventEndTime())) {
            throw EventBridgeErrors.validation(
                    "Parameter EventEndTime is not valid. Reason: EventStartTime must be before EventEndTime.");
        }
        StoredReplay replay = new StoredReplay(
                request.replayName(),
                Optional.ofNullable(request.description()),
                archive.name(),
                bus,
                Set.copyOf(request.destination().filterArns()),
                request.eventStartTime(),
                request.eventEndTime(),
                ReplayState.STARTING,
                context.time().instant(),
                Optional.empty(),
                Optional.empty());
        if (!replays.putIfAbsent(replay.name(), replay)) {
            throw EventBridgeErrors.exists("Replay " + replay.name() + " already exists.");
        }
        context.time().schedule(START, () -> run(replay.name()));
        return StartReplayResponse.builder()
                .replayArn(arn(replay.name()))
                .state(replay.state())
                .replayStartTime(replay.started())
                .build();
    }

    private static Constraints named(@Nullable String name) {
        return new Constraints()
                .required("replayName", name)
                .length("replayName", name, 1, LONGEST_NAME)
                .pattern("replayName", name, Archives.NAME);
    }

    private String bus(ReplayDestination destination) {
        if (!destination.arn().contains(":event-bus/")) {
            throw EventBridgeErrors.validation(
                    "Parameter Destination.Arn is not valid. Reason: Must contain an event bus ARN.");
        }
        return buses.require(destination.arn());
    }

    private StoredArchive archive(String arn) {
        String name = arn.substring(arn.lastIndexOf('/') + 1);
        if (!arn.equals(archives.arn(name))) {
            throw EventBridgeErrors.validation(
                    "Parameter EventSourceArn is not valid. Reason: Must contain an archive ARN.");
        }
        return archives.require(name);
    }

    /** Goes on with what an earlier process began. */
    void resume() {
        replays.values().stream().filter(replay -> !replay.isOver()).forEach(replay -> context.time()
                .execute(() -> run(replay.name())));
    }

    private void run(String name) {
        if (!advance(name, ReplayState.RUNNING)) {
            return;
        }
        StoredReplay replay = replays.get(name).orElseThrow();
        for (CloudEvent event : events(replay)) {
            // Between two events it may be cancelled.
            if (!advance(name, ReplayState.RUNNING)) {
                return;
            }
            router.replay(replay, event);
            replays.update(name, row -> row.after(event.time()));
        }
        advance(name, ReplayState.COMPLETED);
    }

    /** What is still to be replayed: of a replay that was cut off the event that was its last comes once more. */
    private List<CloudEvent> events(StoredReplay replay) {
        return archives.find(replay.archive()).map(archives::kept).orElse(List.of()).stream()
                .filter(event -> !event.time().isBefore(replay.last().orElse(replay.from())))
                .filter(event -> event.time().isBefore(replay.to()))
                .toList();
    }

    /** Puts a replay into a state, unless it is to be cancelled, which then is done. Tells whether it may go on. */
    private boolean advance(String name, ReplayState next) {
        return context.store().write(() -> {
            StoredReplay replay = replays.get(name).orElseThrow();
            if (replay.isOver()) {
                return false;
            }
            boolean cancelled = replay.state() == ReplayState.CANCELLING;
            ReplayState state = cancelled ? ReplayState.CANCELLED : next;
            boolean over = cancelled || next == ReplayState.COMPLETED;
            replays.put(name, over ? replay.ended(state, context.time().instant()) : replay.in(state));
            return !over;
        });
    }

    private StoredReplay require(@Nullable String name) {
        named(name).verify(EventBridgeException.builder());
        return replays.get(Objects.requireNonNull(name))
                .orElseThrow(() -> EventBridgeErrors.notFound("Replay " + name + " does not exist."));
    }

    CancelReplayResponse cancel(CancelReplayRequest request) {
        context.store().write(() -> {
            StoredReplay replay = require(request.replayName());
            if (replay.state() != ReplayState.STARTING && replay.state() != ReplayState.RUNNING) {
                throw Errors.of(
                        IllegalStatusException.builder(),
                        "Replay " + replay.name() + " is not in a valid state for this operation.");
            }
            replays.put(replay.name(), replay.in(ReplayState.CANCELLING));
        });
        return CancelReplayResponse.builder()
                .replayArn(arn(request.replayName()))
                .state(ReplayState.CANCELLING)
                .build();
    }

    DescribeReplayResponse describe(DescribeReplayRequest request) {
        StoredReplay replay = require(request.replayName());
        return DescribeReplayResponse.builder()
                .replayName(replay.name())
                .replayArn(arn(replay.name()))
                .description(replay.description().orElse(null))
                .state(replay.state())
                .eventSourceArn(archives.arn(replay.archive()))
                .destination(destination(replay))
                .eventStartTime(replay.from())
                .eventEndTime(replay.to())
                .eventLastReplayedTime(replay.last().orElse(null))
                .replayStartTime(replay.started())
                .replayEndTime(replay.ended().orElse(null))
                .build();
    }

    private ReplayDestination destination(StoredReplay replay) {
        return ReplayDestination.builder()
                .arn(buses.arn(replay.bus()))
                .filterArns(replay.rules().stream().sorted().toList())
                .build();
    }

    ListReplaysResponse list(ListReplaysRequest request) {
        ListFilter filter = new ListFilter(request.namePrefix(), request.eventSourceArn(), request.stateAsString())
                .verify("ListReplays", LONGEST_NAME, ReplayState.knownValues(), request.limit());
        List<StoredReplay> found = replays.values().stream()
                .filter(replay -> filter.passes(
                        replay.name(),
                        archives.arn(replay.archive()),
                        replay.state().toString()))
                .toList();
        Page<StoredReplay> page = EventPages.of(found, StoredReplay::name, request.nextToken(), request.limit());
        return ListReplaysResponse.builder()
                .replays(page.items().stream().map(this::summary).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private Replay summary(StoredReplay replay) {
        return Replay.builder()
                .replayName(replay.name())
                .eventSourceArn(archives.arn(replay.archive()))
                .state(replay.state())
                .eventStartTime(replay.from())
                .eventEndTime(replay.to())
                .eventLastReplayedTime(replay.last().orElse(null))
                .replayStartTime(replay.started())
                .replayEndTime(replay.ended().orElse(null))
                .build();
    }
}
