package io.devopslab.session.traffic;

import io.devopslab.session.traffic.Sample.Share;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;

/** The newest answers: enough of them to see a tenth, few enough to see it move. Thread-safe. */
final class Answers {

    /** Versions are numbers, but for {@code $LATEST}, which stands last. */
    private static final Comparator<String> BY_AGE =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    private final int most;
    private final Deque<Answer> newest = new ArrayDeque<>();
    private long calls;

    private record Answer(String version, boolean failed) {}

    /**
     * What was counted.
     *
     * @param calls all that were answered
     * @param shares of the newest of them
     */
    record Count(long calls, List<Share> shares) {}

    /**
     * @param most how many are kept
     */
    Answers(int most) {
        this.most = most;
    }

    synchronized void add(String version, boolean failed) {
        calls++;
        newest.addLast(new Answer(version, failed));
        if (newest.size() > most) {
            newest.removeFirst();
        }
    }

    /** The share of each version that answered, and of each that has a weight. */
    synchronized Count count(Map<String, Double> weights) {
        TreeSet<String> versions = new TreeSet<>(BY_AGE);
        versions.addAll(weights.keySet());
        newest.forEach(answer -> versions.add(answer.version()));
        List<Share> shares = new ArrayList<>();
        for (String version : versions) {
            List<Answer> own = newest.stream()
                    .filter(answer -> answer.version().equals(version))
                    .toList();
            Double weight = weights.get(version);
            shares.add(new Share(
                    version,
                    own.size(),
                    (int) own.stream().filter(Answer::failed).count(),
                    weight == null ? OptionalDouble.empty() : OptionalDouble.of(weight)));
        }
        return new Count(calls, shares);
    }
}
