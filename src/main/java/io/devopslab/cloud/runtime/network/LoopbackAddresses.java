package io.devopslab.cloud.runtime.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where instances and tasks listen. Linux has all of 127.0.0.0/8 for itself, so each gets an address of its own and the
 * same port; where only 127.0.0.1 is this machine, as on macOS, all share it and each gets a port of its own.
 *
 * <p>Several clouds of a machine may hold the same instance: a proof forks them. So a place is leased, which keeps all
 * other clouds of the machine from it as long as this one lives. Thread-safe.
 */
public final class LoopbackAddresses implements AutoCloseable {

    /** Where an instance listens that has an address of its own. */
    public static final int PORT = 8080;

    private static final Logger LOG = LoggerFactory.getLogger(LoopbackAddresses.class);

    private static final int FIRST_SHARED_PORT = 20_000;
    private static final int SHARED_PORTS = 10_000;

    /** How many places are looked at for one at which nobody listens, before any that is not leased will do. */
    private static final int TRIED = 200;

    /** What is held of an address that is leased: above the ports that systems give to clients. */
    private static final int LEASE_PORT = 61_234;

    /** The same for a port of the shared address. */
    private static final int LEASE_OFFSET = 10_000;

    private final AtomicReference<@Nullable Boolean> own = new AtomicReference<>();
    private final Map<String, Lease> leases = new ConcurrentHashMap<>();

    /** An address and the port that an instance is told to listen on. */
    public record Place(String address, int port) {}

    private record Lease(Place place, ServerSocket socket) {}

    /**
     * Leases a place for an instance: the one that it has leased, else the one that it had last, else the next that is
     * free.
     *
     * @param id of the instance, from whose digits its first place comes
     * @param last where it was when it was last seen; empty for a new one
     * @throws IllegalStateException when none is free
     */
    public Place lease(String id, Optional<Place> last) {
        return leases.computeIfAbsent(id, key -> open(key, last)).place();
    }

    private Lease open(String id, Optional<Place> last) {
        Optional<Lease> former = last.flatMap(LoopbackAddresses::tryLease);
        if (former.isPresent()) {
            return former.get();
        }
        long number = Long.parseUnsignedLong(id.substring(id.length() - 12), 16);
        // Somebody may still listen at a place that nobody leases: what a killed cloud left is about to go.
        return first(number, TRIED, LoopbackAddresses::isFree)
                .or(() -> first(number, SHARED_PORTS, place -> true))
                .orElseThrow(() -> new IllegalStateException("No address of this machine is free for " + id + "."));
    }

    private Optional<Lease> first(long number, int candidates, Predicate<Place> condition) {
        for (long candidate = number; candidate < number + candidates; candidate++) {
            Optional<Lease> lease = tryLease(place(candidate));
            if (lease.isPresent() && condition.test(lease.get().place())) {
                return lease;
            }
            lease.ifPresent(LoopbackAddresses::close);
        }
        return Optional.empty();
    }

    /** Whether nobody listens there. Where one listens at all addresses of the machine, none is free. */
    private static boolean isFree(Place place) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(place.address()), place.port()), 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Place place(long candidate) {
        return hasOwn()
                ? new Place(
                        "127." + (16 + candidate / 62_500 % 200) + "." + (1 + candidate / 250 % 250) + "."
                                + (2 + candidate % 250),
                        PORT)
                : new Place("127.0.0.1", FIRST_SHARED_PORT + (int) (candidate % SHARED_PORTS));
    }

    private static Optional<Lease> tryLease(Place place) {
        int port = place.port() == PORT ? LEASE_PORT : place.port() + LEASE_OFFSET;
        try {
            ServerSocket socket = new ServerSocket();
            try {
                socket.bind(new InetSocketAddress(InetAddress.getByName(place.address()), port), 1);
                return Optional.of(new Lease(place, socket));
            } catch (IOException e) {
                socket.close();
                return Optional.empty();
            }
        } catch (IOException e) {
            LOG.debug("No socket can be had to lease {}.", place, e);
            return Optional.empty();
        }
    }

    /** Lets others have the place of an instance. */
    public void release(String id) {
        Optional.ofNullable(leases.remove(id)).ifPresent(LoopbackAddresses::close);
    }

    private static void close(Lease lease) {
        try {
            lease.socket().close();
        } catch (IOException e) {
            LOG.debug("The lease of {} cannot be closed.", lease.place(), e);
        }
    }

    /** Whether each thing has an address of its own, and so all its ports. */
    public boolean hasOwn() {
        Boolean known = own.get();
        if (known == null) {
            known = canListen();
            own.set(known);
        }
        return known;
    }

    private static boolean canListen() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 16, 1, 2}), 0));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        leases.keySet().forEach(this::release);
    }
}
