package io.devopslab.target.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How a daemon is to be started.
 *
 * @param port the port to try first; when it is taken, a free one is used
 * @param account the account of the owner's credentials: twelve digits
 * @param region the region of those who name none
 * @param speed seconds of the cloud per second of the wall clock
 * @param verified whether requests need a valid signature
 * @param idle how long the daemon stays without a request, in real time
 */
public record DaemonOptions(int port, String account, String region, double speed, boolean verified, Duration idle) {

    public static final int DEFAULT_PORT = 4560;

    public static DaemonOptions defaults() {
        return new DaemonOptions(DEFAULT_PORT, "123456789012", "eu-west-1", 1, true, Duration.ofHours(8));
    }

    /** The arguments with which {@code lab cloud serve} gets the same options. */
    List<String> arguments() {
        return new ArrayList<>(List.of(
                "--port=" + port,
                "--account=" + account,
                "--region=" + region,
                "--speed=" + speed,
                "--auth=" + (verified ? "sigv4" : "none"),
                "--idle=" + idle));
    }
}
