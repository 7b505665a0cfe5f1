package io.devopslab.cloud.service.codecommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codecommit.model.BranchDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.ChangeTypeEnum;
import software.amazon.awssdk.services.codecommit.model.CreateCommitRequest;
import software.amazon.awssdk.services.codecommit.model.CreateCommitResponse;
import software.amazon.awssdk.services.codecommit.model.DeleteFileEntry;
import software.amazon.awssdk.services.codecommit.model.Difference;
import software.amazon.awssdk.services.codecommit.model.DirectoryNameConflictsWithFileNameException;
import software.amazon.awssdk.services.codecommit.model.FileContentAndSourceFileSpecifiedException;
import software.amazon.awssdk.services.codecommit.model.FileContentRequiredException;
import software.amazon.awssdk.services.codecommit.model.FileContentSizeLimitExceededException;
import software.amazon.awssdk.services.codecommit.model.FileDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.FileEntryRequiredException;
import software.amazon.awssdk.services.codecommit.model.FileModeTypeEnum;
import software.amazon.awssdk.services.codecommit.model.FileNameConflictsWithDirectoryNameException;
import software.amazon.awssdk.services.codecommit.model.FolderDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.InvalidContinuationTokenException;
import software.amazon.awssdk.services.codecommit.model.InvalidMaxResultsException;
import software.amazon.awssdk.services.codecommit.model.InvalidParentCommitIdException;
import software.amazon.awssdk.services.codecommit.model.InvalidPathException;
import software.amazon.awssdk.services.codecommit.model.NoChangeException;
import software.amazon.awssdk.services.codecommit.model.ParentCommitIdOutdatedException;
import software.amazon.awssdk.services.codecommit.model.ParentCommitIdRequiredException;
import software.amazon.awssdk.services.codecommit.model.PutFileEntry;
import software.amazon.awssdk.services.codecommit.model.SameFileContentException;
import software.amazon.awssdk.services.codecommit.model.SamePathRequestException;
import software.amazon.awssdk.services.codecommit.model.SetFileModeEntry;
import software.amazon.awssdk.services.codecommit.model.SourceFileOrContentRequiredException;

/** Files, folders, differences and commits as CodeCommit has them, for whatever implements its client. */
abstract class FileContract {

    abstract CodeCommitClient client();

    private String root = "";

    @BeforeEach
    void seed() {
        client().createRepository(request -> request.repositoryName("app"));
        root = create(
                        "",
                        commit ->
                                commit.putFiles(put("src/a.txt", "a"), put("src/deep/b.txt", "b"), put("run.sh", "#!")))
                .commitId();
    }

    static PutFileEntry put(String path, String content) {
        return PutFileEntry.builder()
                .filePath(path)
                .fileContent(SdkBytes.fromUtf8String(content))
                .build();
    }

    static PutFileEntry copy(String from, String to, boolean move) {
        return PutFileEntry.builder()
                .filePath(to)
                .sourceFile(source -> source.filePath(from).isMove(move))
                .build();
    }

    static DeleteFileEntry delete(String path) {
        return DeleteFileEntry.builder().filePath(path).build();
    }

    CreateCommitResponse create(String parent, Consumer<CreateCommitRequest.Builder> content) {
        CreateCommitRequest.Builder request = CreateCommitRequest.builder()
                .repositoryName("app")
                .branchName("main")
                .parentCommitId(parent.isEmpty() ? null : parent)
                .authorName("Jane Doe")
                .email("jane@example.com")
                .commitMessage("A change");
        content.accept(request);
        return client().createCommit(request.build());
    }

    @Test
    void file_is_read_by_branch_commit_or_default() {
        for (String specifier : new String[] {"main", "refs/heads/main", root}) {
            var file = client().getFile(request ->
                    request.repositoryName("app").commitSpecifier(specifier).filePath("/src/a.txt"));
            assertThat(file.fileContent().asUtf8String()).isEqualTo("a");
            assertThat(file.filePath()).isEqualTo("src/a.txt");
            assertThat(file.fileSize()).isEqualTo(1);
            assertThat(file.commitId()).isEqualTo(root);
            assertThat(file.fileMode()).isEqualTo(FileModeTypeEnum.NORMAL);
            assertThat(client().getBlob(request -> request.repositoryName("app").blobId(file.blobId()))
                            .content()
                            .asUtf8String())
                    .isEqualTo("a");
        }
        assertThatThrownBy(() -> client().getFile(
                                request -> request.repositoryName("app").filePath("src/deep")))
                .isInstanceOf(FileDoesNotExistException.class);
    }

