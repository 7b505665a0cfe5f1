package io.devopslab.cloud.service.eventbridge;

import io.devopslab.cloud.kernel.CloudEvent;
import io.devopslab.cloud.kernel.Store;
import io.devopslab.cloud.kernel.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings an event on a bus to the targets of the rules that it matches. An event that comes to a bus twice is
 * routed once.
 */
final class EventRouter {

    private static final Logger LOG = LoggerFactory.getLogger(EventRouter.class);

    /** More than can ever be delivered again by the kernel's bus, which goes on where it was. */
    private static final int REMEMBERED = 1_000;

    private final Store store;
    private final Rules rules;
    private final Deliveries deliveries;
    private final Table<Instant> seen;
    private final Map<String, EventPattern> patterns = new ConcurrentHashMap<>();

    EventRouter(Store store, Rules rules, Deliveries deliveries) {
        this.store = store;
        this.rules = rules;
        this.deliveries = deliveries;
        this.seen = store.table("seen", Instant.class);
    }

    /**
     * Routes an event. When it returns, the deliveries are kept.
     *
     * @param forwarded whether the event came from another bus
     */
    void route(String bus, CloudEvent event, boolean forwarded) {
        String document = Events.document(event).toString();
        List<RuleRecord> matching = rules.on(bus).stream()
                .filter(rule -> !rule.targets().isEmpty() && matches(rule, document))
                .toList();
        if (!matching.isEmpty()) {
            deliveries.start(store.write(() -> enqueue(bus, event, forwarded, matching)));
        }
    }

    private List<String> enqueue(String bus, CloudEvent event, boolean forwarded, List<RuleRecord> matching) {
        List<String> keys = new ArrayList<>();
        if (seen.putIfAbsent(event.time() + "/" + event.id() + "/" + bus, event.time())) {
            forgetOldest();
            matching.forEach(rule -> rule.targets()
                    .forEach(target -> keys.add(deliveries.add(rules.arn(rule), target, event, forwarded))));
        }
        return keys;
    }

    private void forgetOldest() {
        if (seen.size() > 2 * REMEMBERED) {
            seen.keys().subList(0, REMEMBERED).forEach(seen::remove);
        }
    }

    private boolean matches(RuleRecord rule, String document) {
        if (!rule.isEnabled() || rule.pattern().isEmpty()) {
            return false;
        }
        try {
            return patterns.computeIfAbsent(rule.pattern().get(), EventPattern::compile)
                    .matches(document);
        } catch (RuntimeException e) {
            LOG.error("The event could not be compared with the pattern of the rule {}.", rule.name(), e);
            return false;
        }
    }
}
