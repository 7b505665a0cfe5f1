package io.devopslab.dora;

import io.devopslab.dora.Change.Brought;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/** Which commits a deployment brings: those that its revision reaches and the revision before does not. */
final class Ancestry {

    /** A history this long is not walked further; nobody deploys as much at once. */
    private static final int MOST = 5_000;

    /** How much further the old side is walked when only it is left: dates that lie may have hidden something. */
    private static final int SLOP = 16;

    private final CommitGraph graph;

    Ancestry(CommitGraph graph) {
        this.graph = graph;
    }

    /** The commit alone; empty when it is not known. */
    List<Brought> alone(String revision) {
        return graph.commit(revision)
                .map(commit -> List.of(new Brought(commit, commit.committed())))
                .orElse(List.of());
    }

    /** What {@code revision} has and {@code base} has not, the newest first. */
    List<Brought> between(String base, String revision) {
        Walk walk = new Walk();
        walk.enter(base, false);
        walk.enter(revision, true);
        List<Commit> found = walk.run();
        Map<String, Commit> brought = new HashMap<>();
        found.forEach(commit -> brought.put(commit.id(), commit));
        Map<String, Instant> times = new HashMap<>();
        return found.stream()
                .map(commit -> new Brought(commit, time(commit, brought, times)))
                .toList();
    }

    /** A commit is no older than its parents, whatever the clock of its committer said. */
    private Instant time(Commit commit, Map<String, Commit> brought, Map<String, Instant> times) {
        Instant known = times.get(commit.id());
        if (known != null) {
            return known;
        }
        Instant latest = commit.committed();
        for (String parent : commit.parents()) {
            Commit inside = brought.get(parent);
            Optional<Instant> time = inside == null
                    ? graph.commit(parent).map(Commit::committed)
                    : Optional.of(time(inside, brought, times));
            latest = time.isPresent() && time.get().isAfter(latest) ? time.get() : latest;
        }
        times.put(commit.id(), latest);
        return latest;
    }

    /** Goes back from both revisions, the newest commit first, until only what both have is left. */
    private final class Walk {

        private final PriorityQueue<Commit> queue =
                new PriorityQueue<>(Comparator.comparing(Commit::committed).reversed());
        private final Map<String, Commit> fresh = new HashMap<>();
        private final Set<String> old = new HashSet<>();
        private final List<Commit> order = new ArrayList<>();

        void enter(String id, boolean isFresh) {
            boolean known = isFresh ? fresh.containsKey(id) || old.contains(id) : !old.add(id);
            if (known) {
                return;
            }
            graph.commit(id).ifPresent(commit -> {
                if (isFresh) {
                    fresh.put(id, commit);
                }
                queue.add(commit);
            });
        }

        List<Commit> run() {
            int slop = SLOP;
            for (int walked = 0; !queue.isEmpty() && walked < MOST; walked++) {
                if (queue.stream().allMatch(commit -> old.contains(commit.id())) && slop-- == 0) {
                    break;
                }
                Commit commit = queue.remove();
                boolean isFresh = !old.contains(commit.id());
                if (isFresh) {
                    order.add(commit);
                }
                commit.parents().forEach(parent -> enter(parent, isFresh));
            }
            return order.stream().filter(commit -> !old.contains(commit.id())).toList();
        }
    }
}
