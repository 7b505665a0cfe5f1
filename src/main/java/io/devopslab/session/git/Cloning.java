package io.devopslab.session.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.jgit.api.CreateBranchCommand;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.transport.URIish;

/** Makes a learner's clone. */
public final class Cloning {

    private final Path directory;

    public Cloning(LearnerClone clone) {
        this.directory = clone.directory();
    }

    /**
     * Clones. The directory appears at once and whole: what a killed process leaves is beside it, and cleared away.
     *
     * @throws CloneFailedException when the repository does not give itself
     */
    public void create(CloneSource source, String session, Path credentials) {
        Path parent =
                Objects.requireNonNull(directory.toAbsolutePath().getParent(), "a clone has a directory around it");
        try {
            Files.createDirectories(parent);
            clearPartial(parent);
            Path partial = Files.createDirectory(parent.resolve(partialPrefix() + UUID.randomUUID()));
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
    private static Git fetched(CloneSource source, Path into) {
        try {
            Git git = WorkTrees.init(into, source.branch());
            git.remoteAdd().setName("origin").setUri(new URIish(source.url())).call();
            var fetch = git.fetch().setRemote("origin");
            source.provider().ifPresent(fetch::setCredentialsProvider);
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

    private String partialPrefix() {
        return ".lab-clone-" + directory.getFileName() + "-";
    }

    private void clearPartial(Path parent) throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            List<Path> partial = entries.filter(
                            entry -> entry.getFileName().toString().startsWith(partialPrefix()))
                    .toList();
            for (Path entry : partial) {
                LearnerClone.delete(entry);
            }
        }
    }

    private static void configure(Git git, String session, Path credentials) throws IOException {
        StoredConfig config = git.getRepository().getConfig();
        ObjectId head = git.getRepository().resolve(Constants.HEAD);
        config.setString(LearnerClone.SECTION, null, "session", session);
        config.setString(LearnerClone.SECTION, null, "start", head == null ? "" : head.name());
        // The empty helper drops those of the machine: they would ask, or keep what is ours.
        String path = credentials.toAbsolutePath().toString().replace('\\', '/').replace("'", "'\\''");
        config.setStringList("credential", null, "helper", List.of("", "store --file='" + path + "'"));
        if (!Identity.isKnown(git.getRepository().getWorkTree().toPath())) {
            config.setString("user", null, "name", "Learner");
            config.setString("user", null, "email", "learner@example.com");
        }
        config.unsetSection("gc", null);
        config.save();
    }
}
