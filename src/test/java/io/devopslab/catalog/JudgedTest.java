package io.devopslab.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgedTest {

    @TempDir
    Path directory;

    private Path cache;
    private Path manifest;

    @BeforeEach
    void lab() throws Exception {
        cache = Files.createDirectories(directory.resolve("cache"));
        Labs.copy(directory.resolve("labs"));
        manifest = directory.resolve("labs/tiny/lab.yaml");
    }

    private Lab read(String program) {
        return Catalog.open(directory.resolve("labs"), Judged.in(cache, program))
                .lab("tiny");
    }

    private List<Path> kept() throws Exception {
        try (Stream<Path> files = Files.list(cache)) {
            return files.toList();
        }
    }

    @Test
    void a_manifest_that_was_right_is_read_the_same_and_kept_once() throws Exception {
        Lab first = read("a");
        assertThat(read("a")).isEqualTo(first);
        assertThat(kept()).hasSize(1);
        assertThat(Judged.in(cache, "a").knows(manifest, Files.readString(manifest)))
                .isTrue();
        assertThat(Judged.in(cache, "b").knows(manifest, Files.readString(manifest)))
                .as("another program")
                .isFalse();
    }

    @Test
    void a_changed_one_is_judged_anew_and_a_wrong_one_never_kept() throws Exception {
        read("a");
        Files.writeString(manifest, Files.readString(manifest).replace("duration:", "durration:"));

        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(InvalidLabException.class)
                    .isThrownBy(() -> read("a"))
                    .withMessageContaining("durration");
        }
    }

    @Test
    void files_that_went_away_are_missed_all_the_same() throws Exception {
        read("a");
        Files.delete(directory.resolve("labs/tiny/guide.vi.md"));

        assertThatExceptionOfType(InvalidLabException.class)
                .isThrownBy(() -> read("a"))
                .withMessageContaining("guide.vi.md");
    }

    @Test
    void what_is_kept_may_be_anything_or_nowhere() throws Exception {
        read("a");
        Files.write(kept().get(0), new byte[] {(byte) 0xff, 0, 1});
        read("a");
        Files.delete(kept().get(0));
        Files.delete(cache);
        read("a");
        assertThat(cache).doesNotExist();
    }
}
