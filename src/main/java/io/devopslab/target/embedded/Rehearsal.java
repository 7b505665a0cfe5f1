package io.devopslab.target.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A daemon in this process, in a directory that is gone afterwards: what a Java that makes a class-data archive must have seen
 * for commands and daemons to start fast.
 */
public final class Rehearsal {

    private Rehearsal() {}

    /**
     * @param commands what is to be gone through while the daemon runs whose home it is given
     */
    public static void run(Consumer<Path> commands) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("lab-rehearsal");
        DaemonOptions options = new DaemonOptions(0, "123456789012", "eu-west-1", 1, true, Duration.ofMinutes(1));
        Thread daemon = new Thread(() -> new DaemonServer(home, options, Optional.empty()).run(), "rehearsal");
        daemon.start();
        try {
            Daemons daemons = new Daemons(home);
            while (daemons.running().isEmpty() && daemon.isAlive()) {
                daemon.join(20);
            }
            commands.accept(home);
            ControlClient.post(
                    daemons.running().orElseThrow(),
                    daemons.credentials().orElseThrow(),
                    "stop",
                    DaemonFiles.newDocument(),
                    Duration.ofSeconds(10));
            daemon.join(Duration.ofSeconds(20).toMillis());
        } finally {
            RunningCloud.delete(home);
        }
    }
}
