package io.devopslab.session.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.aws.Input;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTest {

    private static final Instant AT = Instant.parse("2026-01-05T09:00:00Z");

    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("ledger.jsonl");
    }

    @Test
    void what_was_appended_is_read_in_its_order() {
        Ledger ledger = new Ledger(file());
        assertThat(ledger.entries()).isEmpty();
        ledger.append(new Entry(AT, "one", Input.of("a", "x\ny", "b", 2)));
        ledger.append(new Entry(AT.plusSeconds(1), "two", Input.of()));
        assertThat(ledger.entries())
                .containsExactly(
                        new Entry(AT, "one", Input.of("a", "x\ny", "b", 2).deepCopy()),
                        new Entry(AT.plusSeconds(1), "two", Input.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"v\":1,\"at\":\"2026-01-05T09:00:00Z\",\"event\":\"half\"}", "\u0000\u0000"})
    void a_line_without_an_end_does_not_count_and_is_cut_away(String half) throws Exception {
        Ledger ledger = new Ledger(file());
        ledger.append(new Entry(AT, "one", Input.of()));
        Files.writeString(file(), Files.readString(file()) + half);
        assertThat(ledger.entries()).extracting(Entry::event).containsExactly("one");
        ledger.append(new Entry(AT, "two", Input.of()));
        assertThat(ledger.entries()).extracting(Entry::event).containsExactly("one", "two");
        assertThat(Files.readAllLines(file())).hasSize(2);
    }

    @Test
    void lines_that_make_no_sense_are_passed_over() throws Exception {
        Files.writeString(file(), "nonsense\n[1]\n{\"event\":7}\n{\"event\":\"x\",\"at\":\"yesterday\"}\n");
        Ledger ledger = new Ledger(file());
        ledger.append(new Entry(AT, "good", Input.of()));
        assertThat(ledger.entries()).extracting(Entry::event).containsExactly("good");
    }

    @Test
    void a_ledger_that_cannot_be_written_says_so() {
        Ledger ledger = new Ledger(directory.resolve("missing/ledger.jsonl"));
        assertThatThrownBy(() -> ledger.append(new Entry(AT, "x", Input.of())))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("missing");
    }

    @Test
    void one_holds_the_lock_and_is_named() {
        Path lock = directory.resolve("lock");
        SessionLock first = SessionLock.take(lock, "lab start tiny").orElseThrow();
        assertThat(SessionLock.take(lock, "lab stop tiny")).isEmpty();
        assertThat(SessionLock.holder(lock)).startsWith("lab start tiny (process ");
        first.close();
        SessionLock.take(lock, "lab stop").orElseThrow().close();
        assertThat(SessionLock.holder(lock)).startsWith("lab stop (process ");
    }
}
