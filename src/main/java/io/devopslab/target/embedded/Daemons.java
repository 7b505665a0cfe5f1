package io.devopslab.target.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.process.ProcessStarter;
import io.devopslab.target.ChangeFeed;
import io.devopslab.target.Expiries;
import io.devopslab.target.TargetException;
import io.devopslab.text.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/** Finds, starts and stops the daemon of one {@code $LAB_HOME}. */
public final class Daemons {

    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(20);
    private static final long LARGE_LOG = 5_000_000;

    private final Path labHome;
    private final DaemonFiles files;

    public Daemons(Path labHome) {
        this.labHome = labHome.toAbsolutePath();
        this.files = new DaemonFiles(this.labHome);
    }

    /** The daemon that answers now. */
    public Optional<DaemonAddress> running() {
        return files.read(files.address()).flatMap(DaemonAddress::fromJson).filter(address -> ControlClient.instanceAt(
                        address.endpoint())
                .filter(address.instance()::equals)
                .isPresent());
    }

    /**
     * What to tell somebody whose command is of another build than the daemon, which serves what it was started
     * from as long as it runs; empty when both are the same, or it is not known what the command is.
     */
    public static Optional<Message> staleness(DaemonAddress daemon, Optional<Program> own) {
        return own.filter(daemon::isOfAnotherBuildThan)
                .map(program -> Message.of(
                        Daemons.class,
                        "other-build",
                        daemon.program().map(Program::id).orElse("?"),
                        program.id()));
    }

    /** What to tell somebody who asks for another place for builds than the daemon that runs already has. */
    public static Optional<Message> otherBuilds(DaemonAddress daemon, DaemonOptions options) {
        return options.builds()
                .filter(asked -> asked != daemon.builds())
                .map(asked -> Message.of(
                        Daemons.class, "other-builds", daemon.builds().word(), asked.word()));
    }

    /** The same for whom the daemon asks for services that it does not have. */
    public static Optional<Message> otherFallback(DaemonAddress daemon, DaemonOptions options) {
        return options.fallback()
                .filter(asked -> !asked.equals(daemon.fallback()))
                .map(asked -> Message.of(
                        Daemons.class, "other-fallback", daemon.fallback().word(), asked.word()));
    }

    /** The credentials that open the cloud; empty before a daemon has run. */
    public Optional<AwsBasicCredentials> credentials() {
        return OwnerCredentials.read(files);
    }

    /** Whether there was a cloud, and so may be something in it. */
    boolean hasState() {
        return Files.exists(files.state());
    }

    /** The daemon's log. */
    public Path log() {
        return files.log();
    }

