package io.devopslab.target.embedded;

import io.devopslab.cloud.Cloud;
import io.devopslab.cloud.CloudConfig;
import io.devopslab.cloud.kernel.Durability;
import io.devopslab.cloud.kernel.LiveTime;
import io.devopslab.wire.WireServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The cloud that a daemon serves; emptied, it is another one at the same address. Thread-safe. */
final class RunningCloud implements AutoCloseable {

    private final WireServer server;
    private final DaemonFiles files;
    private final DaemonAddress address;
    private final Activity activity;
    private final InstantSource wall;
    private final Runnable stop;
    private final AheadClock clock;
    private final Changes changes = new Changes();
    private final Optional<ExpiryCalendar> expiries;
    private Cloud cloud;

    /**
     * @param expiries what is to be done when; empty where nobody would do it
     * @param stop what ends the daemon
     */
    RunningCloud(
            WireServer server,
            DaemonFiles files,
            DaemonAddress address,
            Activity activity,
            InstantSource wall,
            Optional<ExpiryCalendar> expiries,
            Runnable stop) {
        this.server = server;
        this.files = files;
        this.address = address;
        this.activity = activity;
        this.wall = wall;
        this.expiries = expiries;
        this.stop = stop;
        this.clock = new AheadClock(files, wall);
        this.cloud = open();
        keepTime();
    }

    private Cloud open() {
        Cloud opened = Cloud.open(new CloudConfig(
                        files.state(),
                        Durability.EVERY_CHANGE,
                        address.account(),
                        address.region(),
                        new LiveTime(wall, clock.start(), address.speed()),
                        new SecureRandom(),
                        server.address(),
                        Optional.of(files.tools()),
                        address.builds().place())
                .with(CloudConfig.engine(System.getenv())));
        opened.events().subscribe(event -> changes.happened());
        expiries.ifPresent(calendar -> calendar.follow(opened.time()));
        OwnerCredentials.install(opened, files);
        Control control = new Control(this, address, stop);
        server.serve(new Serving(opened, address, activity, files.directory()).config(wall, control.mounts()));
        return opened;
    }

    synchronized Instant now() {
        return cloud.time().instant();
    }

    /** Turns the clock forward, and remembers it. */
    void advance(java.time.Duration duration) {
        current().time().advance(duration);
        keepTime();
        changes.happened();
    }

    /** What happens in the cloud, also in the one after a reset. */
    Changes changes() {
        return changes;
    }

    /** What is to be done when; empty where nobody would do it. */
    Optional<ExpiryCalendar> expiries() {
        return expiries;
    }

    private synchronized Cloud current() {
        return cloud;
    }

    /** Writes down how far the cloud's clock is ahead. */
    synchronized void keepTime() {
        keepTime(true);
    }

    private void keepTime(boolean running) {
        clock.keep(cloud.time().instant(), address.speed(), running);
    }

    /** Ends everything in the cloud and deletes its state; its time goes on and its owner stays. */
    synchronized void reset() {
        keepTime();
        shut();
        delete(files.state());
        cloud = open();
        changes.happened();
    }

    static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> found = Files.walk(directory)) {
            List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The state in " + directory + " cannot be deleted.", e);
        }
    }

    @Override
    public synchronized void close() {
        changes.close();
        keepTime(false);
        shut();
    }

    /**
     * Nobody is let in any more before the cloud keeps no change any more: who is then told to try again must not be
     * answered from what the first attempt left, such as a commit that was made without an answer.
     */
    private void shut() {
        server.refuse();
        cloud.close();
    }
}