    @Test
    void folder_lists_what_is_directly_in_it() {
        var folder = client().getFolder(request -> request.repositoryName("app").folderPath("/src/"));

        assertThat(folder.folderPath()).isEqualTo("src");
        assertThat(folder.files()).extracting(file -> file.absolutePath()).containsExactly("src/a.txt");
        assertThat(folder.subFolders()).extracting(file -> file.relativePath()).containsExactly("deep");
        assertThat(client().getFolder(request -> request.repositoryName("app").folderPath(""))
                        .files())
                .extracting(file -> file.relativePath())
                .containsExactly("run.sh");
        assertThatThrownBy(() -> client().getFolder(
                                request -> request.repositoryName("app").folderPath("none")))
                .isInstanceOf(FolderDoesNotExistException.class);
    }

    @Test
    void commit_adds_moves_deletes_and_changes_modes_at_once() {
        CreateCommitResponse made =
                create(root, commit -> commit.putFiles(put("new.txt", "n"), copy("src/a.txt", "lib/a.txt", true))
                        .deleteFiles(delete("src/deep/b.txt"))
                        .setFileModes(SetFileModeEntry.builder()
                                .filePath("run.sh")
                                .fileMode(FileModeTypeEnum.EXECUTABLE)
                                .build()));

        assertThat(made.filesAdded()).extracting(file -> file.absolutePath()).containsExactly("new.txt", "lib/a.txt");
        assertThat(made.filesDeleted())
                .extracting(file -> file.absolutePath())
                .containsExactly("src/deep/b.txt", "src/a.txt");
        assertThat(made.filesUpdated())
                .extracting(file -> file.absolutePath() + " " + file.fileModeAsString())
                .containsExactly("run.sh EXECUTABLE");
        assertThatThrownBy(() -> client().getFolder(
                                request -> request.repositoryName("app").folderPath("src")))
                .isInstanceOf(FolderDoesNotExistException.class);
    }

    @Test
    void emptied_folder_is_kept_on_request() {
        create(root, commit -> commit.deleteFiles(delete("src/deep/b.txt")).keepEmptyFolders(true));

        assertThat(client().getFolder(request -> request.repositoryName("app").folderPath("src/deep"))
                        .files())
                .extracting(file -> file.relativePath())
                .containsExactly(".gitkeep");
    }

    @Test
    void commit_needs_the_tip_of_the_branch() {
        String next = create(root, commit -> commit.putFiles(put("x", "1"))).commitId();

        assertThatThrownBy(() -> create(root, commit -> commit.putFiles(put("x", "2"))))
                .isInstanceOf(ParentCommitIdOutdatedException.class);
        assertThatThrownBy(() -> create("", commit -> commit.putFiles(put("x", "2"))))
                .isInstanceOf(ParentCommitIdRequiredException.class);
        assertThatThrownBy(() -> create("main", commit -> commit.putFiles(put("x", "2"))))
                .isInstanceOf(InvalidParentCommitIdException.class);
        assertThatThrownBy(
                        () -> create(next, commit -> commit.branchName("none").putFiles(put("x", "2"))))
                .isInstanceOf(BranchDoesNotExistException.class);
    }

    @Test
    void commit_without_a_change_is_refused() {
        assertThatThrownBy(() -> create(root, commit -> commit.putFiles(put("src/a.txt", "a"))))
                .isInstanceOf(NoChangeException.class);
        assertThatThrownBy(() -> create(root, commit -> {})).isInstanceOf(FileEntryRequiredException.class);
    }

    @Test
    void entries_that_contradict_each_other_are_refused() {
        assertThatThrownBy(() -> create(root, commit -> commit.putFiles(put("x", "1"), put("/x", "2"))))
                .isInstanceOf(SamePathRequestException.class);
        assertThatThrownBy(() -> create(
                        root,
                        commit -> commit.putFiles(
                                PutFileEntry.builder().filePath("x").build())))
                .isInstanceOf(SourceFileOrContentRequiredException.class);
        assertThatThrownBy(() -> create(
                        root,
                        commit -> commit.putFiles(copy("src/a.txt", "x", false).toBuilder()
                                .fileContent(SdkBytes.fromUtf8String("x"))
                                .build())))
                .isInstanceOf(FileContentAndSourceFileSpecifiedException.class);
        assertThatThrownBy(() -> create(root, commit -> commit.putFiles(put("src", "1"))))
                .isInstanceOf(FileNameConflictsWithDirectoryNameException.class);
        assertThatThrownBy(() -> create(root, commit -> commit.putFiles(put("run.sh/x", "1"))))
                .isInstanceOf(DirectoryNameConflictsWithFileNameException.class);
        assertThatThrownBy(() -> create(root, commit -> commit.deleteFiles(delete("none"))))
                .isInstanceOf(FileDoesNotExistException.class);
    }

