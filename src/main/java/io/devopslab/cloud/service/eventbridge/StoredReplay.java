package io.devopslab.cloud.service.eventbridge;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.eventbridge.model.ReplayState;

/**
 * A replay as it is kept.
 *
 * @param archive the name of the archive
 * @param bus the name of the bus to which the events come again
 * @param rules the ARNs of the rules that alone are to see them; empty for all
 * @param from the first time of events that are replayed
 * @param to the time of events from which on none is replayed
 * @param last the time of the event that was replayed last
 */
record StoredReplay(
        String name,
        Optional<String> description,
        String archive,
        String bus,
        Set<String> rules,
        Instant from,
        Instant to,
        ReplayState state,
        Instant started,
        Optional<Instant> last,
        Optional<Instant> ended) {

    StoredReplay {
        rules = Set.copyOf(rules);
    }

    boolean isOver() {
        return ended.isPresent();
    }

    StoredReplay in(ReplayState next) {
        return new StoredReplay(name, description, archive, bus, rules, from, to, next, started, last, ended);
    }

    StoredReplay after(Instant event) {
        return new StoredReplay(
                name, description, archive, bus, rules, from, to, state, started, Optional.of(event), ended);
    }

    StoredReplay ended(ReplayState end, Instant now) {
        return new StoredReplay(name, description, archive, bus, rules, from, to, end, started, last, Optional.of(now));
    }
}
