package io.devopslab.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.aws.Input;
import io.devopslab.aws.Operations;
import io.devopslab.catalog.Lab;
import io.devopslab.catalog.Labs;
import io.devopslab.check.Report;
import io.devopslab.check.Standing;
import io.devopslab.text.Exit;
import io.devopslab.text.LabException;
import io.devopslab.text.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session that is watched: the cloud tells when to look again. */
class WatchedSessionTest {

    private final Lab lab = Labs.tiny();
    private final LinkedBlockingQueue<Report> reports = new LinkedBlockingQueue<>();
    private final CompletableFuture<Report> end = new CompletableFuture<>();

    @TempDir
    Path directory;

    private TestSite site;

    @BeforeEach
    void open() {
        site = new TestSite(directory);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private Thread watch(List<String> tasks) {
        Thread watcher = new Thread(() -> {
            try {
                end.complete(site.session(lab).watch(tasks, reports::add));
            } catch (RuntimeException e) {
                end.completeExceptionally(e);
            }
        });
        watcher.setDaemon(true);
        watcher.start();
        return watcher;
    }

    private Report heard() throws InterruptedException {
        Report report = reports.poll(1, TimeUnit.MINUTES);
        assertThat(report).isNotNull();
        return report;
    }

    private void put(String value) {
        Operations operations = new Operations(site);
        String name = operations
                .get(
                        "cloudformation",
                        "DescribeStackResource",
                        Input.of("StackName", "tiny", "LogicalResourceId", "Parameter"))
                .path("StackResourceDetail")
                .path("PhysicalResourceId")
                .asText();
        operations.get("ssm", "PutParameter", Input.of("Name", name, "Value", value, "Overwrite", true));
    }

    @Test
    void what_happens_in_the_cloud_is_seen_until_everything_passes() throws Exception {
        site.session(lab).start(Optional.empty());
        watch(List.of("ready"));
        assertThat(heard().standing()).isEqualTo(Standing.FAILED);

        put("nearly");
        assertThat(heard().tasks().get(0).checks().get(0).verdict().toString()).contains("nearly");
        put("ready");

        assertThat(heard().standing()).isEqualTo(Standing.PASSED);
        assertThat(end.get(1, TimeUnit.MINUTES).standing()).isEqualTo(Standing.PASSED);
    }

    @Test
    void a_watch_that_is_interrupted_says_that_nothing_was_changed() throws Exception {
        site.session(lab).start(Optional.empty());
        Thread watcher = watch(List.of());
        heard();

        watcher.interrupt();

        assertThatThrownBy(() -> end.get(1, TimeUnit.MINUTES))
                .cause()
                .isInstanceOfSatisfying(
                        LabException.class, e -> assertThat(e.exit()).isEqualTo(Exit.INTERRUPTED))
                .hasMessageContaining("nothing was changed");
    }

    @Test
    void a_lab_that_is_not_started_cannot_be_watched() {
        assertThatThrownBy(() -> site.session(lab).watch(List.of(), reports::add))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("lab start tiny");
    }
}