    @Test
    void hostile_paths_are_refused() {
        for (String path :
                new String[] {"../x", "a/../b", "a//b", ".git/config", "a/.GIT/x", "a\u0000b", "./a", "a/"}) {
            assertThatThrownBy(() -> create(root, commit -> commit.putFiles(put(path, "1"))))
                    .as(path)
                    .isInstanceOf(InvalidPathException.class);
        }
    }

    @Test
    void file_is_put_and_deleted_alone() {
        var made = client().putFile(request -> request.repositoryName("app")
                .branchName("main")
                .parentCommitId(root)
                .filePath("src/a.txt")
                .fileContent(SdkBytes.fromUtf8String("changed")));
        var gone = client().deleteFile(request -> request.repositoryName("app")
                .branchName("main")
                .parentCommitId(made.commitId())
                .filePath("src/a.txt"));

        assertThat(gone.blobId()).isEqualTo(made.blobId());
        assertThat(gone.filePath()).isEqualTo("src/a.txt");
        assertThatThrownBy(() -> client().getFile(
                                request -> request.repositoryName("app").filePath("src/a.txt")))
                .isInstanceOf(FileDoesNotExistException.class);
    }

    @Test
    void file_that_is_empty_too_large_or_the_same_is_not_put() {
        assertThatThrownBy(() -> putAlone(new byte[0])).isInstanceOf(FileContentRequiredException.class);
        assertThatThrownBy(() -> putAlone(new byte[(6 << 20) + 1]))
                .isInstanceOf(FileContentSizeLimitExceededException.class);
        assertThatThrownBy(() -> putAlone("a".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isInstanceOf(SameFileContentException.class);
    }

    private void putAlone(byte[] content) {
        client().putFile(request -> request.repositoryName("app")
                .branchName("main")
                .parentCommitId(root)
                .filePath("src/a.txt")
                .fileContent(SdkBytes.fromByteArray(content)));
    }

    @Test
    void differences_are_paged_and_limited_to_a_path() {
        String next = create(root, commit -> commit.putFiles(put("src/a.txt", "b"), put("src/c.txt", "c"))
                        .deleteFiles(delete("run.sh")))
                .commitId();

        assertThat(differences(root, next, "")).containsExactly("D run.sh", "M src/a.txt", "A src/c.txt");
        assertThat(differences(root, next, "src/a.txt")).containsExactly("M src/a.txt");
        assertThat(differences(root, root, "")).isEmpty();
        var page = client().getDifferences(request -> request.repositoryName("app")
                .beforeCommitSpecifier(root)
                .afterCommitSpecifier("main")
                .maxResults(2));
        assertThat(page.differences()).hasSize(2);
        assertThat(client().getDifferences(request -> request.repositoryName("app")
                                .beforeCommitSpecifier(root)
                                .afterCommitSpecifier("main")
                                .nextToken(page.nextToken()))
                        .differences())
                .extracting(Difference::changeType)
                .containsExactly(ChangeTypeEnum.A);
    }

    @Test
    void everything_is_new_without_a_commit_before() {
        assertThat(client().getDifferences(
                                request -> request.repositoryName("app").afterCommitSpecifier("main"))
                        .differences())
                .extracting(Difference::changeType)
                .containsExactly(ChangeTypeEnum.A, ChangeTypeEnum.A, ChangeTypeEnum.A);
    }

    @Test
    void bad_pages_are_refused() {
        assertThatThrownBy(() -> client().getDifferences(request -> request.repositoryName("app")
                        .afterCommitSpecifier("main")
                        .maxResults(0)))
                .isInstanceOf(InvalidMaxResultsException.class);
        assertThatThrownBy(() -> client().getDifferences(request -> request.repositoryName("app")
                        .afterCommitSpecifier("main")
                        .nextToken("AAAA")))
                .isInstanceOf(InvalidContinuationTokenException.class);
    }

    @Test
    void history_of_a_file_names_the_commits_that_changed_it() {
        String other =
                create(root, commit -> commit.putFiles(put("other.txt", "1"))).commitId();
        String next =
                create(other, commit -> commit.putFiles(put("src/a.txt", "2"))).commitId();

        assertThat(client().listFileCommitHistory(
                                request -> request.repositoryName("app").filePath("src/a.txt"))
                        .revisionDag())
                .extracting(version -> version.commit().commitId())
                .containsExactly(next, root);
    }

    private java.util.List<String> differences(String before, String after, String path) {
        return client()
                .getDifferencesPaginator(request -> request.repositoryName("app")
                        .beforeCommitSpecifier(before)
                        .afterCommitSpecifier(after)
                        .beforePath(path)
                        .afterPath(path)
                        .maxResults(1))
                .stream()
                .flatMap(page -> page.differences().stream())
                .map(each -> each.changeTypeAsString() + " "
                        + (each.afterBlob() == null ? each.beforeBlob() : each.afterBlob()).path())
                .toList();
    }
}
