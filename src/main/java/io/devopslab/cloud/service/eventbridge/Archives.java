package io.devopslab.cloud.service.eventbridge;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.CloudEvent;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eventbridge.model.Archive;
import software.amazon.awssdk.services.eventbridge.model.ArchiveState;
import software.amazon.awssdk.services.eventbridge.model.CreateArchiveRequest;
import software.amazon.awssdk.services.eventbridge.model.CreateArchiveResponse;
import software.amazon.awssdk.services.eventbridge.model.DeleteArchiveRequest;
import software.amazon.awssdk.services.eventbridge.model.DeleteArchiveResponse;
import software.amazon.awssdk.services.eventbridge.model.DescribeArchiveRequest;
import software.amazon.awssdk.services.eventbridge.model.DescribeArchiveResponse;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.ListArchivesRequest;
import software.amazon.awssdk.services.eventbridge.model.ListArchivesResponse;
import software.amazon.awssdk.services.eventbridge.model.UpdateArchiveRequest;
import software.amazon.awssdk.services.eventbridge.model.UpdateArchiveResponse;

/**
 * Archives, which keep the events of a bus so that they can be replayed (EventBridge User Guide, "Archiving and
 * replaying events"). What is replayed is not archived again.
 */
final class Archives {

    static final Pattern NAME = Pattern.compile("[\\.\\-_A-Za-z0-9]+");

    private static final Pattern SOURCE =
            Pattern.compile("^arn:aws([a-z]|\\-)*:events:([a-z]|\\d|\\-)*:([0-9]{12})?:.+\\/.+$");
    private static final int LONGEST_NAME = 48;
    private static final int LONGEST_PATTERN = 4096;

    private final ServiceContext context;
    private final EventBuses buses;
    private final Table<StoredArchive> archives;
    private final Table<CloudEvent> events;

    Archives(ServiceContext context, EventBuses buses) {
        this.context = context;
        this.buses = buses;
        this.archives = context.store().table("archives", StoredArchive.class);
        this.events = context.store().table("archived-events", CloudEvent.class);
    }

    String arn(String name) {
        return Arns.of("events", context.scope(), "archive/" + name);
    }

    CreateArchiveResponse create(CreateArchiveRequest request) {
        settings(request.archiveName(), request.description(), request.eventPattern(), request.retentionDays())
                .required("eventSourceArn", request.eventSourceArn())
                .length("eventSourceArn", request.eventSourceArn(), 1, 1600)
                .pattern("eventSourceArn", request.eventSourceArn(), SOURCE)
                .verify(EventBridgeException.builder());
        String bus = buses.require(request.eventSourceArn());
        Optional.ofNullable(request.eventPattern()).ifPresent(EventPattern::compile);
        StoredArchive archive = new StoredArchive(
                request.archiveName(),
                bus,
                Optional.ofNullable(request.description()),
                Optional.ofNullable(request.eventPattern()),
                Optional.ofNullable(request.retentionDays()).orElse(0),
                Optional.ofNullable(request.kmsKeyIdentifier()),
                context.time().instant());
        if (!archives.putIfAbsent(archive.name(), archive)) {
            throw EventBridgeErrors.exists("Archive " + archive.name() + " already exists.");
        }
        return CreateArchiveResponse.builder()
                .archiveArn(arn(archive.name()))
                .state(ArchiveState.ENABLED)
                .creationTime(archive.created())
                .build();
    }

    private static Constraints settings(
            @Nullable String name,
            @Nullable String description,
            @Nullable String pattern,
            @Nullable Integer retentionDays) {
        return named(name)
                .length("description", description, 0, 512)
                .length("eventPattern", pattern, 0, LONGEST_PATTERN)
                .range("retentionDays", retentionDays, 0, Integer.MAX_VALUE);
    }

    private static Constraints named(@Nullable String name) {
        return new Constraints()
                .required("archiveName", name)
                .length("archiveName", name, 1, LONGEST_NAME)
                .pattern("archiveName", name, NAME);
    }

    /**
     * @throws software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException when there is none
     */
    StoredArchive require(String name) {
        return find(name).orElseThrow(() -> EventBridgeErrors.notFound("Archive " + name + " does not exist."));
    }

    Optional<StoredArchive> find(String name) {
        return archives.get(name);
    }

