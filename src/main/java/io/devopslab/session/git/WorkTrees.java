package io.devopslab.session.git;

import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;

/** Opens work trees so that JGit collects no garbage in the background: clones are moved, and may be deleted. */
final class WorkTrees {

    private WorkTrees() {}

    static Git open(Path directory) throws IOException {
        Git git = Git.open(directory.toFile());
        withoutCollecting(git);
        return git;
    }

    static void withoutCollecting(Git git) {
        git.getRepository().getConfig().setInt("gc", null, "auto", 0);
        git.getRepository().getConfig().setBoolean("gc", null, "autoDetach", false);
    }
}
