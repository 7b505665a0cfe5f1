package io.devopslab.cloud.service.eventbridge;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eventbridge.model.CreateEventBusRequest;
import software.amazon.awssdk.services.eventbridge.model.CreateEventBusResponse;
import software.amazon.awssdk.services.eventbridge.model.DeadLetterConfig;
import software.amazon.awssdk.services.eventbridge.model.DeleteEventBusRequest;
import software.amazon.awssdk.services.eventbridge.model.DeleteEventBusResponse;
import software.amazon.awssdk.services.eventbridge.model.DescribeEventBusRequest;
import software.amazon.awssdk.services.eventbridge.model.DescribeEventBusResponse;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.EventBus;
import software.amazon.awssdk.services.eventbridge.model.ListEventBusesRequest;
import software.amazon.awssdk.services.eventbridge.model.ListEventBusesResponse;
import software.amazon.awssdk.services.eventbridge.model.UpdateEventBusRequest;
import software.amazon.awssdk.services.eventbridge.model.UpdateEventBusResponse;

/** The event buses of a scope, of which {@code default} always exists. */
final class EventBuses {

    static final String DEFAULT = "default";
    private static final Pattern NAME = Pattern.compile("[/\\.\\-_A-Za-z0-9]+");
    private static final int PAGE = 100;

    private final ServiceContext context;
    private final Table<Bus> buses;
    private final EventTags tags;

    record Bus(
            String name,
            Optional<String> description,
            Optional<String> key,
            Optional<DeadLetterConfig> deadLetters,
            Optional<String> policy,
            Instant created,
            Instant modified) {

        Bus withPolicy(Optional<String> newPolicy, Instant now) {
            return new Bus(name, description, key, deadLetters, newPolicy, created, now);
        }
    }

    EventBuses(ServiceContext context, EventTags tags) {
        this.context = context;
        this.tags = tags;
        this.buses = context.store().table("buses", Bus.class);
        Instant now = context.time().instant();
        Optional<String> none = Optional.empty();
        buses.putIfAbsent(DEFAULT, new Bus(DEFAULT, none, none, Optional.empty(), none, now, now));
    }

    String arn(String name) {
        return Arns.of("events", context.scope(), "event-bus/" + name);
    }

    /** The name of the bus that a request means by a name, an ARN or nothing. */
    static String name(@Nullable String nameOrArn) {
        if (nameOrArn == null) {
            return DEFAULT;
        }
        int slash = nameOrArn.indexOf(":event-bus/");
        return nameOrArn.startsWith("arn:") && slash > 0
                ? nameOrArn.substring(slash + ":event-bus/".length())
                : nameOrArn;
    }

    boolean exists(String name) {
        return buses.contains(name);
    }

    /** The name of an existing bus that a request means. */
    String require(@Nullable String nameOrArn) {
        return bus(nameOrArn).name();
    }

    Bus bus(@Nullable String nameOrArn) {
        String name = name(nameOrArn);
        return buses.get(name).orElseThrow(() -> EventBridgeErrors.noSuchBus(name));
    }

    CreateEventBusResponse create(CreateEventBusRequest request) {
        new Constraints()
                .required("name", request.name())
                .length("name", request.name(), 1, 256)
                .pattern("name", request.name(), NAME)
                .length("description", request.description(), 0, 512)
                .verify(EventBridgeException.builder());
        if (request.name().contains("/") && request.eventSourceName() == null) {
            throw EventBridgeErrors.validation("Event bus name must not contain '/'.");
        }
        if (request.eventSourceName() != null) {
            throw EventBridgeErrors.notFound("Event source " + request.eventSourceName() + " does not exist.");
        }
        String arn = arn(request.name());
        Instant now = context.time().instant();
        Bus bus = new Bus(
                request.name(),
                Optional.ofNullable(request.description()),
                Optional.ofNullable(request.kmsKeyIdentifier()),
                Optional.ofNullable(request.deadLetterConfig()),
                Optional.empty(),
                now,
                now);
        context.store().write(() -> {
            if (!buses.putIfAbsent(request.name(), bus)) {
                throw EventBridgeErrors.busExists(request.name());
            }
            tags.put(arn, request.tags(), CallSource.of(request));
        });
        return CreateEventBusResponse.builder()
                .eventBusArn(arn)
                .description(request.description())
                .kmsKeyIdentifier(request.kmsKeyIdentifier())
                .deadLetterConfig(request.deadLetterConfig())
                .build();
    }

    UpdateEventBusResponse update(UpdateEventBusRequest request) {
        Bus old = bus(request.name());
        Bus bus = new Bus(
                old.name(),
                Optional.ofNullable(request.description()),
                Optional.ofNullable(request.kmsKeyIdentifier()),
                Optional.ofNullable(request.deadLetterConfig()),
                old.policy(),
                old.created(),
                context.time().instant());
        buses.put(bus.name(), bus);
        return UpdateEventBusResponse.builder()
                .arn(arn(bus.name()))
                .name(bus.name())
                .description(request.description())
                .kmsKeyIdentifier(request.kmsKeyIdentifier())
                .deadLetterConfig(request.deadLetterConfig())
                .build();
    }

    void setPolicy(String name, Optional<String> policy) {
        buses.update(name, bus -> bus.withPolicy(policy, context.time().instant()));
    }

    DescribeEventBusResponse describe(DescribeEventBusRequest request) {
        Bus bus = bus(request.name());
        return DescribeEventBusResponse.builder()
                .name(bus.name())
                .arn(arn(bus.name()))
                .description(bus.description().orElse(null))
                .kmsKeyIdentifier(bus.key().orElse(null))
                .deadLetterConfig(bus.deadLetters().orElse(null))
                .policy(bus.policy().orElse(null))
                .creationTime(bus.created())
                .lastModifiedTime(bus.modified())
                .build();
    }

    ListEventBusesResponse list(ListEventBusesRequest request) {
        new Constraints().range("limit", request.limit(), 1, PAGE).verify(EventBridgeException.builder());
        String prefix = request.namePrefix() == null ? "" : request.namePrefix();
        List<Bus> all = buses.values().stream()
                .filter(bus -> bus.name().startsWith(prefix))
                .toList();
        Page<Bus> page = EventPages.of(all, Bus::name, request.nextToken(), request.limit());
        return ListEventBusesResponse.builder()
                .eventBuses(page.items().stream().map(this::summary).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private EventBus summary(Bus bus) {
        return EventBus.builder()
                .name(bus.name())
                .arn(arn(bus.name()))
                .description(bus.description().orElse(null))
                .policy(bus.policy().orElse(null))
                .creationTime(bus.created())
                .lastModifiedTime(bus.modified())
                .build();
    }

    /** Deletes a bus; one that is gone already counts as deleted. Its rules must be gone before. */
    DeleteEventBusResponse delete(DeleteEventBusRequest request, Rules rules) {
        new Constraints()
                .required("name", request.name())
                .length("name", request.name(), 1, 256)
                .verify(EventBridgeException.builder());
        String name = name(request.name());
        if (name.equals(DEFAULT)) {
            throw EventBridgeErrors.validation("Cannot delete event bus default.");
        }
        context.store().write(() -> {
            if (!rules.on(name).isEmpty()) {
                throw EventBridgeErrors.validation("Event bus " + name + " can't be deleted since it has rules.");
            }
            buses.remove(name);
            tags.remove(arn(name));
        });
        return DeleteEventBusResponse.builder().build();
    }
}
