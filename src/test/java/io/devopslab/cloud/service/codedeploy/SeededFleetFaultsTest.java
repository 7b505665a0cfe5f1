package io.devopslab.cloud.service.codedeploy;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Deployments to fleets among faults that a seed draws; their scripts really run. {@code -Dlab.faults=200} makes more
 * of them and {@code -Dlab.seed=N} begins with another one; a failure names the seed of its deployment.
 */
final class SeededFleetFaultsTest {

    private static final int DEPLOYMENTS = Integer.getInteger("lab.faults", 6);
    private static final long SEED = Long.getLong("lab.seed", 1);

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void whatever_happens_no_host_keeps_half_a_revision(@TempDir Path directory) throws Exception {
        for (long seed = SEED; seed < SEED + DEPLOYMENTS; seed++) {
            FaultyRollout rollout = new FaultyRollout(directory.resolve("seed-" + seed), seed);
            try (rollout) {
                rollout.run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        "With -Dlab.seed=" + seed + " -Dlab.faults=1: " + e.getMessage() + "\n" + rollout.story(), e);
            }
        }
    }
}
