package io.devopslab.target.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.SimulatedTime;
import io.devopslab.target.Site;
import io.devopslab.target.TargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExpiryCalendarTest {

    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

    @TempDir
    private Path home;

    private final List<String> expired = new CopyOnWriteArrayList<>();
    private final AtomicBoolean succeeds = new AtomicBoolean(true);

    private ExpiryCalendar calendar(SimulatedTime time) {
        ExpiryCalendar calendar = new ExpiryCalendar(new DaemonFiles(home), name -> {
            expired.add(name);
            return CompletableFuture.completedFuture(succeeds.get());
        });
        calendar.follow(time);
        return calendar;
    }

    @Test
    void what_is_over_is_told_once_and_not_before() {
        try (SimulatedTime time = new SimulatedTime(START)) {
            ExpiryCalendar calendar = calendar(time);
            calendar.register("cicd", START.plus(Duration.ofHours(4)));

            time.advance(Duration.ofHours(4).minusSeconds(1));
            assertThat(expired).isEmpty();
            time.advance(Duration.ofDays(2));

            assertThat(expired).containsExactly("cicd");
        }
    }

    @Test
    void a_moved_end_counts_and_a_forgotten_one_does_not() {
        try (SimulatedTime time = new SimulatedTime(START)) {
            ExpiryCalendar calendar = calendar(time);
            calendar.register("cicd", START.plus(Duration.ofHours(4)));
            calendar.register("cicd", START.plus(Duration.ofHours(8)));
            calendar.register("testing", START.plus(Duration.ofHours(1)));
            calendar.forget("testing");

            time.advance(Duration.ofHours(7));
            assertThat(expired).isEmpty();
            time.advance(Duration.ofHours(2));
            assertThat(expired).containsExactly("cicd");
        }
    }

    @Test
    void what_could_not_be_done_is_tried_again() {
        succeeds.set(false);
        try (SimulatedTime time = new SimulatedTime(START)) {
            calendar(time).register("cicd", START.plus(Duration.ofHours(1)));

            time.advance(Duration.ofHours(1).plusSeconds(1));
            assertThat(expired).hasSize(1);
            succeeds.set(true);
            time.advance(ExpiryCalendar.RETRY);
            assertThat(expired).hasSize(2);
            time.advance(Duration.ofDays(1));

            assertThat(expired).hasSize(2);
        }
    }

    @Test
    void it_outlives_the_daemon_and_gives_whoever_comes_back_some_minutes() {
        try (SimulatedTime time = new SimulatedTime(START)) {
            calendar(time).register("cicd", START.plus(Duration.ofHours(4)));
        }
        try (SimulatedTime nextDay = new SimulatedTime(START.plus(Duration.ofDays(1)))) {
            calendar(nextDay);

            nextDay.advance(ExpiryCalendar.GRACE.minusSeconds(1));
            assertThat(expired).isEmpty();
            nextDay.advance(Duration.ofSeconds(2));
            assertThat(expired).containsExactly("cicd");
        }
    }

    @Test
    void a_damaged_file_is_no_calendar() throws Exception {
        Files.createDirectories(home.resolve("cloud"));
        Files.writeString(home.resolve("cloud/expiries.json"), "{\"cicd\": \"soon\", \"testing\": [4], \"");
        try (SimulatedTime time = new SimulatedTime(START)) {
            calendar(time);
            time.advance(Duration.ofDays(1));
        }
        assertThat(expired).isEmpty();
    }

    @Test
    void a_daemon_whose_clock_is_turned_beyond_the_end_does_it() throws Exception {
        LinkedBlockingQueue<String> done = new LinkedBlockingQueue<>();
        ExpiryAction action = name -> {
            done.add(name);
            return CompletableFuture.completedFuture(true);
        };
        try (TestDaemon daemon = TestDaemon.start(home, Optional.of(action))) {
            Site site = site();
            site.expiries().register("cicd", site.clock().now().plus(Duration.ofHours(4)));

            daemon.daemons().advance(daemon.address(), Duration.ofHours(5));

            assertThat(done.poll(1, TimeUnit.MINUTES)).isEqualTo("cicd");
            assertThatNonsenseIsRefused(daemon);
        }
    }

    private Site site() {
        return new EmbeddedTarget(home, Optional.empty(), notice -> {})
                .running()
                .orElseThrow();
    }

    private static void assertThatNonsenseIsRefused(TestDaemon daemon) throws Exception {
        for (String body : List.of(
                "{}",
                "{\"name\": \"--delete-workspace\", \"at\": \"2026-01-05T13:00:00Z\"}",
                "{\"name\": \"../x\", \"at\": \"2026-01-05T13:00:00Z\"}",
                "{\"name\": \"cicd\", \"at\": \"tomorrow\"}",
                "{\"name\": \"cicd\", \"at\": null}",
                "{\"name\": \"cicd\", \"at\": 7}")) {
            ObjectNode document = (ObjectNode) new ObjectMapper().readTree(body);
            assertThatThrownBy(() -> ControlClient.post(
                            daemon.address(),
                            daemon.daemons().credentials().orElseThrow(),
                            "expiry",
                            document,
                            Duration.ofSeconds(10)))
                    .isInstanceOf(TargetException.class)
                    .hasMessageContaining("2026-01-05T13:00:00Z");
        }
    }

    @Test
    void a_daemon_that_could_do_nothing_does_not_promise_it() throws Exception {
        try (TestDaemon daemon = TestDaemon.start(home)) {
            assertThat(daemon.address()).isNotNull();
            assertThatThrownBy(() -> site().expiries().register("cicd", START))
                    .isInstanceOf(TargetException.class)
                    .hasMessageContaining("no program");
        }
    }
}