    UpdateArchiveResponse update(UpdateArchiveRequest request) {
        settings(request.archiveName(), request.description(), request.eventPattern(), request.retentionDays())
                .verify(EventBridgeException.builder());
        Optional.ofNullable(request.eventPattern()).ifPresent(EventPattern::compile);
        StoredArchive changed = context.store().write(() -> {
            StoredArchive now = require(request.archiveName());
            StoredArchive next = new StoredArchive(
                    now.name(),
                    now.bus(),
                    Optional.ofNullable(request.description()).or(now::description),
                    Optional.ofNullable(request.eventPattern()).or(now::pattern),
                    Optional.ofNullable(request.retentionDays()).orElse(now.retentionDays()),
                    Optional.ofNullable(request.kmsKeyIdentifier()).or(now::key),
                    now.created());
            archives.put(next.name(), next);
            return next;
        });
        return UpdateArchiveResponse.builder()
                .archiveArn(arn(changed.name()))
                .state(ArchiveState.ENABLED)
                .creationTime(context.time().instant())
                .build();
    }

    DeleteArchiveResponse delete(DeleteArchiveRequest request) {
        named(request.archiveName()).verify(EventBridgeException.builder());
        context.store().write(() -> {
            StoredArchive archive = require(request.archiveName());
            events.removeAll(archive.name() + "/");
            archives.remove(archive.name());
        });
        return DeleteArchiveResponse.builder().build();
    }

    DescribeArchiveResponse describe(DescribeArchiveRequest request) {
        named(request.archiveName()).verify(EventBridgeException.builder());
        StoredArchive archive = require(request.archiveName());
        List<CloudEvent> kept = kept(archive);
        return DescribeArchiveResponse.builder()
                .archiveArn(arn(archive.name()))
                .archiveName(archive.name())
                .eventSourceArn(buses.arn(archive.bus()))
                .description(archive.description().orElse(null))
                .eventPattern(archive.pattern().orElse(null))
                .state(ArchiveState.ENABLED)
                .kmsKeyIdentifier(archive.key().orElse(null))
                .retentionDays(archive.retentionDays())
                .sizeBytes(bytes(kept))
                .eventCount((long) kept.size())
                .creationTime(archive.created())
                .build();
    }

    ListArchivesResponse list(ListArchivesRequest request) {
        ListFilter filter = new ListFilter(request.namePrefix(), request.eventSourceArn(), request.stateAsString())
                .verify("ListArchives", LONGEST_NAME, ArchiveState.knownValues(), request.limit());
        List<StoredArchive> found = archives.values().stream()
                .filter(archive ->
                        filter.passes(archive.name(), buses.arn(archive.bus()), ArchiveState.ENABLED.toString()))
                .toList();
        Page<StoredArchive> page = EventPages.of(found, StoredArchive::name, request.nextToken(), request.limit());
        return ListArchivesResponse.builder()
                .archives(page.items().stream().map(this::summary).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private Archive summary(StoredArchive archive) {
        List<CloudEvent> kept = kept(archive);
        return Archive.builder()
                .archiveName(archive.name())
                .eventSourceArn(buses.arn(archive.bus()))
                .state(ArchiveState.ENABLED)
                .retentionDays(archive.retentionDays())
                .sizeBytes(bytes(kept))
                .eventCount((long) kept.size())
                .creationTime(archive.created())
                .build();
    }

    private static long bytes(List<CloudEvent> events) {
        return events.stream()
                .mapToLong(event -> Events.document(event).toString().getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    /** The archives of a bus, whose patterns may let an event pass. */
    List<StoredArchive> on(String bus) {
        return archives.values().stream()
                .filter(archive -> archive.bus().equals(bus))
                .toList();
    }

    /** Inside a write: keeps an event, and lets go of what has been kept long enough. */
    void keep(StoredArchive archive, CloudEvent event) {
        events.put(key(archive.name(), event.time()) + "/" + event.id(), event);
        archive.oldest(context.time().instant()).ifPresent(oldest -> {
            String end = key(archive.name(), oldest);
            Optional<String> first = firstKey(archive);
            while (first.isPresent() && first.get().compareTo(end) < 0) {
                events.remove(first.get());
                first = firstKey(archive);
            }
        });
    }

    private Optional<String> firstKey(StoredArchive archive) {
        return events.ceiling(archive.name() + "/").map(Map.Entry::getKey);
    }

    /** Sorts by the time of the event, those before 1970 in any order. */
    private static String key(String archive, Instant time) {
        return archive + "/"
                + String.format(Locale.ROOT, "%020d.%09d", Math.max(0, time.getEpochSecond()), time.getNano());
    }

    /** The events that an archive keeps now, by their time. */
    List<CloudEvent> kept(StoredArchive archive) {
        Instant oldest = archive.oldest(context.time().instant()).orElse(Instant.MIN);
        return events.valuesOf(archive.name() + "/").stream()
                .filter(event -> !event.time().isBefore(oldest))
                .toList();
    }
}
