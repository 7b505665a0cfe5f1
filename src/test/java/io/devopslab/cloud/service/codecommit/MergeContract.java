package io.devopslab.cloud.service.codecommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codecommit.model.ChangeTypeEnum;
import software.amazon.awssdk.services.codecommit.model.ConflictDetailLevelTypeEnum;
import software.amazon.awssdk.services.codecommit.model.ConflictMetadata;
import software.amazon.awssdk.services.codecommit.model.ConflictResolution;
import software.amazon.awssdk.services.codecommit.model.ConflictResolutionStrategyTypeEnum;
import software.amazon.awssdk.services.codecommit.model.DeleteFileEntry;
import software.amazon.awssdk.services.codecommit.model.FileDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.InvalidConflictResolutionException;
import software.amazon.awssdk.services.codecommit.model.InvalidMergeOptionException;
import software.amazon.awssdk.services.codecommit.model.InvalidTargetBranchException;
import software.amazon.awssdk.services.codecommit.model.ManualMergeRequiredException;
import software.amazon.awssdk.services.codecommit.model.MergeHunk;
import software.amazon.awssdk.services.codecommit.model.MergeOptionTypeEnum;
import software.amazon.awssdk.services.codecommit.model.MultipleConflictResolutionEntriesException;
import software.amazon.awssdk.services.codecommit.model.ObjectTypeEnum;
import software.amazon.awssdk.services.codecommit.model.ReplaceContentEntry;
import software.amazon.awssdk.services.codecommit.model.ReplacementContentRequiredException;
import software.amazon.awssdk.services.codecommit.model.ReplacementTypeEnum;

/** Merges as CodeCommit has them, for whatever implements its client. */
abstract class MergeContract {

    private static final String LINES = "one\ntwo\nthree\nfour\nfive\n";

    abstract CodeCommitClient client();

    private String root = "";

    @BeforeEach
    void seed() {
        client().createRepository(request -> request.repositoryName("app"));
        root = put("main", "", "a.txt", LINES);
        client().createBranch(request ->
                request.repositoryName("app").branchName("topic").commitId(root));
    }

    private String put(String branch, String parent, String path, String content) {
        return client().putFile(request -> request.repositoryName("app")
                        .branchName(branch)
                        .parentCommitId(parent.isEmpty() ? null : parent)
                        .filePath(path)
                        .fileContent(SdkBytes.fromUtf8String(content)))
                .commitId();
    }

    private String read(String specifier, String path) {
        return client().getFile(request ->
                        request.repositoryName("app").commitSpecifier(specifier).filePath(path))
                .fileContent()
                .asUtf8String();
    }

    private ConflictMetadata onlyConflict(ConflictDetailLevelTypeEnum level) {
        var conflicts = client().getMergeConflicts(request -> request.repositoryName("app")
                .sourceCommitSpecifier("topic")
                .destinationCommitSpecifier("main")
                .mergeOption(MergeOptionTypeEnum.THREE_WAY_MERGE)
                .conflictDetailLevel(level));
        assertThat(conflicts.mergeable()).isFalse();
        assertThat(conflicts.conflictMetadataList()).hasSize(1);
        return conflicts.conflictMetadataList().get(0);
    }

    @Test
    void branch_that_is_only_behind_moves_forward() {
        String tip = put("topic", root, "b.txt", "b");

        var options = client().getMergeOptions(request ->
                request.repositoryName("app").sourceCommitSpecifier("topic").destinationCommitSpecifier("main"));
        var merged = client().mergeBranchesByFastForward(request ->
                request.repositoryName("app").sourceCommitSpecifier("topic").destinationCommitSpecifier("main"));

        assertThat(options.mergeOptions())
                .containsExactly(
                        MergeOptionTypeEnum.FAST_FORWARD_MERGE,
                        MergeOptionTypeEnum.SQUASH_MERGE,
                        MergeOptionTypeEnum.THREE_WAY_MERGE);
        assertThat(options.baseCommitId()).isEqualTo(root);
        assertThat(merged.commitId()).isEqualTo(tip);
        assertThat(client().getBranch(request -> request.repositoryName("app").branchName("main"))
                        .branch()
                        .commitId())
                .isEqualTo(tip);
    }

