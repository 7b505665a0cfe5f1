package io.devopslab.target.embedded.killed;

import io.devopslab.aws.HttpClients;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The daemon is killed at seeded moments while CodeDeploy moves an alias and installs bundles, and started again on
 * what is left. Its clock is fast, so that the minutes of a shift are seconds. {@code -Dlab.kills=100} and
 * {@code -Dlab.seed=N} make it longer and another one.
 */
final class KilledDeploymentsTest {

    private static final int KILLS = Integer.getInteger("lab.kills", 3);
    private static final long SEED = Long.getLong("lab.seed", 1);
    private static final String[] OPTIONS = {"--port=0", "--speed=60"};

    /** Some lives end while files are copied, others between two steps of the traffic. */
    private static final int[] LIFE_MILLIS = {400, 2_500};

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void a_deployment_goes_on_or_ends_and_leaves_nothing_half(@TempDir Path home) throws Exception {
        Random random = new Random(SEED);
        Path log = home.resolve("daemon.log");
        List<Work> works = List.of(new AliasWork(), new FleetWork(home));
        try (ChildDaemon daemon = ChildDaemon.spawn(home, log, OPTIONS);
                HttpClients clients = daemon.clients()) {
            works.forEach(work -> work.prepare(clients));
        }
        int life = 1;
        try {
            for (; life <= KILLS; life++) {
                try (ChildDaemon daemon = ChildDaemon.spawn(home, log, OPTIONS);
                        HttpClients clients = daemon.clients()) {
                    for (Work work : works) {
                        work.verify(clients);
                        work.step(clients, random);
                    }
                    daemon.linger(random.nextInt(LIFE_MILLIS[random.nextInt(LIFE_MILLIS.length)]));
                }
            }
            try (ChildDaemon daemon = ChildDaemon.spawn(home, log, OPTIONS);
                    HttpClients clients = daemon.clients()) {
                works.forEach(work -> work.verify(clients));
            }
        } catch (Exception | AssertionError e) {
            throw new AssertionError(
                    "With -Dlab.seed=" + SEED + ", in life " + life + ": " + e.getMessage() + "\nThe daemon said:\n"
                            + Files.readString(log),
                    e);
        }
    }
}
