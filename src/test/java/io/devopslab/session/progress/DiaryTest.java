package io.devopslab.session.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.session.progress.Achievements.Done;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiaryTest {

    private static final Instant MONDAY = Instant.parse("2026-01-05T09:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-01-06T09:00:00Z");

    @TempDir
    private Path home;

    private Path file() {
        return home.resolve("progress/cicd.jsonl");
    }

    private Diary diary() {
        return new Diary(file());
    }

    @Test
    void the_first_time_counts() {
        diary().passed(List.of("build"), false, () -> MONDAY);
        diary().passed(List.of("build", "deploy"), true, () -> TUESDAY);

        Achievements achieved = diary().achievements();
        assertThat(achieved.done("build")).contains(new Done(MONDAY, false));
        assertThat(achieved.done("deploy")).contains(new Done(TUESDAY, true));
        assertThat(achieved.done("other")).isEmpty();
    }

    @Test
    void nothing_new_writes_nothing_and_asks_no_clock() throws Exception {
        diary().passed(List.of("build"), false, () -> MONDAY);
        String before = Files.readString(file());

        diary().passed(List.of("build"), false, () -> {
            throw new AssertionError("Nobody needs to know the time.");
        });

        assertThat(file()).hasContent(before);
    }

    @Test
    void hints_are_counted_to_the_highest() {
        diary().hint("build", 1, () -> MONDAY);
        diary().hint("build", 2, () -> MONDAY);
        diary().hint("build", 1, () -> TUESDAY);

        assertThat(diary().achievements().hints("build")).isEqualTo(2);
        assertThat(diary().achievements().hints("deploy")).isZero();
    }

    @Test
    void half_a_line_and_nonsense_are_passed_over() throws Exception {
        diary().passed(List.of("build"), false, () -> MONDAY);
        Files.writeString(
                file(),
                "\u0000garbage\n[1]\n{\"at\":\"soon\",\"event\":\"passed\"}\n{\"v\":1,\"at\":\"2026-0",
                StandardOpenOption.APPEND);

        diary().passed(List.of("deploy"), false, () -> TUESDAY);

        assertThat(diary().achievements().done("build")).isPresent();
        assertThat(diary().achievements().done("deploy")).isPresent();
    }

    @Test
    void a_home_that_cannot_be_written_is_told() throws Exception {
        Files.writeString(home.resolve("progress"), "a file in the place of the directory");

        assertThatThrownBy(() -> diary().passed(List.of("build"), false, () -> MONDAY))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file().toString());
    }
}
