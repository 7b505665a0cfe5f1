package io.devopslab.session.git;

import io.devopslab.git.GitSettings;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;

/** Opens work trees so that JGit collects no garbage in the background: clones are moved, and may be deleted. */
final class WorkTrees {

    private WorkTrees() {}

    /** Makes an empty repository. */
    static Git init(Path directory, String branch) throws GitAPIException, IOException {
        GitSettings.forLearner();
        Git git = Git.init()
                .setDirectory(directory.toFile())
                .setInitialBranch(branch)
                .call();
        withoutCollecting(git);
        return git;
    }

    static Git open(Path directory) throws IOException {
        GitSettings.forLearner();
        Git git = Git.open(directory.toFile());
        withoutCollecting(git);
        return git;
    }

    private static void withoutCollecting(Git git) {
        git.getRepository().getConfig().setInt("gc", null, "auto", 0);
        git.getRepository().getConfig().setBoolean("gc", null, "autoDetach", false);
    }
}
