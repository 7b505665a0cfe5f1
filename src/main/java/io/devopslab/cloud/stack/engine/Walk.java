package io.devopslab.cloud.stack.engine;

import io.devopslab.cloud.kernel.ClosingException;
import io.devopslab.cloud.kernel.Time;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one step for each node of a graph, each as soon as all that it needs is done, on the cloud's threads.
 * No thread waits for another, so simulated time can pass while steps do.
 */
final class Walk {

    private static final Logger LOG = LoggerFactory.getLogger(Walk.class);

    private final Time time;
    private final Map<String, Set<String>> graph;
    private final Predicate<String> step;
    private final BooleanSupplier halted;
    private final Runnable end;
    private final Set<String> waiting;
    private final Set<String> done = new HashSet<>();
    private int running;
    private boolean ended;

    /**
     * @param graph for each node those that must be done before
     * @param step does the node's work and tells whether it succeeded
     * @param halted whether no further node may be begun
     * @param end called once, when nothing runs and nothing can be begun
     */
    Walk(Time time, Map<String, Set<String>> graph, Predicate<String> step, BooleanSupplier halted, Runnable end) {
        this.time = time;
        this.graph = graph;
        this.step = step;
        this.halted = halted;
        this.end = end;
        this.waiting = new LinkedHashSet<>(graph.keySet());
    }

    /** Begins, and goes on by itself. */
    void start() {
        advance();
    }

    private void advance() {
        boolean finished;
        synchronized (this) {
            List<String> ready = halted.getAsBoolean()
                    ? List.of()
                    : waiting.stream().filter(this::isReady).toList();
            ready.forEach(waiting::remove);
            running += ready.size();
            ready.forEach(node -> time.execute(() -> take(node)));
            finished = running == 0 && !ended;
            ended |= finished;
        }
        if (finished) {
            end.run();
        }
    }

    private boolean isReady(String node) {
        return done.containsAll(graph.getOrDefault(node, Set.of()));
    }

    private void take(String node) {
        boolean succeeded;
        try {
            succeeded = step.test(node);
        } catch (ClosingException e) {
            LOG.debug("The step for {} was broken off.", node, e);
            return;
        }
        synchronized (this) {
            running--;
            if (succeeded) {
                done.add(node);
            }
        }
        advance();
    }
}
