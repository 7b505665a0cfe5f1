package io.devopslab.check;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.catalog.Evidence;
import io.devopslab.check.Finding.Found;
import io.devopslab.check.Finding.Unknown;
import io.devopslab.git.GitSettings;
import io.devopslab.text.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** Evidence from the learner's clone of a repository. */
final class CloneEvidence {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Path workspace;

    CloneEvidence(Path workspace) {
        this.workspace = workspace;
    }

    Finding gather(Evidence.Clone evidence) {
        Path directory = workspace.resolve(evidence.directory());
        ObjectNode document = NODES.objectNode();
        if (!Files.isDirectory(directory.resolve(".git"))) {
            return new Found(document.put("exists", false));
        }
        GitSettings.forLearner();
        try (Git git = Git.open(directory.toFile())) {
            document.put("exists", true)
                    .put("branch", git.getRepository().getBranch())
                    .put("clean", git.status().call().isClean());
            document.set("commit", commit(git));
            return evidence.file().isEmpty()
                    ? new Found(document.putNull("file"))
                    : new Found(document.set("file", FileEvidence.document(directory.resolve(evidence.file()))));
        } catch (IOException | GitAPIException e) {
            return new Unknown(Message.of(Checker.class, "unreadable", directory, String.valueOf(e.getMessage())));
        }
    }

    private static ObjectNode commit(Git git) throws IOException {
        ObjectNode document = NODES.objectNode();
        ObjectId head = git.getRepository().resolve("HEAD");
        if (head == null) {
            return document;
        }
        try (RevWalk walk = new RevWalk(git.getRepository())) {
            RevCommit commit = walk.parseCommit(head);
            document.put("id", commit.name())
                    .put("message", commit.getFullMessage())
                    .put("author", commit.getAuthorIdent().getName());
            var parents = document.putArray("parents");
            for (RevCommit parent : commit.getParents()) {
                parents.add(parent.name());
            }
            return document;
        }
    }
}
