package io.devopslab.cloud.service.codecommit.merge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.Store;
import io.devopslab.cloud.kernel.Table;
import io.devopslab.cloud.service.codecommit.content.EditableTree;
import io.devopslab.cloud.service.codecommit.content.EditableTree.Entry;
import io.devopslab.cloud.service.codecommit.content.WrittenCommit;
import io.devopslab.cloud.service.codecommit.repository.OpenRepositories.Opened;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.revwalk.RevCommit;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codecommit.model.ManualMergeRequiredException;
import software.amazon.awssdk.services.codecommit.model.MergeOptionTypeEnum;

/** Makes merge commits, and remembers them by what they merged. Moves no branch. */
public final class MergeCommits {

    private static final String KEEP = "/.gitkeep";

    private final InstantSource time;
    private final Table<Merged> merged;

    /** The commit that merged two others. */
    record Merged(String commit) {}

    public MergeCommits(Store store, InstantSource time) {
        this.time = time;
        this.merged = store.table("merges", Merged.class);
    }

    /** Keeps the commit that merges the two sides; throws where there are conflicts. */
    public WrittenCommit write(Opened opened, MergeSides sides, MergePlan plan) throws IOException {
        try (ObjectInserter inserter = opened.git().newObjectInserter()) {
            TreeMerge.Result result = TreeMerge.merge(
                    opened.git(),
                    sides,
                    plan.policy(),
                    plan.resolutions(),
                    content -> inserter.insert(Constants.OBJ_BLOB, content));
            if (!result.isMergeable()) {
                throw manualMergeRequired();
            }
            if (plan.keepEmptyFolders()) {
                EditableTree before =
                        EditableTree.of(opened.git(), sides.destination().getTree());
                keepFolders(before, result.tree(), inserter.insert(Constants.OBJ_BLOB, new byte[0]));
            }
            WrittenCommit written = WrittenCommit.write(
                    inserter,
                    result.tree(),
                    plan.author().at(time.instant()),
                    plan.author().message().orElseGet(() -> message(sides, plan)),
                    parents(sides, plan));
            merged.put(key(opened, sides), new Merged(written.commit().name()));
            return written;
        }
    }

    public static AwsServiceException manualMergeRequired() {
        return Errors.of(
                ManualMergeRequiredException.builder(),
                "The pull request cannot be merged automatically into the destination branch. You must manually merge "
                        + "the branches and resolve any conflicts.");
    }

    private static List<RevCommit> parents(MergeSides sides, MergePlan plan) {
        return plan.option() == MergeOptionTypeEnum.SQUASH_MERGE
                ? List.of(sides.destination())
                : List.of(sides.destination(), sides.source());
    }

    private static String message(MergeSides sides, MergePlan plan) {
        String kind = plan.option() == MergeOptionTypeEnum.SQUASH_MERGE ? "Squash" : "Merge";
        return kind + " commit '" + sides.source().name() + "' into '"
                + sides.destination().name() + "'";
    }

    private static void keepFolders(EditableTree before, EditableTree after, ObjectId empty) {
        for (String path : before.paths()) {
            int cut = path.lastIndexOf('/');
            if (cut > 0 && !after.isFolder(path.substring(0, cut))) {
                after.put(path.substring(0, cut) + KEEP, new Entry(FileMode.REGULAR_FILE, empty));
            }
        }
    }

    /** The commit that merged these two, if one was made through the API. */
    Optional<String> find(Opened opened, MergeSides sides) {
        return merged.get(key(opened, sides)).map(Merged::commit);
    }

    private static String key(Opened opened, MergeSides sides) {
        return opened.row().id() + "/" + sides.source().name() + "/"
                + sides.destination().name();
    }

    /** Adds to an event how the merge was made. */
    public static void describe(ObjectNode detail, MergeSides sides, MergeOptionTypeEnum option, MergePolicy policy) {
        sides.baseId().ifPresent(id -> detail.put("baseCommitId", id));
        detail.put("sourceCommitId", sides.source().name());
        detail.put("destinationCommitId", sides.destination().name());
        detail.put("mergeOption", option.toString());
        if (option != MergeOptionTypeEnum.FAST_FORWARD_MERGE) {
            detail.put("conflictDetailLevel", policy.level().toString());
            detail.put("conflictDetailsLevel", policy.level().toString());
            detail.put("conflictResolutionStrategy", policy.strategy().toString());
        }
    }
}
