package io.devopslab.cli;

import io.devopslab.target.embedded.DaemonOptions;
import io.devopslab.target.embedded.DaemonServer;
import io.devopslab.target.embedded.Daemons;
import io.devopslab.target.embedded.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A daemon on a thread of the test, for the command lines of one home. */
final class TestDaemon implements AutoCloseable {

    private final Path home;
    private final Thread thread;

    private TestDaemon(Path home, Thread thread) {
        this.home = home;
        this.thread = thread;
    }

    /** Serves the {@code .lab} of that home, and returns when it answers. */
    static TestDaemon serve(Path home, Optional<Program> program) throws InterruptedException {
        return serve(home, program, true);
    }

    /** One that takes any key, as LocalStack does. */
    static TestDaemon unverified(Path home) throws InterruptedException {
        return serve(home, Optional.empty(), false);
    }

    private static TestDaemon serve(Path home, Optional<Program> program, boolean verified)
            throws InterruptedException {
        DaemonOptions options = new DaemonOptions(0, "123456789012", "eu-west-1", 1, verified, Duration.ofHours(1));
        Path labHome = home.resolve(".lab");
        Thread thread = new Thread(() -> new DaemonServer(labHome, options, program).run(), "daemon-under-test");
        thread.start();
        while (new Daemons(labHome).running().isEmpty() && thread.isAlive()) {
            thread.join(20);
        }
        return new TestDaemon(home, thread);
    }

    @Override
    public void close() throws InterruptedException {
        // It ends, and the command cannot wait for it as for another process: it is its own.
        CommandRun.lab(home, "cloud", "stop");
        thread.join(TimeUnit.SECONDS.toMillis(30));
    }
}
