package io.devopslab.session.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.api.CreateBranchCommand;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.MergeCommand;
import org.eclipse.jgit.api.ResetCommand;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.jspecify.annotations.Nullable;

/**
 * The learner's clone of a repository: an ordinary one, for plain {@code git}, which takes its login from a file of
 * the session. It says in its configuration which session it belongs to, and at which commit it began.
 */
public final class LearnerClone {

    private static final String SECTION = "devopslab";

    private final Path directory;

    public LearnerClone(Path directory) {
        this.directory = directory;
    }

    /** Where a clone comes from. */
    public record Source(String url, String branch, Optional<GitCredentials.Login> login) {}

    /** What is in the clone's place. */
    public enum State {
        /** Nothing, or an empty directory. */
        ABSENT,
        /** The clone of this session. */
        OURS,
        /** A clone of an earlier session of the lab. */
        EARLIER,
        /** Something of somebody else. */
        FOREIGN
    }

    public Path directory() {
        return directory;
    }

    public State state(String session) {
        if (!Files.exists(directory) || isEmpty()) {
            return State.ABSENT;
        }
        Optional<String> marker = marker("session");
        if (marker.isEmpty()) {
            return State.FOREIGN;
        }
        return marker.get().equals(session) ? State.OURS : State.EARLIER;
    }

    /** The commit at which the learner began; empty when the repository was. */
    public Optional<String> start() {
        return marker("start").filter(commit -> !commit.isEmpty());
    }

