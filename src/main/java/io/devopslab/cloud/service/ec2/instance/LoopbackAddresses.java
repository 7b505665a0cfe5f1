package io.devopslab.cloud.service.ec2.instance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Where instances listen. Linux has all of 127.0.0.0/8 for itself, so each instance gets an address of its own and the
 * same port; where only 127.0.0.1 is this machine, as on macOS, all share it and each gets a port of its own. Thread-safe.
 */
final class LoopbackAddresses {

    private static final int PORT = 8080;
    private static final int FIRST_SHARED_PORT = 20_000;
    private static final int SHARED_PORTS = 10_000;

    private final AtomicReference<@Nullable Boolean> own = new AtomicReference<>();

    /** An address and the port that an instance is told to listen on. */
    record Place(String address, int port) {}

    /**
     * @param digits of the instance's identifier, from which its place comes
     * @param taken the places of others, as {@code address:port}
     */
    Place place(String digits, Set<String> taken) {
        long number = Long.parseUnsignedLong(digits.substring(digits.length() - 12), 16);
        for (long candidate = number; ; candidate++) {
            Place place = hasOwn()
                    ? new Place(
                            "127." + (16 + candidate / 62_500 % 200) + "." + (1 + candidate / 250 % 250) + "."
                                    + (2 + candidate % 250),
                            PORT)
                    : new Place("127.0.0.1", FIRST_SHARED_PORT + (int) (candidate % SHARED_PORTS));
            if (!taken.contains(place.address() + ":" + place.port())) {
                return place;
            }
        }
    }

    private boolean hasOwn() {
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
}
