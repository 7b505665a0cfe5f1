package io.devopslab.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.aws.Operations;
import io.devopslab.catalog.Catalog;
import io.devopslab.catalog.Lab;
import io.devopslab.dora.Change.Recovery.By;
import io.devopslab.dora.Change.Rework.Reason;
import io.devopslab.dora.HistoryReader;
import io.devopslab.dora.Measurement;
import io.devopslab.dora.Report;
import io.devopslab.dora.Window;
import io.devopslab.target.Site;
import io.devopslab.target.embedded.SimulatedCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics of a history that real pipelines made, on simulated time: that of the lab {@code dora}. */
class DoraLabTest {

    @TempDir
    Path directory;

    @Test
    void the_seed_of_the_lab_makes_the_history_that_its_guide_tells() throws Exception {
        Lab lab = Catalog.open(Path.of("labs")).lab("dora");
        try (SimulatedCloud cloud = SimulatedCloud.open(
                directory.resolve("home"), Instant.parse("2026-01-05T09:00:00Z"), 1, Optional.empty())) {
            Site site = cloud.site();
            Session session =
                    Session.of(lab, site, new Home(directory.resolve("home"), directory.resolve("labs")), event -> {});
            session.start(Optional.empty());
            Report report = report(site);
            assertThat(report.changes())
                    .extracting(change -> change.deployment().summary())
                    .containsExactly(
                            "Sell tea",
                            "Sell juice",
                            "Sell juice for dong",
                            "Sell no juice",
                            "Sell noodles",
                            "Sell noodles for dong");
            assertThat(report.failed())
                    .extracting(change -> change.failure()
                            .orElseThrow()
                            .recovery()
                            .orElseThrow()
                            .by())
                    .containsExactly(By.DEPLOYMENT, By.ROLLBACK);
            assertThat(report.recoveryTime().orElseThrow()).isBetween(Duration.ofHours(6), Duration.ofMinutes(361));
            assertThat(report.reworked())
                    .extracting(change -> change.rework().orElseThrow().reason())
                    .containsExactly(Reason.AGAIN, Reason.REVERT, Reason.AGAIN);
            assertThat(report.leadTime().orElseThrow()).isGreaterThan(Duration.ofDays(2));
            assertThat(report.history().alarms()).isEmpty();
        }
    }

    private static Report report(Site site) {
        return Measurement.of(new HistoryReader(new Operations(site.clients()))
                .read("dora", Window.before(site.clock().now(), Duration.ofDays(30))));
    }
}