    @Test
    void diverged_branches_need_a_merge_commit() {
        String source = put("topic", root, "b.txt", "b");
        String destination = put("main", root, "c.txt", "c");

        assertThatThrownBy(() -> client().mergeBranchesByFastForward(request -> request.repositoryName("app")
                        .sourceCommitSpecifier("topic")
                        .destinationCommitSpecifier("main")))
                .isInstanceOf(ManualMergeRequiredException.class);
        String merged = client().mergeBranchesByThreeWay(request -> request.repositoryName("app")
                        .sourceCommitSpecifier("topic")
                        .destinationCommitSpecifier("main")
                        .authorName("Jane")
                        .commitMessage("Together"))
                .commitId();

        var commit = client().getCommit(request -> request.repositoryName("app").commitId(merged))
                .commit();
        assertThat(commit.parents()).containsExactly(destination, source);
        assertThat(commit.message()).isEqualTo("Together");
        assertThat(commit.author().name()).isEqualTo("Jane");
        assertThat(read("main", "b.txt") + read("main", "c.txt")).isEqualTo("bc");
        assertThat(client().getMergeCommit(request -> request.repositoryName("app")
                                .sourceCommitSpecifier(source)
                                .destinationCommitSpecifier(destination))
                        .mergedCommitId())
                .isEqualTo(merged);
    }

    @Test
    void squash_leaves_one_parent() {
        put("topic", put("topic", root, "b.txt", "b"), "b.txt", "bb");
        String destination = put("main", root, "c.txt", "c");

        String merged = client().mergeBranchesBySquash(request -> request.repositoryName("app")
                        .sourceCommitSpecifier("topic")
                        .destinationCommitSpecifier("main"))
                .commitId();

        assertThat(client().getCommit(request -> request.repositoryName("app").commitId(merged))
                        .commit()
                        .parents())
                .containsExactly(destination);
        assertThat(read("main", "b.txt")).isEqualTo("bb");
    }

    @Test
    void changes_of_other_lines_are_a_conflict_of_the_file_but_not_of_the_lines() {
        put("topic", root, "a.txt", LINES.replace("one", "ONE"));
        put("main", root, "a.txt", LINES.replace("five", "FIVE"));

        assertThat(onlyConflict(ConflictDetailLevelTypeEnum.FILE_LEVEL).filePath())
                .isEqualTo("a.txt");
        client().mergeBranchesByThreeWay(request -> request.repositoryName("app")
                .sourceCommitSpecifier("topic")
                .destinationCommitSpecifier("main")
                .conflictDetailLevel(ConflictDetailLevelTypeEnum.LINE_LEVEL));
        assertThat(read("main", "a.txt")).isEqualTo("ONE\ntwo\nthree\nfour\nFIVE\n");
    }

    private void conflict() {
        put("topic", root, "a.txt", LINES.replace("three", "source").replace("one", "ONE"));
        put("main", root, "a.txt", LINES.replace("three", "destination"));
    }

    @Test
    void conflict_is_described() {
        conflict();

        ConflictMetadata conflict = onlyConflict(ConflictDetailLevelTypeEnum.LINE_LEVEL);
        var described = client().describeMergeConflicts(request -> request.repositoryName("app")
                .sourceCommitSpecifier("topic")
                .destinationCommitSpecifier("main")
                .mergeOption(MergeOptionTypeEnum.SQUASH_MERGE)
                .filePath("a.txt"));

        assertThat(conflict.numberOfConflicts()).isEqualTo(1);
        assertThat(conflict.contentConflict()).isTrue();
        assertThat(conflict.fileModeConflict()).isFalse();
        assertThat(conflict.objectTypes().source()).isEqualTo(ObjectTypeEnum.FILE);
        assertThat(conflict.mergeOperations().source()).isEqualTo(ChangeTypeEnum.M);
        assertThat(conflict.fileSizes().base()).isEqualTo(LINES.length());
        assertThat(conflict.isBinaryFile().destination()).isFalse();
        MergeHunk hunk = described.mergeHunks().stream()
                .filter(MergeHunk::isConflict)
                .findFirst()
                .orElseThrow();
        assertThat(text(hunk.source().hunkContent())).isEqualTo("source\n");
        assertThat(text(hunk.destination().hunkContent())).isEqualTo("destination\n");
        assertThat(hunk.destination().startLine()).isEqualTo(2);
        assertThat(described.mergeHunks()).anyMatch(other -> !other.isConflict());
    }

