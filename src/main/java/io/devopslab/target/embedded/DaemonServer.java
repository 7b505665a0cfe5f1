package io.devopslab.target.embedded;

import io.devopslab.target.TargetException;
import io.devopslab.text.Message;
import io.devopslab.wire.WireServer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon: opens the cloud of a {@code $LAB_HOME}, serves it, and ends when it is told to or nobody comes. */
public final class DaemonServer {

    private static final Logger LOG = LoggerFactory.getLogger(DaemonServer.class);

    private final DaemonFiles files;
    private final DaemonOptions options;
    private final Optional<Program> program;
    private final Optional<ExpiryCalendar> expiries;
    private final InstantSource wall;
    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * @param program what this process runs, for those who ask
     */
    public DaemonServer(Path labHome, DaemonOptions options, Optional<Program> program) {
        this(labHome, options, program, Optional.empty());
    }

    /**
     * @param program what this process runs, for those who ask
     * @param expiry what is done about what has expired; empty where nothing can be
     */
    public DaemonServer(Path labHome, DaemonOptions options, Optional<Program> program, Optional<ExpiryAction> expiry) {
        this.files = new DaemonFiles(labHome.toAbsolutePath());
        this.options = options;
        this.program = program;
        this.expiries = expiry.map(action -> new ExpiryCalendar(files, action));
        this.wall = InstantSource.system();
    }

    /**
     * Serves until the end.
     *
     * @throws TargetException when another daemon serves this home already, or its files cannot be used
     */
    public void run() {
        try {
            Files.createDirectories(files.directory());
            try (FileChannel lock =
                    FileChannel.open(files.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                FileLock held = lock.tryLock();
                if (held == null) {
                    throw new TargetException(
                            Message.of(DaemonServer.class, "runs-already", files.directory()),
                            Message.of(DaemonServer.class, "runs-already.cure"));
                }
                serve();
            }
        } catch (IOException e) {
            throw DaemonFiles.failure("unwritable", files.directory(), e);
        }
    }

    private void serve() throws IOException {
        Activity activity = new Activity(wall);
        try (WireServer server = bind()) {
            DaemonAddress address = address(server);
            try (RunningCloud cloud = open(server, address, activity)) {
                files.write(files.address(), address.toJson());
                Runtime.getRuntime().addShutdownHook(new Thread(this::end, "daemon-end"));
                LOG.info("The embedded cloud answers at {}.", address.endpoint());
                awaitEnd(cloud, activity);
            }
        } finally {
            ended.countDown();
        }
    }

    /** A disk that is full, or a state that cannot be read, is the environment's doing and not the program's. */
    private RunningCloud open(WireServer server, DaemonAddress address, Activity activity) {
        try {
            return new RunningCloud(server, files, address, activity, wall, expiries, told::countDown);
        } catch (RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof IOException io) {
                    throw DaemonFiles.failure("unwritable", files.state(), io);
                }
            }
            throw e;
        }
    }

    /** On a signal: lets the daemon close its cloud before the process ends. */
    private void end() {
        told.countDown();
        try {
            if (!ended.await(10, TimeUnit.SECONDS)) {
                LOG.warn("The embedded cloud did not close in time; what it acknowledged is kept all the same.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitEnd(RunningCloud cloud, Activity activity) {
        try {
            while (!told.await(AheadClock.interval(options.speed()).toMillis(), TimeUnit.MILLISECONDS)) {
                cloud.keepTime();
                if (activity.idle().compareTo(options.idle()) > 0) {
                    LOG.info("Nobody has asked for {}; the embedded cloud ends. Its state is kept.", options.idle());
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The port of the daemon before, which clones and open terminals know; or the one that was asked for; or any
     * that is free.
     */
    private WireServer bind() throws IOException {
        List<Integer> ports = new ArrayList<>();
        if (options.port() == DaemonOptions.DEFAULT_PORT) {
            files.read(files.address())
                    .flatMap(DaemonAddress::fromJson)
                    .ifPresent(last -> ports.add(last.endpoint().getPort()));
        }
        ports.add(options.port());
        for (int port : ports) {
            try {
                return WireServer.bind(port);
            } catch (IOException e) {
                LOG.info("The port {} is in use.", port);
            }
        }
        return WireServer.bind(0);
    }

    /** As asked for, and otherwise as before: also a daemon that another command starts does not change it. */
    private Builds builds() {
        return options.builds()
                .or(() -> files.read(files.address())
                        .flatMap(DaemonAddress::fromJson)
                        .map(DaemonAddress::builds))
                .orElse(Builds.PROCESS);
    }

    private Fallback fallback() {
        return options.fallback()
                .or(() -> files.read(files.address())
                        .flatMap(DaemonAddress::fromJson)
                        .map(DaemonAddress::fallback))
                .orElse(Fallback.NONE);
    }

    private DaemonAddress address(WireServer server) {
        return new DaemonAddress(
                UUID.randomUUID().toString(),
                ProcessHandle.current().pid(),
                server.address(),
                options.account(),
                options.region(),
                options.speed(),
                options.verified(),
                builds(),
                fallback(),
                wall.instant(),
                program);
    }
}
