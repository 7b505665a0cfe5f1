package io.devopslab.cloud.service.codedeploy;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Deployments of functions among faults that a seed draws. {@code -Dlab.faults=200} makes more of them and
 * {@code -Dlab.seed=N} begins with another one; a failure names the seed of its deployment.
 */
final class SeededLambdaFaultsTest {

    private static final int DEPLOYMENTS = Integer.getInteger("lab.faults", 8);
    private static final long SEED = Long.getLong("lab.seed", 1);

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void whatever_happens_a_deployment_ends_as_aws_would_end_it(@TempDir Path directory) {
        for (long seed = SEED; seed < SEED + DEPLOYMENTS; seed++) {
            FaultyRelease release = new FaultyRelease(directory.resolve("seed-" + seed), seed);
            try (release) {
                release.run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        "With -Dlab.seed=" + seed + " -Dlab.faults=1: " + e.getMessage() + "\n" + release.story(), e);
            }
        }
    }
}
