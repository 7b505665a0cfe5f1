package io.devopslab.cloud.kernel;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/** Entries in the order in which they fall due, ties in the order of arrival. Guarded by its owner's lock. */
final class Schedule {

    record Entry(Instant due, long sequence, boolean pulls, Runnable action) {}

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparing(Entry::due).thenComparingLong(Entry::sequence));
    private long sequence;
    private int pulling;

    /**
     * @param pulls whether somebody blocks until this entry is due
     */
    Entry add(Instant due, boolean pulls, Runnable action) {
        Entry entry = new Entry(due, sequence++, pulls, action);
        entries.add(entry);
        pulling += pulls ? 1 : 0;
        return entry;
    }

    boolean remove(Entry entry) {
        boolean removed = entries.remove(entry);
        pulling -= removed && entry.pulls() ? 1 : 0;
        return removed;
    }

    Optional<Entry> first() {
        return Optional.ofNullable(entries.peek());
    }

    boolean isPulled() {
        return pulling > 0;
    }

    void clear() {
        entries.clear();
        pulling = 0;
    }
}
