package io.devopslab.target.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a daemon is to be started.
 *
 * @param port the port to try first; when it is taken, a free one is used
 * @param account the account of the owner's credentials: twelve digits
 * @param region the region of those who name none
 * @param speed seconds of the cloud per second of the wall clock
 * @param verified whether requests need a valid signature
 * @param idle how long the daemon stays without a request, in real time
 * @param builds where the commands of builds run; empty for where they did in the daemon before this one
 * @param fallback who is asked for services that the cloud does not have; empty for who was before
 */
public record DaemonOptions(
        int port,
        String account,
        String region,
        double speed,
        boolean verified,
        Duration idle,
        Optional<Builds> builds,
        Optional<Fallback> fallback) {

    public static final int DEFAULT_PORT = 4560;

    /** A daemon whose builds run where they did before, and that asks whom the one before asked. */
    public DaemonOptions(int port, String account, String region, double speed, boolean verified, Duration idle) {
        this(port, account, region, speed, verified, idle, Optional.empty(), Optional.empty());
    }

    public static DaemonOptions defaults() {
        return new DaemonOptions(DEFAULT_PORT, "123456789012", "eu-west-1", 1, true, Duration.ofHours(8));
    }

    /** The arguments with which {@code lab cloud serve} gets the same options. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of(
                "--port=" + port,
                "--account=" + account,
                "--region=" + region,
                "--speed=" + speed,
                "--auth=" + (verified ? "sigv4" : "none"),
                "--idle=" + idle));
        builds.ifPresent(place -> arguments.add("--builds=" + place.word()));
        fallback.ifPresent(asked -> arguments.add("--fallback=" + asked.word()));
        return arguments;
    }
}
