package io.devopslab.session.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.MergeCommand;
import org.eclipse.jgit.api.ResetCommand;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** Brings a learner's clone to where its repository is, without losing anything of the learner's. */
public final class CloneUpdates {

    private final Path directory;

    public CloneUpdates(LearnerClone clone) {
        this.directory = clone.directory();
    }

    /**
     * Brings the branch up to the repository's, when nothing of the learner's is in the way.
     *
     * @return false when the clone was left as it was
     */
    public boolean fastForward(CloneSource source) {
        try (Git git = WorkTrees.open(directory)) {
            boolean onBranch = source.branch().equals(git.getRepository().getBranch());
            if (!onBranch || !git.status().call().isClean()) {
                return false;
            }
            var pull = git.pull()
                    .setRemoteBranchName(source.branch())
                    .setFastForward(MergeCommand.FastForwardMode.FF_ONLY);
            source.provider().ifPresent(pull::setCredentialsProvider);
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
    public Optional<String> restore(CloneSource source) {
        try (Git git = WorkTrees.open(directory)) {
            var fetch = git.fetch();
            source.provider().ifPresent(fetch::setCredentialsProvider);
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
}
