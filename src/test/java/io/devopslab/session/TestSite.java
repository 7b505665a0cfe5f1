package io.devopslab.session;

import io.devopslab.aws.Clients;
import io.devopslab.catalog.Lab;
import io.devopslab.cloud.TestCloud;
import io.devopslab.target.ChangeFeed;
import io.devopslab.target.Clock;
import io.devopslab.target.Expiries;
import io.devopslab.target.Outside;
import io.devopslab.target.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;

/** A place for sessions in a test: the embedded cloud, whose repositories are cloned from their directories. */
final class TestSite implements Clients, Clock, AutoCloseable {

    private final Path directory;
    private final TestCloud cloud;
    private final List<Progress.Event> events = new ArrayList<>();
    private Runnable beforeEachLine = () -> {};
    private final Map<String, Instant> expiries = new HashMap<>();
    private long happened;

    TestSite(Path directory) {
        this.directory = directory;
        this.cloud = TestCloud.open(directory.resolve("cloud"));
        cloud.cloud().events().subscribe(event -> happened());
    }

    Home home() {
        return new Home(directory.resolve("home"), directory.resolve("labs"));
    }

    Site site() {
        return new Site("embedded", "123456789012", "eu-west-1", this, this, this::awaitChange, new Dates());
    }

    /** The cloud as a lab finds an account of AWS: it is asked what it has, others use it too, and it keeps no dates. */
    Site aws(Clients clients) {
        return outside("aws", clients, new Outside(Optional.empty(), Optional.empty(), "AWS"));
    }

    /** The cloud as a lab finds an emulator. */
    Site endpoint(Clients clients) {
        return outside("endpoint", clients, new Outside(URI.create("http://127.0.0.1:9"), "an emulator"));
    }

    private Site outside(String target, Clients clients, Outside outside) {
        return new Site(
                target,
                "123456789012",
                "eu-west-1",
                clients,
                this,
                ChangeFeed.guessing(this),
                Expiries.none(),
                Optional.of(outside));
    }

    /** Until when something may run, as the sessions said it. */
    Map<String, Instant> expiries() {
        return expiries;
    }

    private final class Dates implements Expiries {
        @Override
        public void register(String name, Instant at) {
            expiries.put(name, at);
        }

        @Override
        public void forget(String name) {
            expiries.remove(name);
        }
    }

    private synchronized long awaitChange(long after, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (long left = patience.toNanos(); happened == after && left > 0; left = end - System.nanoTime()) {
            wait(left / 1_000_000 + 1);
        }
        return happened;
    }

    private synchronized void happened() {
        happened++;
        notifyAll();
    }

    Session session(Lab lab) {
        return session(lab, site());
    }

    /** A session on one of this cloud's sites. */
    Session session(Lab lab, Site site) {
        return Session.of(lab, site, home(), events::add);
    }

    /** Runs something whenever a session asks for the time, as it does for each line of its ledger. */
    void beforeEachLine(Runnable action) {
        this.beforeEachLine = action;
    }

    List<Progress.Event> events() {
        return events;
    }

    @Override
    public <C extends SdkClient> C get(Class<C> type) {
        C client = cloud.get(type);
        if (type == CodeCommitClient.class) {
            return type.cast(FileRepositories.of((CodeCommitClient) client, this::bareRepository));
        }
        return client;
    }

    private Path bareRepository(String id) {
        Path repositories = directory.resolve("cloud/files/123456789012/eu-west-1/codecommit");
        Path repository = repositories.resolve(id + ".git");
        if (!Files.isDirectory(repository)) {
            throw new UncheckedIOException(new IOException("There is no " + repository));
        }
        return repository;
    }

    @Override
    public Instant now() {
        beforeEachLine.run();
        return cloud.time().instant();
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        cloud.time().pause(duration);
    }

    @Override
    public void advance(Duration duration) throws InterruptedException {
        pause(duration);
    }

    @Override
    public void close() {
        cloud.close();
    }
}
