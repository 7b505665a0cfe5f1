package io.devopslab.target.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A daemon on a thread of the test. */
public final class TestDaemon implements AutoCloseable {

    private final Thread thread;
    private final Daemons daemons;

    private TestDaemon(Thread thread, Daemons daemons) {
        this.thread = thread;
        this.daemons = daemons;
    }

    /** A daemon on a free port, which answers when this returns. */
    public static TestDaemon start(Path labHome) throws InterruptedException {
        return start(labHome, Optional.empty());
    }

    /** One that does this when something has expired. */
    static TestDaemon start(Path labHome, Optional<ExpiryAction> expiry) throws InterruptedException {
        DaemonOptions defaults = DaemonOptions.defaults();
        DaemonOptions options = new DaemonOptions(0, defaults.account(), defaults.region(), 1, true, defaults.idle());
        Thread thread = new Thread(
                () -> new DaemonServer(labHome, options, Optional.empty(), expiry).run(), "daemon-under-test");
        thread.start();
        Daemons daemons = new Daemons(labHome);
        while (daemons.running().isEmpty() && thread.isAlive()) {
            thread.join(20);
        }
        return new TestDaemon(thread, daemons);
    }

    public DaemonAddress address() {
        return daemons.running().orElseThrow();
    }

    public Daemons daemons() {
        return daemons;
    }

    @Override
    public void close() throws InterruptedException {
        // Not Daemons.stop: it waits for the daemon's process to end, which is this one.
        ControlClient.post(
                address(),
                daemons.credentials().orElseThrow(),
                "stop",
                DaemonFiles.newDocument(),
                Duration.ofSeconds(10));
        thread.join(TimeUnit.SECONDS.toMillis(30));
    }
}
