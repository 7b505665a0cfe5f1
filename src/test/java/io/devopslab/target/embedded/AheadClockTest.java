package io.devopslab.target.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AheadClockTest {

    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    @TempDir
    private Path home;

    private AheadClock clock(Instant wall) {
        return new AheadClock(new DaemonFiles(home), InstantSource.fixed(wall));
    }

    @Test
    void a_cloud_that_never_ran_begins_now() {
        assertThat(clock(NOON).start()).isEqualTo(NOON);
    }

    @Test
    void one_that_ended_in_order_goes_on_where_it_ended() {
        clock(NOON).keep(NOON.plus(Duration.ofHours(3)), 20, false);

        assertThat(clock(NOON).start()).isEqualTo(NOON.plus(Duration.ofHours(3)));
        Instant tomorrow = NOON.plus(Duration.ofDays(1));
        assertThat(clock(tomorrow).start()).isEqualTo(tomorrow.plus(Duration.ofHours(3)));
    }

    /** The note of a daemon's first moment is enough: it tells how fast the clock went from there. */
    @Test
    void a_fast_one_that_was_killed_goes_on_no_earlier_than_it_can_have_been() {
        clock(NOON).keep(NOON, 20, true);
        Instant killed = NOON.plus(AheadClock.interval(20));
        Instant reached = NOON.plus(AheadClock.interval(20).multipliedBy(20));

        assertThat(clock(killed).start()).isAfterOrEqualTo(reached);
    }

    @Test
    void one_as_fast_as_the_wall_clock_gains_nothing_by_a_kill() {
        clock(NOON).keep(NOON, 1, true);

        assertThat(clock(NOON.plusSeconds(7)).start()).isEqualTo(NOON.plusSeconds(7));
    }

    @Test
    void a_note_that_makes_no_sense_is_taken_for_none() throws Exception {
        Files.createDirectories(home.resolve("cloud"));
        for (String note : new String[] {"{\"ahead\": \"soon\", \"speed\": 3}", "{\"ahead\": 7}", "[]", "{", ""}) {
            Files.writeString(home.resolve("cloud").resolve("clock.json"), note);
            assertThat(clock(NOON).start()).as(note).isEqualTo(NOON);
        }
    }
}
