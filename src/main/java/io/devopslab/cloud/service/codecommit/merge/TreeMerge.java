package io.devopslab.cloud.service.codecommit.merge;

import io.devopslab.cloud.service.codecommit.content.EditableTree;
import io.devopslab.cloud.service.codecommit.content.EditableTree.Entry;
import io.devopslab.cloud.service.codecommit.merge.FileMerge.Keeper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;

/** The three-way merge of all files. Renames are not followed, as CodeCommit does not. */
final class TreeMerge {

    private final MergePolicy policy;
    private final Resolutions resolutions;
    private final EditableTree base;
    private final EditableTree source;
    private final EditableTree destination;
    private final EditableTree merged = new EditableTree();
    private final List<MergeConflict> conflicts = new ArrayList<>();

    /**
     * What came of it.
     *
     * @param tree all files, except those in conflict
     * @param conflicts what neither the policy nor the resolutions decide, in the order of the paths
     */
    record Result(EditableTree tree, List<MergeConflict> conflicts) {
        boolean isMergeable() {
            return conflicts.isEmpty();
        }
    }

    private TreeMerge(Repository git, MergeSides sides, MergePolicy policy, Resolutions resolutions)
            throws IOException {
        this.policy = policy;
        this.resolutions = resolutions;
        Optional<RevCommit> common = sides.base();
        this.base = common.isPresent() ? EditableTree.of(git, common.get().getTree()) : new EditableTree();
        this.source = EditableTree.of(git, sides.source().getTree());
        this.destination = EditableTree.of(git, sides.destination().getTree());
    }

    /**
     * Merges.
     *
     * @param keeper keeps merged contents; where nothing is to be kept it only computes their identifiers
     */
    static Result merge(Repository git, MergeSides sides, MergePolicy policy, Resolutions resolutions, Keeper keeper)
            throws IOException {
        try (ObjectReader reader = git.newObjectReader()) {
            TreeMerge merge = new TreeMerge(git, sides, policy, resolutions);
            merge.run(new FileMerge(reader, policy), keeper);
            resolutions.setModes(merge.merged);
            return new Result(merge.merged, List.copyOf(merge.conflicts));
        }
    }

    private void run(FileMerge files, Keeper keeper) throws IOException {
        TreeSet<String> paths = new TreeSet<>(base.paths());
        paths.addAll(source.paths());
        paths.addAll(destination.paths());
        for (String path : paths) {
            merge(path, files, keeper);
        }
        for (String path : new TreeSet<>(merged.paths())) {
            if (merged.get(path).isPresent() && merged.isFolder(path)) {
                separate(path, keeper);
            }
        }
    }

    private void merge(String path, FileMerge files, Keeper keeper) throws IOException {
        Optional<Entry> was = base.get(path);
        Optional<Entry> from = source.get(path);
        Optional<Entry> into = destination.get(path);
        if (from.equals(into) || was.equals(from)) {
            put(path, into);
        } else if (was.equals(into)) {
            put(path, from);
        } else {
            decide(files.look(path, was, from, into), files, keeper);
        }
    }

    private void decide(MergeConflict conflict, FileMerge files, Keeper keeper) throws IOException {
        if (conflict.isConflict() && resolutions.decides(conflict.path())) {
            put(conflict.path(), resolutions.entry(conflict, keeper));
            return;
        }
        Optional<Entry> resolved = files.resolve(conflict, keeper);
        if (resolved.isPresent()) {
            put(conflict.path(), resolved);
        } else if (policy.acceptsSource()) {
            put(conflict.path(), conflict.source());
        } else if (policy.acceptsDestination()) {
            put(conflict.path(), conflict.destination());
        } else {
            conflicts.add(conflict);
        }
    }

    /** A file on one side is a folder on the other. */
    private void separate(String path, Keeper keeper) throws IOException {
        boolean fileIsOfSource = source.get(path).isPresent();
        MergeConflict conflict = new MergeConflict(
                path, base.get(path), source.get(path), destination.get(path), Optional.empty(), false, false, true);
        boolean keepsFile;
        if (resolutions.decides(path)) {
            Optional<Entry> decided = resolutions.entry(conflict, keeper);
            put(path, decided);
            keepsFile = decided.isPresent();
        } else if (policy.acceptsSource() || policy.acceptsDestination()) {
            keepsFile = policy.acceptsSource() == fileIsOfSource;
        } else {
            conflicts.add(conflict);
            return;
        }
        if (keepsFile) {
            merged.paths().stream()
                    .filter(other -> other.startsWith(path + "/"))
                    .forEach(merged::remove);
        } else {
            merged.remove(path);
        }
    }

    private void put(String path, Optional<Entry> entry) {
        entry.ifPresentOrElse(present -> merged.put(path, present), () -> merged.remove(path));
    }

    /** The identifier of a content that is not kept. */
    static ObjectId forget(byte[] content) {
        try (org.eclipse.jgit.lib.ObjectInserter.Formatter formatter =
                new org.eclipse.jgit.lib.ObjectInserter.Formatter()) {
            return formatter.idFor(org.eclipse.jgit.lib.Constants.OBJ_BLOB, content);
        }
    }
}
