package io.devopslab.cloud.service.codecommit.content;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.service.codecommit.content.EditableTree.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import software.amazon.awssdk.services.codecommit.model.DirectoryNameConflictsWithFileNameException;
import software.amazon.awssdk.services.codecommit.model.FileMetadata;
import software.amazon.awssdk.services.codecommit.model.FileNameConflictsWithDirectoryNameException;
import software.amazon.awssdk.services.codecommit.model.FilePathConflictsWithSubmodulePathException;

/** A commit in the making. */
final class Draft implements AutoCloseable {

    private static final String KEEP = ".gitkeep";

    private final ObjectInserter inserter;
    private final EditableTree tree;
    private final Optional<RevCommit> base;
    private final List<FileMetadata> added = new ArrayList<>();
    private final List<FileMetadata> updated = new ArrayList<>();
    private final List<FileMetadata> deleted = new ArrayList<>();

    /** A draft on top of a commit, or the first one of a repository. */
    Draft(Repository git, Optional<RevCommit> base) throws IOException {
        this.base = base;
        this.tree = base.isPresent() ? EditableTree.of(git, base.get().getTree()) : new EditableTree();
        this.inserter = git.newObjectInserter();
    }

    List<FileMetadata> added() {
        return added;
    }

    List<FileMetadata> updated() {
        return updated;
    }

    List<FileMetadata> deleted() {
        return deleted;
    }

    Optional<Entry> get(String path) {
        return tree.get(path);
    }

    Entry require(String path) {
        return tree.get(path).orElseThrow(() -> Contents.fileDoesNotExist(path));
    }

    ObjectId blob(byte[] content) throws IOException {
        return inserter.insert(Constants.OBJ_BLOB, content);
    }

    /** Adds or replaces a file. */
    void put(String path, FileMode mode, ObjectId blob) {
        checkPlace(path);
        Optional<Entry> old = tree.get(path);
        Entry entry = new Entry(mode, blob);
        if (old.filter(entry::equals).isEmpty()) {
            (old.isPresent() ? updated : added).add(metadata(path, entry));
            tree.put(path, entry);
        }
    }

    private void checkPlace(String path) {
        tree.inTheWay(path).ifPresent(file -> {
            if (FileMode.GITLINK.equals(file.getValue().mode())) {
                throw submodule(path);
            }
            throw Errors.of(
                    DirectoryNameConflictsWithFileNameException.builder(),
                    "A file cannot be added to the repository because the specified path name has the same name as "
                            + "a file that already exists in this repository: " + file.getKey());
        });
        if (tree.isFolder(path)) {
            throw Errors.of(
                    FileNameConflictsWithDirectoryNameException.builder(),
                    "A file cannot be added to the repository because the specified file name has the same name as a "
                            + "directory in this repository: " + path);
        }
        if (tree.get(path)
                .filter(entry -> FileMode.GITLINK.equals(entry.mode()))
                .isPresent()) {
            throw submodule(path);
        }
    }

    private static RuntimeException submodule(String path) {
        return Errors.of(
                FilePathConflictsWithSubmodulePathException.builder(),
                "The commit cannot be created because a specified file path points to a submodule: " + path);
    }

    /**
     * Deletes a file.
     *
     * @param keepFolder whether a folder that becomes empty is kept, by a file that git can see
     */
    Entry delete(String path, boolean keepFolder) throws IOException {
        Entry entry = require(path);
        tree.remove(path);
        deleted.add(metadata(path, entry));
        int cut = path.lastIndexOf('/');
        if (keepFolder && cut > 0 && !tree.isFolder(path.substring(0, cut))) {
            put(path.substring(0, cut + 1) + KEEP, FileMode.REGULAR_FILE, blob(new byte[0]));
        }
        return entry;
    }

    static boolean isKeepFile(String path) {
        return path.equals(KEEP) || path.endsWith("/" + KEEP);
    }

    /** Keeps the commit, though no branch points to it yet. */
    WrittenCommit write(PersonIdent person, String message) throws IOException {
        return WrittenCommit.write(
                inserter, tree, person, message, base.map(List::of).orElse(List.of()));
    }

    /** Whether the commit has other files than the one that it stands on. */
    boolean isChange(WrittenCommit written) {
        return base.filter(old -> old.getTree().getId().equals(written.tree())).isEmpty();
    }

    private static FileMetadata metadata(String path, Entry entry) {
        return FileMetadata.builder()
                .absolutePath(path)
                .blobId(entry.id().name())
                .fileMode(Modes.word(entry.mode()))
                .build();
    }

    @Override
    public void close() {
        inserter.close();
    }
}
