package io.devopslab.cloud.service.elasticloadbalancingv2.traffic;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The connections to targets that wait for their next request. Thread-safe. */
final class TargetConnections implements AutoCloseable {

    /** How long an unused connection is kept. Servers commonly end theirs after 5 s and more; who is first does not matter. */
    private static final Duration KEPT = Duration.ofSeconds(20);

    private static final int MOST_PER_TARGET = 64;
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final Map<Target, Deque<TargetConnection>> idle = new HashMap<>();
    private boolean closed;

    /** A kept connection that still stands. */
    Optional<TargetConnection> kept(Target target) {
        for (TargetConnection next = poll(target); next != null; next = poll(target)) {
            if (!next.restedFor(KEPT) && !next.isStale()) {
                return Optional.of(next);
            }
            next.close();
        }
        return Optional.empty();
    }

    private synchronized @org.jspecify.annotations.Nullable TargetConnection poll(Target target) {
        Deque<TargetConnection> connections = idle.get(target);
        return connections == null ? null : connections.pollFirst();
    }

    TargetConnection open(Target target, Duration idleTimeout) throws IOException {
        return TargetConnection.open(target, CONNECT, idleTimeout);
    }

    synchronized void keep(TargetConnection connection) {
        Deque<TargetConnection> connections = idle.computeIfAbsent(connection.target(), key -> new ArrayDeque<>());
        if (closed || connections.size() >= MOST_PER_TARGET) {
            connection.close();
            return;
        }
        connection.rest();
        connections.addFirst(connection);
    }

    /** Ends what waits for targets that nobody sends anything to any more. */
    synchronized void retain(Collection<Target> targets) {
        idle.entrySet().removeIf(entry -> {
            if (targets.contains(entry.getKey())) {
                return false;
            }
            entry.getValue().forEach(TargetConnection::close);
            return true;
        });
    }

    @Override
    public synchronized void close() {
        closed = true;
        idle.values().forEach(connections -> connections.forEach(TargetConnection::close));
        idle.clear();
    }
}
