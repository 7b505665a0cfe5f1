package io.devopslab.target.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import io.devopslab.aws.HttpClients;
import io.devopslab.target.Clock;
import io.devopslab.target.Expiries;
import io.devopslab.target.Site;
import io.devopslab.target.TargetException;
import io.devopslab.text.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** The embedded cloud of one {@code $LAB_HOME}, reached over HTTP like any cloud. */
public final class EmbeddedTarget {

    /** The name of the target, on the command line and in directories. */
    public static final String NAME = "embedded";

    private final Daemons daemons;
    private final Optional<Path> jar;
    private final Consumer<Message> notices;

    /**
     * @param jar the program, from which a daemon is started; empty where none may be
     * @param notices is told what somebody should know about the daemon that was found
     */
    public EmbeddedTarget(Path labHome, Optional<Path> jar, Consumer<Message> notices) {
        this.daemons = new Daemons(labHome);
        this.jar = jar;
        this.notices = notices;
    }

    /** The cloud that runs; empty when none does. */
    public Optional<Site> running() {
        return found().map(this::site);
    }

    /** The cloud that runs, looked at in another region. */
    public Optional<Site> runningIn(String region) {
        return daemons.running().map(address -> site(address, region));
    }

    /** The cloud that runs; or one that is started, where there is something in it; empty where there never was one. */
    public Optional<Site> existing() {
        return running().or(() -> daemons.hasState() ? Optional.of(open(DaemonOptions.defaults())) : Optional.empty());
    }

    /** The cloud that runs; or one that is started with these options. */
    public Site open(DaemonOptions options) {
        Optional<DaemonAddress> found = found();
        found.flatMap(daemon -> Daemons.otherBuilds(daemon, options)).ifPresent(notices);
        return site(found.orElseGet(() -> start(options)));
    }

    private Optional<DaemonAddress> found() {
        Optional<DaemonAddress> found = daemons.running();
        found.flatMap(daemon -> Daemons.staleness(daemon, Program.of(jar))).ifPresent(notices);
        return found;
    }

    private Site site(DaemonAddress address) {
        return site(address, address.region());
    }

    private Site site(DaemonAddress address, String region) {
        AwsBasicCredentials credentials = daemons.credentials()
                .orElseThrow(() -> new TargetException(
                        Message.of(
                                EmbeddedTarget.class,
                                "no-credentials",
                                daemons.log().resolveSibling("credentials.json"),
                                address.pid()),
                        Message.of(EmbeddedTarget.class, "no-credentials.cure")));
        HttpClients clients = new HttpClients(
                Optional.of(address.endpoint()), Region.of(region), StaticCredentialsProvider.create(credentials));
        return new Site(
                NAME,
                address.account(),
                region,
                clients,
                new DaemonClock(daemons, address),
                (after, patience) -> daemons.changes(address, after, patience),
                new DaemonExpiries(daemons, address));
    }

    private DaemonAddress start(DaemonOptions options) {
        Path program = jar.orElseThrow(() -> new TargetException(
                Message.of(EmbeddedTarget.class, "no-jar"), Message.of(EmbeddedTarget.class, "no-jar.cure")));
        return daemons.start(program, options);
    }

    /** The daemon keeps the calendar, and calls its own program when something is over. */
    private record DaemonExpiries(Daemons daemons, DaemonAddress address) implements Expiries {

        @Override
        public void register(String name, Instant at) {
            daemons.expiry(address, name, Optional.of(at));
        }

        @Override
        public void forget(String name) {
            daemons.expiry(address, name, Optional.empty());
        }
    }

    /** The cloud's time as seen from another process: asked once, then reckoned with the cloud's speed. */
    private static final class DaemonClock implements Clock {

        private final Daemons daemons;
        private final DaemonAddress address;
        private final InstantSource wall = InstantSource.system();

        DaemonClock(Daemons daemons, DaemonAddress address) {
            this.daemons = daemons;
            this.address = address;
        }

        @Override
        public Instant now() {
            JsonNode status = daemons.status(address);
            String now = status.path("now").asText("");
            return now.isEmpty() ? wall.instant() : Instant.parse(now);
        }

        @Override
        public void pause(Duration duration) throws InterruptedException {
            java.util.concurrent.TimeUnit.NANOSECONDS.sleep((long) (duration.toNanos() / address.speed()));
        }

        @Override
        public void advance(Duration duration) {
            daemons.advance(address, duration);
        }
    }
}
