package io.devopslab.session.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.Needs;
import io.devopslab.catalog.Command;
import io.devopslab.check.CommandRunner;
import io.devopslab.session.git.GitCredentials.Login;
import io.devopslab.session.git.LearnerClone.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnerCloneTest {

    @TempDir
    Path directory;

    private CloneSource source;
    private LearnerClone clone;

    @BeforeEach
    void repository() throws Exception {
        Path bare = directory.resolve("bare.git");
        Git.init()
                .setBare(true)
                .setInitialBranch("main")
                .setDirectory(bare.toFile())
                .call()
                .close();
        source = new CloneSource(bare.toUri().toString(), "main", Optional.empty());
        push("a.txt", "first");
        clone = new LearnerClone(directory.resolve("work space/app"));
        new Cloning(clone).create(source, "s1", directory.resolve("it's/credentials"));
    }

    private void push(String file, String text) throws Exception {
        Path other = Files.createTempDirectory(directory, "other");
        try (Git git = Git.cloneRepository()
                .setURI(source.url())
                .setDirectory(other.toFile())
                .call()) {
            Files.writeString(other.resolve(file), text);
            git.add().addFilepattern(".").call();
            git.commit().setMessage("Change " + file).setSign(false).call();
            git.push().add("HEAD:refs/heads/main").call();
        }
    }

    @Test
    void a_clone_knows_whose_it_is() throws Exception {
        assertThat(clone.state("s1")).isEqualTo(State.OURS);
        assertThat(clone.state("s2")).isEqualTo(State.EARLIER);
        assertThat(new LearnerClone(directory.resolve("nowhere")).state("s1")).isEqualTo(State.ABSENT);
        assertThat(new LearnerClone(directory.resolve("bare.git")).state("s1")).isEqualTo(State.FOREIGN);
        Path file = Files.writeString(directory.resolve("file"), "x");
        assertThat(new LearnerClone(file).state("s1")).isEqualTo(State.FOREIGN);
    }

    @Test
    void what_a_killed_clone_left_is_cleared_away() throws Exception {
        Path parent = clone.directory().getParent();
        Files.createDirectories(parent.resolve(".lab-clone-other-1/.git"));
        LearnerClone other = new LearnerClone(parent.resolve("other"));
        new Cloning(other).create(source, "s1", directory.resolve("credentials"));
        assertThat(parent.resolve(".lab-clone-other-1")).doesNotExist();
        assertThat(other.directory().resolve("a.txt")).hasContent("first");
    }

    @Test
    void plain_git_pushes_and_uses_the_lab_s_credentials() throws Exception {
        Needs.that(git("--version").exitCode() == 0, "git");
        Files.writeString(clone.directory().resolve("a.txt"), "second");
        assertThat(git("commit", "-am", "Second").exitCode()).isZero();
        CommandRunner.Result pushed = git("push");
        assertThat(pushed.exitCode()).as(pushed.stderr()).isZero();
        assertThat(git("status", "-sb").stdout()).startsWith("## main...origin/main\n");
        assertThat(git("config", "--get-all", "credential.helper").stdout())
                .startsWith("\nstore --file='")
                .contains("it'\\''s/credentials'");
        assertThat(git("fsck").exitCode()).isZero();
    }

    @Test
    void plain_git_reads_the_login_without_a_prompt() throws Exception {
        Needs.that(git("--version").exitCode() == 0, "git");
        Files.createDirectories(directory.resolve("it's"));
        new GitCredentials(directory.resolve("it's/credentials"))
                .write("http://127.0.0.1:4560/git/eu-west-1/v1/repos/app", new Login("lab-at-1", "a/b+c=:@%"));
        Path input = Files.writeString(directory.resolve("input"), "protocol=http\nhost=127.0.0.1:4560\n\n");
        Command fill = new Command(
                List.of("sh", "-c", "git credential fill < '" + input + "'"),
                clone.directory().toString(),
                Map.of("GIT_TERMINAL_PROMPT", "0"),
                Duration.ofSeconds(20));
        assertThat(new CommandRunner(directory).run(fill).stdout())
                .contains("username=lab-at-1\n")
                .contains("password=a/b+c=:@%\n");
    }

    @Test
    void a_login_is_kept_as_it_was() {
        GitCredentials credentials = new GitCredentials(directory.resolve("kept"));
        assertThat(credentials.read()).isEmpty();
        Login login = new Login("u ser+1", "p/w d+=:@%ữ");
        credentials.write("http://127.0.0.1:4560/x", login);
        assertThat(credentials.read()).contains(login);
        assertThat(login.toString()).doesNotContain("p/w");
    }

    @Test
    void an_untouched_clone_is_told_from_one_with_work() throws Exception {
        assertThat(clone.isUntouched()).isTrue();
        Files.writeString(clone.directory().resolve("new.txt"), "x");
        assertThat(clone.isUntouched()).isFalse();
        Files.delete(clone.directory().resolve("new.txt"));
        try (Git git = Git.open(clone.directory().toFile())) {
            git.branchCreate().setName("idea").call();
        }
        assertThat(clone.isUntouched()).isFalse();
    }

    @Test
    void a_clone_follows_only_when_nothing_is_in_the_way() throws Exception {
        push("b.txt", "theirs");
        assertThat(new CloneUpdates(clone).fastForward(source)).isTrue();
        assertThat(clone.directory().resolve("b.txt")).hasContent("theirs");
        push("c.txt", "theirs");
        Files.writeString(clone.directory().resolve("a.txt"), "mine");
        assertThat(new CloneUpdates(clone).fastForward(source)).isFalse();
        assertThat(clone.directory().resolve("c.txt")).doesNotExist();
        assertThat(clone.directory().resolve("a.txt")).hasContent("mine");
    }

    @Test
    void restoring_keeps_commits_and_drafts_on_a_branch() throws Exception {
        try (Git git = Git.open(clone.directory().toFile())) {
            Files.writeString(clone.directory().resolve("a.txt"), "committed");
            git.commit().setAll(true).setMessage("Mine").setSign(false).call();
            Files.writeString(clone.directory().resolve("draft.txt"), "draft");
            Files.delete(clone.directory().resolve("a.txt"));
        }
        assertThat(new CloneUpdates(clone).restore(source)).contains("before-reset-1");
        assertThat(clone.directory().resolve("a.txt")).hasContent("first");
        assertThat(clone.directory().resolve("draft.txt")).doesNotExist();
        assertThat(new CloneUpdates(clone).restore(source)).isEmpty();
        try (Git git = Git.open(clone.directory().toFile())) {
            git.checkout().setName("before-reset-1").call();
            assertThat(git.log().call())
                    .extracting(commit -> commit.getShortMessage())
                    .containsExactly("Work kept by lab reset", "Mine", "Change a.txt");
        }
        assertThat(clone.directory().resolve("draft.txt")).hasContent("draft");
    }

    @Test
    void a_repository_that_is_not_there_is_named() {
        CloneSource missing =
                new CloneSource(directory.resolve("no.git").toUri().toString(), "main", Optional.empty());
        LearnerClone other = new LearnerClone(directory.resolve("other"));
        assertThatThrownBy(() -> new Cloning(other).create(missing, "s1", directory.resolve("c")))
                .isInstanceOf(CloneFailedException.class)
                .hasMessageContaining("no.git");
        assertThat(other.directory()).doesNotExist();
    }

    private CommandRunner.Result git(String... arguments) throws IOException, InterruptedException {
        List<String> words = new java.util.ArrayList<>(List.of("git"));
        words.addAll(List.of(arguments));
        Map<String, String> environment = Map.of("GIT_TERMINAL_PROMPT", "0", "GIT_CONFIG_NOSYSTEM", "1");
        return new CommandRunner(clone.directory()).run(new Command(words, ".", environment, Duration.ofSeconds(30)));
    }
}
