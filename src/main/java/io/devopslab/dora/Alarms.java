package io.devopslab.dora;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What alarms say of deployments. */
final class Alarms {

    private final List<AlarmChange> changes;

    Alarms(List<AlarmChange> changes) {
        this.changes =
                changes.stream().sorted(Comparator.comparing(AlarmChange::at)).toList();
    }

    /**
     * The first alarm that went off after a deployment and before the next one had ended. One that goes off while the next is
     * under way, and fails, is the next one's: that is what a canary is for.
     */
    Optional<AlarmChange> after(Deployment deployment, Optional<Deployment> next) {
        return changes.stream()
                .filter(AlarmChange::rings)
                .filter(change -> !change.at().isBefore(deployment.ended()))
                .filter(change -> next.isEmpty() || change.at().isBefore(end(next.get())))
                .findFirst();
    }

    private static Instant end(Deployment next) {
        return next.succeeded() ? next.ended() : next.started();
    }

    /** The first moment from then on at which no alarm stands; empty when one stands to the end. */
    Optional<Instant> quietFrom(Instant moment) {
        Map<String, AlarmChange> states = new HashMap<>();
        for (AlarmChange change : changes) {
            if (change.at().isAfter(moment) && quiet(states)) {
                return Optional.of(moment);
            }
            states.put(change.alarm(), change);
            if (change.at().isAfter(moment) && quiet(states)) {
                return Optional.of(change.at());
            }
        }
        return quiet(states) ? Optional.of(moment) : Optional.empty();
    }

    private static boolean quiet(Map<String, AlarmChange> states) {
        return states.values().stream().noneMatch(AlarmChange::rings);
    }
}
