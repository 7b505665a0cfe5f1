package io.devopslab.target.embedded.killed;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.aws.HttpClients;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The daemon is killed at seeded moments, or asked to end, while clients work on it over HTTP, and started again on what is left.
 * {@code -Dlab.kills=200} and {@code -Dlab.seed=N} make it longer and another one.
 */
final class KilledDaemonTest {

    private static final int KILLS = Integer.getInteger("lab.kills", 4);
    private static final long SEED = Long.getLong("lab.seed", 1);
    private static final int MOST_STEPS = 150;
    private static final int REPORTED = 20;

    private final List<List<Work>> works = List.of(
            List.of(new ObjectWork(), new FunctionWork(), new CommitWork()),
            List.of(new ParameterWork(), new StackWork()),
            List.of(new QueueWork(), new PipelineWork()),
            List.of(new DeliveryWork(), new LogWork()));
    private final Random random = new Random(SEED);
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();

    @Test
    @Timeout(value = 3, unit = TimeUnit.HOURS)
    void a_daemon_that_is_killed_loses_nothing_that_it_acknowledged(@TempDir Path home) throws Exception {
        Path log = home.resolve("daemon.log");
        try {
            prepare(home, log);
            for (int life = 1; life <= KILLS; life++) {
                live(home, log, life);
                if (life % REPORTED == 0) {
                    report(life);
                }
            }
            try (ChildDaemon daemon = ChildDaemon.spawn(home, log);
                    HttpClients clients = daemon.clients()) {
                verify(clients);
            }
        } catch (Exception | AssertionError e) {
            throw new AssertionError(
                    "With -Dlab.seed=" + SEED + ", after " + acknowledged + " acknowledged steps: " + e.getMessage()
                            + "\nThe daemon said:\n" + tail(log),
                    e);
        }
        report(KILLS);
        assertThat(acknowledged.get()).isGreaterThan(KILLS);
    }

    private void report(int kills) {
        System.getLogger(KilledDaemonTest.class.getName())
                .log(
                        System.Logger.Level.INFO,
                        "{0} lives ended, {1} steps acknowledged, {2} without an answer.",
                        kills,
                        acknowledged,
                        unanswered);
    }

    private static String tail(Path log) throws Exception {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    private void prepare(Path home, Path log) throws Exception {
        try (ChildDaemon daemon = ChildDaemon.spawn(home, log);
                HttpClients clients = daemon.clients()) {
            works.forEach(some -> some.forEach(work -> work.prepare(clients)));
        }
    }

    /** What it leaves is the same in both ways: what it acknowledged is kept, and what was cut off is no result. */
    private void end(ChildDaemon daemon) throws InterruptedException {
        if (random.nextInt(3) == 0) {
            daemon.terminate();
        } else {
            daemon.kill();
        }
    }

    /** One life of the daemon: it must have kept what the last one acknowledged, works, and is ended. */
    private void live(Path home, Path log, int life) throws Exception {
        if (random.nextInt(6) == 0) {
            try (ChildDaemon daemon = ChildDaemon.spawn(home, log)) {
                // Amid its start, while it goes on with what the last life left undone.
                daemon.linger(random.nextInt(3_000));
            }
        }
        try (ChildDaemon daemon = ChildDaemon.spawn(home, log);
                HttpClients clients = daemon.clients()) {
            verify(clients);
            Load load = new Load(clients, 1 + random.nextInt(MOST_STEPS));
            for (List<Work> some : works) {
                load.work(some, new Random(random.nextLong()));
            }
            load.awaitAcknowledged();
            daemon.linger(random.nextInt(4));
            load.expectEnd();
            end(daemon);
            load.finish();
            acknowledged.addAndGet(load.acknowledged());
            unanswered.addAndGet(load.unanswered());
        } catch (Exception | AssertionError e) {
            throw new AssertionError("In life " + life + ": " + e.getMessage(), e);
        }
    }

    private void verify(HttpClients clients) throws Exception {
        List<AssertionError> wrong = new ArrayList<>();
        for (List<Work> some : works) {
            for (Work work : some) {
                try {
                    work.verify(clients);
                } catch (AssertionError | RuntimeException e) {
                    wrong.add(new AssertionError(work.getClass().getSimpleName() + ": " + e.getMessage(), e));
                }
            }
        }
        if (!wrong.isEmpty()) {
            wrong.subList(1, wrong.size()).forEach(wrong.get(0)::addSuppressed);
            throw wrong.get(0);
        }
    }
}
