package io.devopslab.cloud.service.eventbridge;

import io.devopslab.cloud.kernel.CloudEvent;
import io.devopslab.cloud.kernel.Store;
import io.devopslab.cloud.kernel.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings an event on a bus to the targets of the rules that it matches, and into the bus's archives. An event that comes to a bus twice is
 * routed once.
 */
final class EventRouter {

    private static final Logger LOG = LoggerFactory.getLogger(EventRouter.class);

    /** More than can ever be delivered again by the kernel's bus, which goes on where it was. */
    private static final int REMEMBERED = 1_000;

    private final Store store;
    private final Rules rules;
    private final Deliveries deliveries;
    private final Archives archives;
    private final Table<Instant> seen;
    private final Map<String, EventPattern> patterns = new ConcurrentHashMap<>();

    EventRouter(Store store, Rules rules, Deliveries deliveries, Archives archives) {
        this.store = store;
        this.rules = rules;
        this.deliveries = deliveries;
        this.archives = archives;
        this.seen = store.table("seen", Instant.class);
    }

    /**
     * Routes an event. When it returns, the deliveries are kept.
     *
     * @param forwarded whether the event came from another bus
     */
    void route(String bus, CloudEvent event, boolean forwarded) {
        String document = Events.document(event).toString();
        List<RuleRecord> matching = matching(bus, document);
        List<StoredArchive> keeping = archives.on(bus).stream()
                .filter(archive -> archive.pattern()
                        .map(pattern -> matches(pattern, document, "archive " + archive.name()))
                        .orElse(true))
                .toList();
        if (!matching.isEmpty() || !keeping.isEmpty()) {
            deliveries.start(store.write(() -> arrive(bus, event, forwarded, matching, keeping)));
        }
    }

    /** Routes an event again. When it returns, the deliveries are kept. */
    void replay(StoredReplay replay, CloudEvent event) {
        Optional<String> name = Optional.of(replay.name());
        List<RuleRecord> matching = matching(
                        replay.bus(), Events.document(event, name).toString())
                .stream()
                .filter(rule -> replay.rules().isEmpty() || replay.rules().contains(rules.arn(rule)))
                .toList();
        if (!matching.isEmpty()) {
            deliveries.start(store.write(() -> isNew(replay.bus() + "/" + replay.name(), event)
                    ? enqueue(event, false, name, matching)
                    : List.of()));
        }
    }

    private List<RuleRecord> matching(String bus, String document) {
        return rules.on(bus).stream()
                .filter(rule -> !rule.targets().isEmpty() && matches(rule, document))
                .toList();
    }

    private List<String> arrive(
            String bus, CloudEvent event, boolean forwarded, List<RuleRecord> matching, List<StoredArchive> keeping) {
        if (!isNew(bus, event)) {
            return List.of();
        }
        keeping.forEach(archive -> archives.keep(archive, event));
        return enqueue(event, forwarded, Optional.empty(), matching);
    }

    private boolean isNew(String way, CloudEvent event) {
        boolean isNew = seen.putIfAbsent(event.time() + "/" + event.id() + "/" + way, event.time());
        if (isNew) {
            forgetOldest();
        }
        return isNew;
    }

    private List<String> enqueue(
            CloudEvent event, boolean forwarded, Optional<String> replay, List<RuleRecord> matching) {
        List<String> keys = new ArrayList<>();
        matching.forEach(rule -> rule.targets()
                .forEach(target -> keys.add(deliveries.add(rules.arn(rule), target, event, forwarded, replay))));
        return keys;
    }

    private void forgetOldest() {
        if (seen.size() > 2 * REMEMBERED) {
            seen.keys().subList(0, REMEMBERED).forEach(seen::remove);
        }
    }

    private boolean matches(RuleRecord rule, String document) {
        return rule.isEnabled()
                && rule.pattern()
                        .map(pattern -> matches(pattern, document, "rule " + rule.name()))
                        .orElse(false);
    }

    private boolean matches(String pattern, String document, String whose) {
        try {
            return patterns.computeIfAbsent(pattern, EventPattern::compile).matches(document);
        } catch (RuntimeException e) {
            LOG.error("The event could not be compared with the pattern of the {}.", whose, e);
            return false;
        }
    }
}