    private static String text(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    @Test
    void conflicts_are_described_in_batches() {
        conflict();

        var batch = client().batchDescribeMergeConflicts(request -> request.repositoryName("app")
                .sourceCommitSpecifier("topic")
                .destinationCommitSpecifier("main")
                .mergeOption(MergeOptionTypeEnum.THREE_WAY_MERGE)
                .filePaths("a.txt", "none.txt"));

        assertThat(batch.conflicts()).hasSize(1);
        assertThat(batch.conflicts().get(0).mergeHunks()).isNotEmpty();
        assertThat(batch.errors()).extracting(error -> error.filePath()).containsExactly("none.txt");
        assertThatThrownBy(() -> client().describeMergeConflicts(request -> request.repositoryName("app")
                        .sourceCommitSpecifier("topic")
                        .destinationCommitSpecifier("main")
                        .mergeOption(MergeOptionTypeEnum.SQUASH_MERGE)
                        .filePath("none.txt")))
                .isInstanceOf(FileDoesNotExistException.class);
    }

    @Test
    void conflict_stops_the_merge_unless_a_side_is_accepted() {
        conflict();

        assertThatThrownBy(() -> client().mergeBranchesByThreeWay(request -> request.repositoryName("app")
                        .sourceCommitSpecifier("topic")
                        .destinationCommitSpecifier("main")
                        .conflictDetailLevel(ConflictDetailLevelTypeEnum.LINE_LEVEL)))
                .isInstanceOf(ManualMergeRequiredException.class);
        assertThat(accepted(ConflictDetailLevelTypeEnum.LINE_LEVEL, ConflictResolutionStrategyTypeEnum.ACCEPT_SOURCE))
                .isEqualTo("ONE\ntwo\nsource\nfour\nfive\n");
        assertThat(accepted(
                        ConflictDetailLevelTypeEnum.LINE_LEVEL, ConflictResolutionStrategyTypeEnum.ACCEPT_DESTINATION))
                .isEqualTo("ONE\ntwo\ndestination\nfour\nfive\n");
        assertThat(accepted(
                        ConflictDetailLevelTypeEnum.FILE_LEVEL, ConflictResolutionStrategyTypeEnum.ACCEPT_DESTINATION))
                .isEqualTo("one\ntwo\ndestination\nfour\nfive\n");
    }

    private String accepted(ConflictDetailLevelTypeEnum level, ConflictResolutionStrategyTypeEnum strategy) {
        String commit = client().createUnreferencedMergeCommit(request -> request.repositoryName("app")
                        .sourceCommitSpecifier("topic")
                        .destinationCommitSpecifier("main")
                        .mergeOption(MergeOptionTypeEnum.SQUASH_MERGE)
                        .conflictDetailLevel(level)
                        .conflictResolutionStrategy(strategy))
                .commitId();
        return read(commit, "a.txt");
    }

    private String automerge(ConflictResolution resolution) {
        return client().createUnreferencedMergeCommit(request -> request.repositoryName("app")
                        .sourceCommitSpecifier("topic")
                        .destinationCommitSpecifier("main")
                        .mergeOption(MergeOptionTypeEnum.THREE_WAY_MERGE)
                        .conflictResolutionStrategy(ConflictResolutionStrategyTypeEnum.AUTOMERGE)
                        .conflictResolution(resolution))
                .commitId();
    }

    private static ReplaceContentEntry replace(ReplacementTypeEnum type) {
        return ReplaceContentEntry.builder()
                .filePath("a.txt")
                .replacementType(type)
                .build();
    }

    @Test
    void conflict_is_resolved_file_by_file() {
        conflict();

        assertThat(read(
                        automerge(ConflictResolution.builder()
                                .replaceContents(replace(ReplacementTypeEnum.KEEP_BASE))
                                .build()),
                        "a.txt"))
                .isEqualTo(LINES);
        assertThat(read(
                        automerge(ConflictResolution.builder()
                                .replaceContents(replace(ReplacementTypeEnum.USE_NEW_CONTENT).toBuilder()
                                        .content(SdkBytes.fromUtf8String("new"))
                                        .build())
                                .build()),
                        "a.txt"))
                .isEqualTo("new");
        String deleted = automerge(ConflictResolution.builder()
                .deleteFiles(DeleteFileEntry.builder().filePath("a.txt").build())
                .build());
        assertThatThrownBy(() -> read(deleted, "a.txt")).isInstanceOf(FileDoesNotExistException.class);
    }

    @Test
    void resolutions_that_make_no_sense_are_refused() {
        conflict();

        assertThatThrownBy(() -> automerge(ConflictResolution.builder()
                        .replaceContents(replace(ReplacementTypeEnum.USE_NEW_CONTENT))
                        .build()))
                .isInstanceOf(ReplacementContentRequiredException.class);
        assertThatThrownBy(() -> automerge(ConflictResolution.builder()
                        .replaceContents(
                                replace(ReplacementTypeEnum.KEEP_BASE), replace(ReplacementTypeEnum.KEEP_SOURCE))
                        .build()))
                .isInstanceOf(MultipleConflictResolutionEntriesException.class);
        assertThatThrownBy(() -> client().mergeBranchesBySquash(request -> request.repositoryName("app")
                        .sourceCommitSpecifier("topic")
                        .destinationCommitSpecifier("main")
                        .conflictResolution(
                                resolution -> resolution.replaceContents(replace(ReplacementTypeEnum.KEEP_BASE)))))
                .isInstanceOf(InvalidConflictResolutionException.class);
        assertThatThrownBy(() -> client().createUnreferencedMergeCommit(request -> request.repositoryName("app")
                        .sourceCommitSpecifier("topic")
                        .destinationCommitSpecifier("main")
                        .mergeOption(MergeOptionTypeEnum.FAST_FORWARD_MERGE)))
                .isInstanceOf(InvalidMergeOptionException.class);
    }

    @Test
    void change_of_a_deleted_file_and_a_folder_in_the_place_of_a_file_are_conflicts() {
        put("topic", root, "a.txt", "changed");
        client().deleteFile(request -> request.repositoryName("app")
                .branchName("main")
                .parentCommitId(root)
                .filePath("a.txt"));

        ConflictMetadata conflict = onlyConflict(ConflictDetailLevelTypeEnum.LINE_LEVEL);

        assertThat(conflict.mergeOperations().source()).isEqualTo(ChangeTypeEnum.M);
        assertThat(conflict.mergeOperations().destination()).isEqualTo(ChangeTypeEnum.D);
        String tip = client().getBranch(request -> request.repositoryName("app").branchName("main"))
                .branch()
                .commitId();
        put("main", tip, "a.txt/inside", "x");
        assertThat(client().getMergeConflicts(request -> request.repositoryName("app")
                                .sourceCommitSpecifier("topic")
                                .destinationCommitSpecifier("main")
                                .mergeOption(MergeOptionTypeEnum.THREE_WAY_MERGE))
                        .mergeable())
                .isFalse();
    }

    @Test
    void file_against_folder_is_a_conflict_of_types() {
        put("topic", root, "x", "file");
        put("main", root, "x/y", "folder");

        ConflictMetadata conflict = onlyConflict(ConflictDetailLevelTypeEnum.LINE_LEVEL);

        assertThat(conflict.objectTypeConflict()).isTrue();
        assertThat(conflict.objectTypes().source()).isEqualTo(ObjectTypeEnum.FILE);
        assertThat(conflict.objectTypes().destination()).isEqualTo(ObjectTypeEnum.DIRECTORY);
    }

    @Test
    void target_must_be_the_destination() {
        put("topic", root, "b.txt", "b");
        String next = put("main", root, "c.txt", "c");
        client().createBranch(request ->
                request.repositoryName("app").branchName("other").commitId(root));

        assertThatThrownBy(() -> client().mergeBranchesByThreeWay(request -> request.repositoryName("app")
                        .sourceCommitSpecifier("topic")
                        .destinationCommitSpecifier(next)
                        .targetBranch("other")))
                .isInstanceOf(InvalidTargetBranchException.class);
        assertThat(client().mergeBranchesByThreeWay(request -> request.repositoryName("app")
                                .sourceCommitSpecifier("topic")
                                .destinationCommitSpecifier(next)
                                .targetBranch("main"))
                        .commitId())
                .isNotEmpty();
    }
}
