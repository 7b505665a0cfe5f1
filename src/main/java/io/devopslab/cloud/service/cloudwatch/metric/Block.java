package io.devopslab.cloud.service.cloudwatch.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * The data points of a metric in a stretch of time, in order.
 *
 * @param slots at most one for each step and unit
 */
record Block(List<Slot> slots) {

    /**
     * @param at seconds since the epoch at which the data point's step begins
     * @param unit as it was sent, {@code None} when none was
     */
    record Slot(long at, String unit, Stats stats) {}

    static final Block EMPTY = new Block(List.of());

    Block {
        slots = List.copyOf(slots);
    }

    Block plus(Slot added) {
        List<Slot> changed = new ArrayList<>(slots);
        int place = slots.size();
        while (place > 0 && slots.get(place - 1).at() >= added.at()) {
            place--;
            Slot slot = slots.get(place);
            if (slot.at() == added.at() && slot.unit().equals(added.unit())) {
                changed.set(place, new Slot(slot.at(), slot.unit(), slot.stats().plus(added.stats())));
                return new Block(changed);
            }
        }
        changed.add(place, added);
        return new Block(changed);
    }
}
