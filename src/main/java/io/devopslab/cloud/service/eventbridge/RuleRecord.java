package io.devopslab.cloud.service.eventbridge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.eventbridge.model.Target;

/**
 * A rule as it is kept.
 *
 * @param bus the name of its event bus
 * @param scheduledFrom when its schedule was set, from which a rate counts
 * @param targets in the order of their identifiers
 */
record RuleRecord(
        String bus,
        String name,
        Optional<String> pattern,
        Optional<String> schedule,
        String state,
        Optional<String> description,
        Optional<String> role,
        String createdBy,
        Instant scheduledFrom,
        List<Target> targets) {

    private static final String DISABLED = "DISABLED";

    RuleRecord {
        targets = List.copyOf(targets);
    }

    boolean isEnabled() {
        return !DISABLED.equals(state);
    }

    /** A rate counts from the moment at which its rule was last switched on. */
    RuleRecord withState(String newState, Instant now) {
        Instant from = isEnabled() ? scheduledFrom : now;
        return new RuleRecord(bus, name, pattern, schedule, newState, description, role, createdBy, from, targets);
    }

    RuleRecord withTargets(List<Target> newTargets) {
        List<Target> sorted = new ArrayList<>(newTargets);
        sorted.sort(Comparator.comparing(Target::id));
        return new RuleRecord(bus, name, pattern, schedule, state, description, role, createdBy, scheduledFrom, sorted);
    }
}
