package io.devopslab.cloud.service.codecommit.content;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;

/** All files of a commit, to be changed into those of the next one. */
public final class EditableTree {

    private final TreeMap<String, Entry> entries = new TreeMap<>();

    /** A file, symbolic link or submodule. */
    public record Entry(FileMode mode, ObjectId id) {}

    /** The files of that tree. */
    public static EditableTree of(Repository git, ObjectId root) throws IOException {
        EditableTree tree = new EditableTree();
        try (TreeWalk walk = new TreeWalk(git)) {
            walk.addTree(root);
            walk.setRecursive(true);
            while (walk.next()) {
                tree.entries.put(walk.getPathString(), new Entry(walk.getFileMode(), walk.getObjectId(0)));
            }
        }
        return tree;
    }

    /** The paths of all entries. */
    public Set<String> paths() {
        return Set.copyOf(entries.keySet());
    }

    public Optional<Entry> get(String path) {
        return Optional.ofNullable(entries.get(path));
    }

    public void put(String path, Entry entry) {
        entries.put(path, entry);
    }

    public void remove(String path) {
        entries.remove(path);
    }

    /** Whether there are files below that path. */
    public boolean isFolder(String path) {
        String first = entries.ceilingKey(path + "/");
        return first != null && first.startsWith(path + "/");
    }

    /** The nearest entry that stands where the path needs a folder. */
    Optional<Map.Entry<String, Entry>> inTheWay(String path) {
        for (int cut = path.lastIndexOf('/'); cut > 0; cut = path.lastIndexOf('/', cut - 1)) {
            String folder = path.substring(0, cut);
            if (entries.containsKey(folder)) {
                return Optional.of(Map.entry(folder, entries.get(folder)));
            }
        }
        return Optional.empty();
    }

    /** Keeps the tree and answers its identifier. */
    public ObjectId write(ObjectInserter inserter) throws IOException {
        DirCache cache = DirCache.newInCore();
        DirCacheBuilder builder = cache.builder();
        entries.forEach((path, entry) -> {
            DirCacheEntry file = new DirCacheEntry(path);
            file.setFileMode(entry.mode());
            file.setObjectId(entry.id());
            builder.add(file);
        });
        builder.finish();
        return cache.writeTree(inserter);
    }
}
