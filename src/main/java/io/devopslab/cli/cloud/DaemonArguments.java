package io.devopslab.cli.cloud;

import io.devopslab.target.embedded.Builds;
import io.devopslab.target.embedded.DaemonOptions;
import io.devopslab.target.embedded.Fallback;
import io.devopslab.text.Message;
import io.devopslab.text.UsageException;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options with which a daemon is started. */
public final class DaemonArguments {

    private static final DaemonOptions DEFAULTS = DaemonOptions.defaults();

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The port of the cloud; a free one is taken when it is in use. Default: 4560.")
    private int port = DEFAULTS.port();

    @Option(names = "--account", paramLabel = "ID", description = "The account: twelve digits. Default: 123456789012.")
    private String account = DEFAULTS.account();

    @Mixin
    private final RegionArgument region = new RegionArgument();

    @Option(
            names = "--speed",
            paramLabel = "FACTOR",
            description = "Seconds of the cloud per second of your clock. Default: 1.")
    private double speed = DEFAULTS.speed();

    @Option(
            names = "--auth",
            paramLabel = "sigv4|none",
            description = "Whether requests need a valid signature. Default: sigv4. Use none in CI only.")
    private String auth = "sigv4";

    @Option(
            names = "--idle",
            paramLabel = "DURATION",
            description = "Stop after so long without a request, for example 8h, the default.")
    private String idle = DEFAULTS.idle().toString();

    @Option(
            names = "--builds",
            paramLabel = "process|docker",
            description = "Where CodeBuild runs commands: as processes of this machine, or in containers of the "
                    + "projects' images. Default: as the last time; at first process.")
    private Optional<String> builds = Optional.empty();

    @Option(
            names = "--fallback",
            paramLabel = "URL|none",
            description =
                    "The emulator that is asked for services that this cloud does not have, for example LocalStack's"
                            + " http://127.0.0.1:4566. Default: as the last time; at first none.")
    private Optional<String> fallback = Optional.empty();

    /** The region that was named; empty when none was. */
    public Optional<String> region() {
        region.region()
                .filter(name -> !name.matches("[a-z]{2,4}(-[a-z]+)+-\\d{1,2}"))
                .ifPresent(name -> {
                    throw refused("region", name);
                });
        return region.region();
    }

    /** The options, checked. */
    public DaemonOptions options() {
        if (port < 0 || port > 65_535) {
            throw refused("port", port);
        }
        if (!account.matches("\\d{12}")) {
            throw refused("account", account);
        }
        if (!(speed > 0 && speed <= 10_000)) {
            throw refused("speed", speed);
        }
        if (!auth.equals("sigv4") && !auth.equals("none")) {
            throw refused("auth", auth);
        }
        Duration patience = Durations.parse(idle);
        if (patience.isZero()) {
            throw refused("idle", idle);
        }
        Optional<Builds> place = builds.map(word -> Builds.of(word).orElseThrow(() -> refused("builds", word)));
        Optional<Fallback> other = fallback.map(word -> Fallback.of(word).orElseThrow(() -> refused("fallback", word)));
        return new DaemonOptions(
                port, account, region().orElse(DEFAULTS.region()), speed, auth.equals("sigv4"), patience, place, other);
    }

    private static UsageException refused(String option, Object value) {
        return new UsageException(Message.of(DaemonArguments.class, "option." + option, value.toString()));
    }
}
