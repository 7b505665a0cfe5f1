package io.devopslab.cloud.service.codecommit.merge;

import io.devopslab.cloud.service.codecommit.content.EditableTree.Entry;
import java.util.Optional;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.merge.MergeResult;

/**
 * A path that both sides changed, each in its own way.
 *
 * @param lines the merge of the lines, where both sides have a text
 * @param content whether the contents are in conflict
 * @param mode whether the modes are in conflict
 * @param type whether the kinds of object are in conflict: a file here is a folder or a link there
 */
record MergeConflict(
        String path,
        Optional<Entry> base,
        Optional<Entry> source,
        Optional<Entry> destination,
        Optional<MergeResult<RawText>> lines,
        boolean content,
        boolean mode,
        boolean type) {

    /** Whether there is something that cannot be decided by itself. */
    boolean isConflict() {
        return content || mode || type;
    }
}
