package io.devopslab.cloud.service.codecommit.content;

import java.io.IOException;
import java.util.List;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;

/** A commit that is kept in a repository, whether or not a branch points to it. */
public record WrittenCommit(ObjectId commit, ObjectId tree) {

    /** Keeps a commit of these files. */
    public static WrittenCommit write(
            ObjectInserter inserter,
            EditableTree tree,
            PersonIdent person,
            String message,
            List<? extends ObjectId> parents)
            throws IOException {
        ObjectId root = tree.write(inserter);
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(root);
        commit.setParentIds(parents);
        commit.setAuthor(person);
        commit.setCommitter(person);
        commit.setMessage(message);
        ObjectId id = inserter.insert(commit);
        inserter.flush();
        return new WrittenCommit(id, root);
    }
}
