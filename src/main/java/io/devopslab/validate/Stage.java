package io.devopslab.validate;

import io.devopslab.aws.Operations;
import io.devopslab.catalog.Lab;
import io.devopslab.session.Home;
import io.devopslab.session.Session;
import io.devopslab.session.teardown.Census;
import io.devopslab.target.Clock;
import io.devopslab.target.Site;
import io.devopslab.target.embedded.SimulatedCloud;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A lab with a cloud of its own, in a directory of its own. */
final class Stage implements AutoCloseable {

    /** Whatever a lab sets going on its cloud has come to rest after this time, which passes at once. */
    private static final Duration REST = Duration.ofMinutes(10);

    private static final Instant BEGINNING = Instant.parse("2026-01-05T09:00:00Z");

    private final Lab lab;
    private final Path root;
    private final Optional<Path> tools;
    private SimulatedCloud cloud;

    private Stage(Lab lab, Path root, Optional<Path> tools, SimulatedCloud cloud) {
        this.lab = lab;
        this.root = root;
        this.tools = tools;
        this.cloud = cloud;
    }

    /** A new cloud, on which the lab was never started. */
    static Stage fresh(Lab lab, Path root, long seed, Optional<Path> tools) {
        try {
            return new Stage(lab, root, tools, SimulatedCloud.open(root, BEGINNING, seed, tools));
        } catch (IOException e) {
            throw unusable(root, e);
        }
    }

    /** The lab as it was put away, in another place. */
    static Stage of(Copy copy, Lab lab, long seed, Optional<Path> tools) {
        try {
            SimulatedCloud cloud = SimulatedCloud.open(copy.root(), copy.of().now(), seed, tools);
            new Relocation(copy.of(), copy.root()).rewrite(cloud.endpoint());
            return new Stage(lab, copy.root(), tools, cloud);
        } catch (IOException e) {
            throw unusable(copy.root(), e);
        }
    }

    /**
     * A snapshot's files in another place, where nobody has played on them yet.
     *
     * @param of what was copied; it may change meanwhile
     */
    record Copy(Snapshot of, Path root) {

        static Copy make(Snapshot of, Path root) {
            try {
                new Relocation(of, root).copy();
                return new Copy(of, root);
            } catch (IOException e) {
                throw unusable(root, e);
            }
        }
    }

    private static UncheckedIOException unusable(Path root, IOException e) {
        return new UncheckedIOException("The directory " + root + " cannot be used for a proof.", e);
    }

    Session session() {
        return session(cloud.site().clock());
    }

    /**
     * @param clock what the session takes for the time, over this cloud's own
     */
    Session session(Clock clock) {
        Site site = cloud.site();
        return Session.of(
                lab,
                new Site(site.target(), site.account(), site.region(), site.clients(), clock),
                new Home(root, root.resolve("labs")),
                event -> {});
    }

    Clock clock() {
        return cloud.site().clock();
    }

    /** Lets end what runs. */
    void rest() throws InterruptedException {
        clock().pause(REST);
    }

    Set<String> census() {
        return new Census(new Operations(cloud.site().clients())).take();
    }

    /** Ends the cloud and opens it again, at another endpoint. */
    void restart() {
        reopen(putAway());
    }

    /** Opens the cloud again as it was put away, at another endpoint. */
    void reopen(Snapshot snapshot) {
        try {
            cloud = SimulatedCloud.open(root, snapshot.now(), snapshot.now().toEpochMilli(), tools);
            new Relocation(snapshot, root).rewrite(cloud.endpoint());
        } catch (IOException e) {
            throw unusable(root, e);
        }
    }

    /** Closes the cloud and keeps its state. */
    Snapshot putAway() {
        Snapshot snapshot = new Snapshot(root, cloud.endpoint(), clock().now());
        close();
        return snapshot;
    }

    @Override
    public void close() {
        cloud.close();
    }
}
