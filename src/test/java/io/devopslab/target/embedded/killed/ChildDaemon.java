package io.devopslab.target.embedded.killed;

import io.devopslab.aws.HttpClients;
import io.devopslab.target.embedded.DaemonAddress;
import io.devopslab.target.embedded.Daemons;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** A daemon in a process of its own, as {@code lab cloud start} runs it, so that it can be killed. */
final class ChildDaemon implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 120;

    private final Daemons daemons;
    private final Process process;

    private ChildDaemon(Daemons daemons, Process process) {
        this.daemons = daemons;
        this.process = process;
    }

    /** Starts the daemon of that {@code $LAB_HOME}; it may not answer yet. Its words go to {@code log}. */
    static ChildDaemon spawn(Path labHome, Path log) throws IOException {
        return spawn(labHome, log, "--port=0");
    }

    /** The same, with these options. */
    static ChildDaemon spawn(Path labHome, Path log, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-Dsun.net.httpserver.nodelay=true",
                "-cp",
                System.getProperty("java.class.path"),
                "io.devopslab.Main",
                "cloud",
                "serve"));
        command.addAll(List.of(options));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().put("LAB_HOME", labHome.toString());
        return new ChildDaemon(new Daemons(labHome), builder.start());
    }

    /** Waits until it answers. */
    DaemonAddress await() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end) {
            Optional<DaemonAddress> address = daemons.running().filter(found -> found.pid() == process.pid());
            if (address.isPresent()) {
                return address.get();
            }
            if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("The daemon ended with " + process.exitValue() + " instead of coming up.");
            }
        }
        throw new AssertionError("The daemon did not come up in " + PATIENCE_SECONDS + " s.");
    }

    /** Clients of the daemon, which answers, with the key of its owner. */
    HttpClients clients() throws InterruptedException {
        DaemonAddress address = await();
        return new HttpClients(
                Optional.of(address.endpoint()),
                Region.of(address.region()),
                StaticCredentialsProvider.create(daemons.credentials().orElseThrow()));
    }

    /** Lets it live for so long at most. */
    void linger(long millis) throws InterruptedException {
        if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
            throw new AssertionError("The daemon ended by itself with " + process.exitValue() + ".");
        }
    }

    /** Asks it to end, as a machine that shuts down does. */
    void terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("The daemon does not end in " + PATIENCE_SECONDS + " s.");
        }
    }

    /** Ends it without a word, as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