    /**
     * Starts a daemon that outlives this process and its terminal, and returns when it answers.
     *
     * @param jar the program
     * @throws TargetException when it does not come up, with the end of its log
     */
    public DaemonAddress start(Path jar, DaemonOptions options) {
        Process process = spawn(jar, options);
        long end = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < end) {
            Optional<DaemonAddress> address = running();
            if (address.isPresent()) {
                return address.get();
            }
            if (!process.isAlive()) {
                // Another command may have started one at the same moment, and ours gave way.
                return running().orElseThrow(() -> notStarted("not-started"));
            }
            await(process, 25);
        }
        process.destroyForcibly();
        throw notStarted("too-slow");
    }

    private TargetException notStarted(String key) {
        return new TargetException(
                Message.of(Daemons.class, key, START.toSeconds(), logTail(8)),
                Message.of(Daemons.class, key + ".cure", files.log()));
    }

    private static void await(Process process, long millis) {
        try {
            process.waitFor(millis, java.util.concurrent.TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TargetException(
                    Message.of(Daemons.class, "interrupted"), Message.of(Daemons.class, "interrupted.cure"), e);
        }
    }

    private Process spawn(Path jar, DaemonOptions options) {
        List<String> command = new ArrayList<>();
        // Ctrl-C and the end of the terminal are for the command, not for the daemon.
        command.addAll(List.of(
                "/bin/sh",
                "-c",
                "trap '' INT HUP; if command -v setsid >/dev/null; " + "then exec setsid \"$@\"; else exec \"$@\"; fi",
                "sh"));
        // The launcher's archive of loaded classes; one that Java refuses is passed over.
        Optional<String> archive =
                Optional.ofNullable(System.getProperty("lab.archive")).filter(file -> Files.isReadable(Path.of(file)));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                archive.map(file -> "-XX:SharedArchiveFile=" + file).orElse("-Xshare:auto"),
                // Moving the archive to another address would make all of it private memory.
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:ArchiveRelocationMode=0",
                "-Xlog:cds=off",
                "-Xlog:cds+dynamic=off",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-Dsun.net.httpserver.nodelay=true",
                "-Dlab.jar=" + jar,
                "-Dlab.root=" + System.getProperty("lab.root", ""),
                "-jar",
                jar.toString(),
                "cloud",
                "serve"));
        command.addAll(options.arguments());
        try {
            Files.createDirectories(files.directory());
            rotateLog();
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(files.directory().toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(files.log().toFile()));
            builder.environment().put("LAB_HOME", labHome.toString());
            return ProcessStarter.start(builder);
        } catch (IOException e) {
            throw new TargetException(
                    Message.of(Daemons.class, "no-place", files.directory(), String.valueOf(e.getMessage())),
                    Message.of(Daemons.class, "no-place.cure"),
                    e);
        }
    }

    private void rotateLog() throws IOException {
        if (Files.exists(files.log()) && Files.size(files.log()) > LARGE_LOG) {
            Files.move(
                    files.log(),
                    files.log().resolveSibling("daemon.log.1"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The last lines of the daemon's log. */
    public String logTail(int lines) {
        try {
            List<String> all = Files.exists(files.log())
                    ? List.of(Files.readString(files.log(), StandardCharsets.UTF_8)
                            .split("\n", -1))
                    : List.of();
            List<String> kept = all.stream().filter(line -> !line.isBlank()).toList();
            return String.join("\n", kept.subList(Math.max(0, kept.size() - lines), kept.size()));
        } catch (IOException e) {
            return "(the log cannot be read: " + e.getMessage() + ")";
        }
    }

    /**
     * Asks a running daemon to end, and returns when it has; the state is kept.
     *
     * @throws TargetException when it does not end
     */
    public void stop(DaemonAddress address) {
        post(address, "stop", DaemonFiles.newDocument(), STOP);
        long end = System.nanoTime() + STOP.toNanos();
        Optional<ProcessHandle> process = ProcessHandle.of(address.pid());
        while (process.filter(ProcessHandle::isAlive).isPresent() && System.nanoTime() < end) {
            process.get()
                    .onExit()
                    .completeOnTimeout(process.get(), 100, java.util.concurrent.TimeUnit.MILLISECONDS)
                    .join();
        }
        if (process.filter(ProcessHandle::isAlive).isPresent()) {
            throw new TargetException(
                    Message.of(Daemons.class, "does-not-stop", address.pid(), STOP.toSeconds()),
                    Message.of(Daemons.class, "does-not-stop.cure", address.pid()));
        }
    }

    /** Turns the cloud's clock forward. */
    public JsonNode advance(DaemonAddress address, Duration duration) {
        ObjectNode body = DaemonFiles.newDocument().put("duration", duration.toString());
        return post(address, "advance", body, Duration.ofMinutes(10));
    }

    /** Empties the cloud: nothing is left in it but its owner. */
    public void reset(DaemonAddress address) {
        post(address, "reset", DaemonFiles.newDocument(), Duration.ofMinutes(1));
    }

    /** Waits for what happens in the cloud behind a number; {@link ChangeFeed#await} has the rest. */
    long changes(DaemonAddress address, long after, Duration patience) {
        ObjectNode body = DaemonFiles.newDocument().put("after", after).put("patience", patience.toMillis() / 1_000.0);
        return post(address, "changes", body, patience.plusSeconds(10))
                .path("sequence")
                .asLong(after);
    }

    /** Sets until when something may run, or forgets it; {@link Expiries} has the rest. */
    void expiry(DaemonAddress address, String name, Optional<Instant> at) {
        ObjectNode body = DaemonFiles.newDocument().put("name", name);
        at.ifPresent(moment -> body.put("at", moment.toString()));
        post(address, "expiry", body, Duration.ofSeconds(10));
    }

    /** What the daemon tells about itself. */
    public JsonNode status(DaemonAddress address) {
        return post(address, "status", DaemonFiles.newDocument(), Duration.ofSeconds(10));
    }

    private JsonNode post(DaemonAddress address, String verb, ObjectNode body, Duration patience) {
        AwsBasicCredentials credentials = credentials()
                .orElseThrow(() -> new TargetException(
                        Message.of(Daemons.class, "no-credentials", files.credentials(), address.pid()),
                        Message.of(Daemons.class, "no-credentials.cure")));
        return ControlClient.post(address, credentials, verb, body, patience);
    }
}