    private boolean isEmpty() {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        } catch (IOException e) {
            return false; // A file, or a directory that is not for us.
        }
    }

    private Optional<String> marker(String name) {
        if (!Files.isDirectory(directory.resolve(".git"))) {
            return Optional.empty();
        }
        try (Git git = open()) {
            return Optional.ofNullable(git.getRepository().getConfig().getString(SECTION, null, name));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Clones. The directory appears at once and whole: what a killed process leaves is beside it, and cleared away.
     *
     * @throws CloneFailedException when the repository does not give itself
     */
    public void create(Source source, String session, Path credentials) {
        Path parent =
                Objects.requireNonNull(directory.toAbsolutePath().getParent(), "a clone has a directory around it");
        try {
            Files.createDirectories(parent);
            clearPartial(parent);
            Path partial = Files.createTempDirectory(parent, partialPrefix());
            try (Git git = fetched(source, partial)) {
                configure(git, session, credentials);
            }
            Files.deleteIfExists(directory); // Empty, or it would not be our turn.
            Files.move(partial, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The workspace " + directory + " cannot be made.", e);
        }
    }

    /** A clone in single steps: JGit's own would collect garbage in the background, in a directory that moves. */
    private static Git fetched(Source source, Path into) {
        try {
            Git git = Git.init()
                    .setDirectory(into.toFile())
                    .setInitialBranch(source.branch())
                    .call();
            withoutCollecting(git);
            git.remoteAdd().setName("origin").setUri(new URIish(source.url())).call();
            var fetch = git.fetch().setRemote("origin");
            provider(source).ifPresent(fetch::setCredentialsProvider);
            fetch.call();
            if (git.getRepository().findRef("refs/remotes/origin/" + source.branch()) != null) {
                git.checkout()
                        .setCreateBranch(true)
                        .setForceRefUpdate(true)
                        .setName(source.branch())
                        .setUpstreamMode(CreateBranchCommand.SetupUpstreamMode.TRACK)
                        .setStartPoint("origin/" + source.branch())
                        .call();
            }
            return git;
        } catch (GitAPIException | JGitInternalException | URISyntaxException | IOException e) {
            throw new CloneFailedException(source.url(), e);
        }
    }

    private static void withoutCollecting(Git git) {
        git.getRepository().getConfig().setInt("gc", null, "auto", 0);
        git.getRepository().getConfig().setBoolean("gc", null, "autoDetach", false);
    }

    private Git open() throws IOException {
        Git git = Git.open(directory.toFile());
        withoutCollecting(git);
        return git;
    }

    private static Optional<CredentialsProvider> provider(Source source) {
        return source.login().map(login -> new UsernamePasswordCredentialsProvider(login.user(), login.password()));
    }

    private String partialPrefix() {
        return ".lab-clone-" + directory.getFileName() + "-";
    }

    private void clearPartial(Path parent) throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            List<Path> partial = entries.filter(
                            entry -> entry.getFileName().toString().startsWith(partialPrefix()))
                    .toList();
            for (Path entry : partial) {
                delete(entry);
            }
        }
    }

    private static void configure(Git git, String session, Path credentials) throws IOException {
        StoredConfig config = git.getRepository().getConfig();
        ObjectId head = git.getRepository().resolve(Constants.HEAD);
        config.setString(SECTION, null, "session", session);
        config.setString(SECTION, null, "start", head == null ? "" : head.name());
        // The empty helper drops those of the machine: they would ask, or keep what is ours.
        String path = credentials.toAbsolutePath().toString().replace('\\', '/').replace("'", "'\\''");
        config.setStringList("credential", null, "helper", List.of("", "store --file='" + path + "'"));
        if (config.getString("user", null, "email") == null) {
            config.setString("user", null, "name", "Learner");
            config.setString("user", null, "email", "learner@example.com");
        }
        config.unsetSection("gc", null);
        config.save();
    }

    /** Whether the clone holds nothing that is not in the repository as it was when the learner began. */
    public boolean isUntouched() {
        try (Git git = open()) {
            ObjectId head = git.getRepository().resolve(Constants.HEAD);
            boolean moved = !start().equals(Optional.ofNullable(head).map(ObjectId::name));
            List<Ref> branches = git.branchList().call();
            boolean stashed = git.getRepository().findRef(Constants.R_STASH) != null;
            return !moved
                    && branches.size() <= 1
                    && !stashed
                    && git.status().call().isClean();
        } catch (IOException | GitAPIException e) {
            return false; // Who knows.
        }
    }

    /**
     * Brings the branch up to the repository's, when nothing of the learner's is in the way.
     *
     * @return false when the clone was left as it was
     */
    public boolean fastForward(Source source) {
        try (Git git = open()) {
            boolean onBranch = source.branch().equals(git.getRepository().getBranch());
            if (!onBranch || !git.status().call().isClean()) {
                return false;
            }
            var pull = git.pull()
                    .setRemoteBranchName(source.branch())
                    .setFastForward(MergeCommand.FastForwardMode.FF_ONLY);
            provider(source).ifPresent(pull::setCredentialsProvider);
            return pull.call().isSuccessful();
        } catch (IOException | GitAPIException | JGitInternalException e) {
            return false;
        }
    }

    /**
     * Puts the branch where the repository has it. What was not committed goes to a new branch, and so do commits
     * that the repository does not have.
     *
     * @return the branch that keeps the learner's work; empty when there was nothing to keep
     */
    public Optional<String> restore(Source source) {
        try (Git git = open()) {
            var fetch = git.fetch();
            provider(source).ifPresent(fetch::setCredentialsProvider);
            fetch.call();
            Optional<String> kept = keep(git, source.branch());
            String remote = "origin/" + source.branch();
            git.checkout()
                    .setName(source.branch())
                    .setCreateBranch(git.getRepository().findRef(Constants.R_HEADS + source.branch()) == null)
                    .setStartPoint(remote)
                    .call();
            git.reset().setMode(ResetCommand.ResetType.HARD).setRef(remote).call();
            return kept;
        } catch (IOException | GitAPIException | JGitInternalException e) {
            throw new CloneFailedException(source.url(), e);
        }
    }

    private static Optional<String> keep(Git git, String branch) throws IOException, GitAPIException {
        ObjectId head = git.getRepository().resolve(Constants.HEAD);
        ObjectId remote = git.getRepository().resolve("refs/remotes/origin/" + branch);
        boolean clean = git.status().call().isClean();
        if (head == null || (clean && isKnown(git, head, remote))) {
            return Optional.empty();
        }
        String name = freeName(git);
        git.checkout().setCreateBranch(true).setName(name).call();
        if (!clean) {
            git.add().addFilepattern(".").call();
            git.add().addFilepattern(".").setUpdate(true).call();
            git.commit().setMessage("Work kept by lab reset").setNoVerify(true).call();
        }
        return Optional.of(name);
    }

    private static boolean isKnown(Git git, ObjectId head, @Nullable ObjectId remote) throws IOException {
        if (remote == null) {
            return false;
        }
        try (var walk = new RevWalk(git.getRepository())) {
            return walk.isMergedInto(walk.parseCommit(head), walk.parseCommit(remote));
        }
    }

    private static String freeName(Git git) throws IOException {
        for (int i = 1; ; i++) {
            String name = "before-reset-" + i;
            if (git.getRepository().findRef(Constants.R_HEADS + name) == null) {
                return name;
            }
        }
    }

    /** Moves the clone out of the way, to a name that is free. */
    public Path moveAside() {
        for (int i = 1; ; i++) {
            Path aside = directory.resolveSibling(directory.getFileName() + ".earlier-" + i);
            if (!Files.exists(aside)) {
                try {
                    return Files.move(directory, aside, StandardCopyOption.ATOMIC_MOVE);
                } catch (IOException e) {
                    throw new UncheckedIOException("The directory " + directory + " cannot be moved aside.", e);
                }
            }
        }
    }

    /** Deletes the clone with all that is in it. */
    public void delete() {
        try {
            delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("The directory " + directory + " cannot be deleted.", e);
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                path.toFile().setWritable(true);
                Files.delete(path);
            }
        }
    }
}
