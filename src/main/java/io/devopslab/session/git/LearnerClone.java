package io.devopslab.session.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;

/**
 * The learner's clone of a repository: an ordinary one, for plain {@code git}, which takes its login from a file of
 * the session. It says in its configuration which session it belongs to, and at which commit it began.
 */
public final class LearnerClone {

    /** The section of the configuration in which a clone says whose it is. */
    static final String SECTION = "devopslab";

    private final Path directory;

    public LearnerClone(Path directory) {
        this.directory = directory;
    }

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
        try (Git git = WorkTrees.open(directory)) {
            return Optional.ofNullable(git.getRepository().getConfig().getString(SECTION, null, name));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether the clone holds nothing that is not in the repository as it was when the learner began. */
    public boolean isUntouched() {
        try (Git git = WorkTrees.open(directory)) {
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

    static void delete(Path directory) throws IOException {
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
