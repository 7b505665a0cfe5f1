package io.devopslab.wire;

import io.devopslab.wire.http.Problem;
import io.devopslab.wire.http.VirtualHost;
import io.devopslab.wire.http.WireException;
import io.devopslab.wire.http.WireRequest;
import java.util.Locale;
import java.util.Optional;

/**
 * Keeps web pages out. A page whose name was made to point at this machine sends its own {@code Host}; any other page
 * sends an {@code Origin} that is not ours, or says so in {@code Sec-Fetch-Site}.
 */
final class HostGuard {

    /**
     * What Docker Desktop's containers call this machine. No name under {@code internal} is in the public DNS, so that
     * no page can have it.
     */
    private static final String OF_DOCKER = "host.docker.internal";

    private HostGuard() {}

    static void check(WireRequest head) {
        String host = head.header("Host").orElse("");
        if (!isLoopback(VirtualHost.name(host))) {
            throw new WireException(
                    Problem.FOREIGN,
                    "The host '" + shortened(host) + "' is not this machine. Use 127.0.0.1, localhost or a name under"
                            + " localhost.");
        }
    }

    /** Whether a browser sent the request for a page from elsewhere. */
    static boolean isCrossOrigin(WireRequest head) {
        Optional<String> origin = head.header("Origin");
        String site = head.header("Sec-Fetch-Site").orElse("none").toLowerCase(Locale.ROOT);
        return (origin.isPresent()
                        && !origin.get()
                                .equalsIgnoreCase(
                                        "http://" + head.header("Host").orElse("")))
                || !(site.equals("none") || site.equals("same-origin"));
    }

    private static boolean isLoopback(String name) {
        return name.equals("localhost")
                || name.equals("127.0.0.1")
                || name.equals("[::1]")
                || name.endsWith(".localhost")
                || name.equals(OF_DOCKER);
    }

    private static String shortened(String host) {
        return host.length() > 100 ? host.substring(0, 100) + "…" : host;
    }
}
