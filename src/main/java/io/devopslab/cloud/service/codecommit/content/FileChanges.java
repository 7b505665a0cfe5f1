package io.devopslab.cloud.service.codecommit.content;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.runtime.git.GitCaller;
import io.devopslab.cloud.service.codecommit.repository.Branches;
import io.devopslab.cloud.service.codecommit.repository.Names;
import io.devopslab.cloud.service.codecommit.repository.OpenRepositories;
import io.devopslab.cloud.service.codecommit.repository.OpenRepositories.Opened;
import io.devopslab.cloud.service.codecommit.repository.Revisions;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.codecommit.model.CreateCommitRequest;
import software.amazon.awssdk.services.codecommit.model.CreateCommitResponse;
import software.amazon.awssdk.services.codecommit.model.DeleteFileRequest;
import software.amazon.awssdk.services.codecommit.model.DeleteFileResponse;
import software.amazon.awssdk.services.codecommit.model.FileContentRequiredException;
import software.amazon.awssdk.services.codecommit.model.FileContentSizeLimitExceededException;
import software.amazon.awssdk.services.codecommit.model.InvalidBranchNameException;
import software.amazon.awssdk.services.codecommit.model.NoChangeException;
import software.amazon.awssdk.services.codecommit.model.PutFileRequest;
import software.amazon.awssdk.services.codecommit.model.PutFileResponse;
import software.amazon.awssdk.services.codecommit.model.SameFileContentException;

/** Commits that are made through the API, on the tip of a branch. */
public final class FileChanges {

    private final OpenRepositories repositories;
    private final InstantSource time;

    public FileChanges(OpenRepositories repositories, InstantSource time) {
        this.repositories = repositories;
        this.time = time;
    }

    /** What a commit does to the files; answers the message for who gives none. */
    @FunctionalInterface
    private interface Edit {
        String apply(Draft draft) throws IOException;
    }

    public CreateCommitResponse commit(CreateCommitRequest request, GitCaller caller) {
        String branch = Names.branch(request.branchName());
        FileEntries entries = new FileEntries(request);
        Author author = Author.of(caller, request.authorName(), request.email(), request.commitMessage());
        return repositories.change(request.repositoryName(), caller, opened -> {
            try (Draft draft = draft(opened, branch, request.parentCommitId())) {
                WrittenCommit written = finish(opened, branch, draft, author, entries::apply);
                return CreateCommitResponse.builder()
                        .commitId(written.commit().name())
                        .treeId(written.tree().name())
                        .filesAdded(draft.added())
                        .filesUpdated(draft.updated())
                        .filesDeleted(draft.deleted())
                        .build();
            }
        });
    }

    public PutFileResponse put(PutFileRequest request, GitCaller caller) {
        String branch = Names.branch(request.branchName());
        String path = Paths.file(request.filePath());
        byte[] content = content(request.fileContent());
        Author author = Author.of(caller, request.name(), request.email(), request.commitMessage());
        return repositories.change(request.repositoryName(), caller, opened -> {
            try (Draft draft = draft(opened, branch, request.parentCommitId())) {
                ObjectId blob = draft.blob(content);
                WrittenCommit written = finish(opened, branch, draft, author, edit -> put(edit, path, request, blob));
                return PutFileResponse.builder()
                        .commitId(written.commit().name())
                        .blobId(blob.name())
                        .treeId(written.tree().name())
                        .build();
            }
        });
    }

    private static String put(Draft draft, String path, PutFileRequest request, ObjectId blob) {
        Optional<EditableTree.Entry> old = draft.get(path);
        FileMode mode =
                Modes.of(request.fileMode(), old.map(EditableTree.Entry::mode).orElse(FileMode.REGULAR_FILE));
        if (old.filter(entry -> entry.equals(new EditableTree.Entry(mode, blob)))
                .isPresent()) {
            throw Errors.of(
                    SameFileContentException.builder(),
                    "The file was not added or updated because the content of the file is exactly the same as the "
                            + "content of that file in the repository and branch that you specified.");
        }
        draft.put(path, mode, blob);
        return (old.isPresent() ? "Edited " : "Added ") + path;
    }

    private static byte[] content(@Nullable SdkBytes content) {
        if (content == null || content.asByteArrayUnsafe().length == 0) {
            throw Errors.of(
                    FileContentRequiredException.builder(),
                    "The file cannot be added because it is empty. Empty files cannot be added to the repository "
                            + "with this API.");
        }
        if (content.asByteArrayUnsafe().length > Contents.MAX_FILE_BYTES) {
            throw tooLarge();
        }
        return content.asByteArrayUnsafe();
    }

    public static RuntimeException tooLarge() {
        return Errors.of(
                FileContentSizeLimitExceededException.builder(),
                "The file cannot be added because it is too large. The maximum file size is 6 MB, and the combined "
                        + "file content change size is 7 MB. Consider making these changes using a Git client.");
    }

    public DeleteFileResponse delete(DeleteFileRequest request, GitCaller caller) {
        String branch = Names.branch(request.branchName());
        String path = Paths.file(request.filePath());
        boolean keep = Boolean.TRUE.equals(request.keepEmptyFolders());
        Author author = Author.of(caller, request.name(), request.email(), request.commitMessage());
        return repositories.change(request.repositoryName(), caller, opened -> {
            try (Draft draft = draft(opened, branch, request.parentCommitId())) {
                ObjectId blob = draft.require(path).id();
                WrittenCommit written = finish(opened, branch, draft, author, edit -> {
                    edit.delete(path, keep);
                    return "Deleted " + path;
                });
                return DeleteFileResponse.builder()
                        .commitId(written.commit().name())
                        .blobId(blob.name())
                        .treeId(written.tree().name())
                        .filePath(path)
                        .build();
            }
        });
    }

    private static Draft draft(Opened opened, String branch, @Nullable String parent) throws IOException {
        Optional<ObjectId> tip = ParentCheck.tip(opened.git(), branch, parent);
        Optional<RevCommit> base = tip.isPresent() ? Revisions.find(opened.git(), tip.get()) : Optional.empty();
        return new Draft(opened.git(), base);
    }

    private WrittenCommit finish(Opened opened, String branch, Draft draft, Author author, Edit edit)
            throws IOException {
        String message = edit.apply(draft);
        WrittenCommit written =
                draft.write(author.at(time.instant()), author.message().orElse(message));
        if (!draft.isChange(written)) {
            throw Errors.of(
                    NoChangeException.builder(),
                    "The commit cannot be created because no changes will be made to the repository as a result of "
                            + "this commit. A commit must contain at least one change.");
        }
        if (!Branches.point(opened.git(), branch, written.commit())) {
            throw Errors.of(
                    InvalidBranchNameException.builder(), "The specified reference name is not valid: " + branch);
        }
        return written;
    }
}
