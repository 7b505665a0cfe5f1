package io.devopslab.session.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What in a clone rings the bell. The system tells of files when it likes: a minute is no time, it is an end. */
final class CloneChangesTest {

    private static final Duration END = Duration.ofMinutes(1);

    @TempDir
    private Path clone;

    private final Bell bell = new Bell();
    private CloneChanges changes;

    @BeforeEach
    void watch() throws Exception {
        Git.init().setDirectory(clone.toFile()).setInitialBranch("main").call().close();
        Files.createDirectories(clone.resolve("src/main"));
        changes = new CloneChanges(List.of(clone, clone.resolve("no-such-clone")), bell);
        changes.start();
    }

    @AfterEach
    void close() {
        changes.close();
    }

    @Test
    void a_file_that_is_saved_rings() throws Exception {
        Files.writeString(clone.resolve("src/main/Shop.java"), "class Shop {}");

        assertThat(bell.await(END)).isTrue();
    }

    @Test
    void a_file_in_a_new_directory_rings() throws Exception {
        Path directory = Files.createDirectories(clone.resolve("src/test"));
        assertThat(bell.await(END)).isTrue();
        // It is watched from before the bell rings for it.
        Files.writeString(directory.resolve("ShopTest.java"), "class ShopTest {}");

        assertThat(bell.await(END)).isTrue();
    }

    @Test
    void a_commit_rings() throws Exception {
        try (Git git = Git.open(clone.toFile())) {
            git.commit().setMessage("Begin").setAllowEmpty(true).setSign(false).call();
        }

        assertThat(bell.await(END)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "src/main/Shop.java, true",
        ".gitignore, true",
        ".git/HEAD, true",
        ".git/refs/heads/main, true",
        ".git/packed-refs, true",
        ".git/HEAD.lock, false",
        ".git/refs/heads/main.lock, false",
        ".git/index, false",
        ".git/objects/ab, false",
        ".git/logs/HEAD, false"
    })
    void of_what_git_keeps_for_itself_only_branches_count(String path, boolean counts) {
        assertThat(CloneChanges.isOfInterest(clone.resolve(path))).isEqualTo(counts);
    }

    @Test
    void whoever_listens_to_a_broken_bell_is_told_why() {
        bell.breakDown(new IllegalStateException("the cloud is gone"));

        assertThatThrownBy(() -> bell.await(END)).hasMessage("the cloud is gone");
    }
}
