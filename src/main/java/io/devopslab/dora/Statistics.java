package io.devopslab.dora;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The middle and the long end of spans of time; nothing of none. */
final class Statistics {

    private Statistics() {}

    /** The middle one, or the mean of the two in the middle. */
    static Optional<Duration> median(List<Duration> spans) {
        if (spans.isEmpty()) {
            return Optional.empty();
        }
        List<Duration> sorted = spans.stream().sorted().toList();
        int half = sorted.size() / 2;
        return Optional.of(
                sorted.size() % 2 == 1
                        ? sorted.get(half)
                        : sorted.get(half - 1).plus(sorted.get(half)).dividedBy(2));
    }

    /** The one that nine of ten do not exceed, by the nearest rank. */
    static Optional<Duration> ninetieth(List<Duration> spans) {
        if (spans.isEmpty()) {
            return Optional.empty();
        }
        List<Duration> sorted = spans.stream().sorted().toList();
        return Optional.of(sorted.get((int) Math.ceil(sorted.size() * 0.9) - 1));
    }
}
