package io.devopslab.session.git;

import io.devopslab.aws.OperationFailedException;
import io.devopslab.aws.OperationName;
import io.devopslab.aws.Operations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codecommit.model.CreateBranchRequest;
import software.amazon.awssdk.services.codecommit.model.CreateCommitRequest;
import software.amazon.awssdk.services.codecommit.model.DeleteFileEntry;
import software.amazon.awssdk.services.codecommit.model.FileModeTypeEnum;
import software.amazon.awssdk.services.codecommit.model.GetBranchRequest;
import software.amazon.awssdk.services.codecommit.model.GetFolderRequest;
import software.amazon.awssdk.services.codecommit.model.GetFolderResponse;
import software.amazon.awssdk.services.codecommit.model.PutFileEntry;

/**
 * Commits onto branches, on top of whatever is there, through CodeCommit's API: it needs no clone and no credentials
 * of git, and is an event for pipelines like any push. Nothing is ever overwritten in the history.
 */
public final class Commits {

    /** Somebody else pushed between the look at the branch and the commit. */
    private static final Set<String> OVERTAKEN = Set.of(
            "ParentCommitIdOutdatedException",
            "ParentCommitIdRequiredException",
            "ConcurrentReferenceUpdateException",
            "TipOfSourceReferenceIsDifferentException");

    private static final int ATTEMPTS = 5;

    private final CodeCommitClient client;

    public Commits(CodeCommitClient client) {
        this.client = client;
    }

    /**
     * A commit to be made.
     *
     * @param base the branch that a new branch starts from
     * @param push a directory whose files are laid over the branch's
     * @param delete files that go
     */
    public record Change(
            String repository,
            String branch,
            Optional<String> base,
            Optional<Path> push,
            List<String> delete,
            String message) {

        public Change {
            delete = List.copyOf(delete);
        }
    }

    /** The head of a branch; empty when there is no such branch. */
    public Optional<String> head(String repository, String branch) {
        GetBranchRequest request = GetBranchRequest.builder()
                .repositoryName(repository)
                .branchName(branch)
                .build();
        try {
            return Optional.of(
                    call("GetBranch", () -> client.getBranch(request)).branch().commitId());
        } catch (OperationFailedException e) {
            if (e.failure().code().equals("BranchDoesNotExistException")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Makes the commit.
     *
     * @return the branch's new head, or empty when there was nothing to change
     */
    public Optional<String> commit(Change change) {
        Optional<String> head = head(change.repository(), change.branch());
        if (head.isEmpty() && change.base().isPresent()) {
            branch(change, change.base().get());
        }
        FileTree files = change.push().map(FileTree::of).orElse(FileTree.empty());
        return commit(change, files, () -> present(change));
    }

    private Collection<String> present(Change change) {
        if (change.delete().isEmpty()) {
            return List.of();
        }
        Set<String> present = paths(change.repository(), change.branch());
        return change.delete().stream().filter(present::contains).toList();
    }

    /**
     * Makes a commit after which the branch holds the files of a directory and nothing else.
     *
     * @return the branch's new head, or empty when it held just these files already
     */
    public Optional<String> restore(String repository, String branch, Path directory, String message) {
        Change change = new Change(repository, branch, Optional.empty(), Optional.of(directory), List.of(), message);
        FileTree files = FileTree.of(directory);
        return commit(change, files, () -> {
            Set<String> gone = paths(repository, branch);
            gone.removeAll(files.files().keySet());
            return gone;
        });
    }

    private Optional<String> commit(Change change, FileTree files, Supplier<Collection<String>> gone) {
        if (files.files().isEmpty() && change.delete().isEmpty()) {
            return Optional.empty();
        }
        for (int attempt = 1; ; attempt++) {
            try {
                Optional<String> head = head(change.repository(), change.branch());
                Collection<String> deletes = head.isPresent() ? gone.get() : List.of();
                return attempt(change, files, deletes, head);
            } catch (OperationFailedException e) {
                if (!OVERTAKEN.contains(e.failure().code()) || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private Optional<String> attempt(
            Change change, FileTree files, Collection<String> deletes, Optional<String> parent) {
        if (files.files().isEmpty() && deletes.isEmpty()) {
            return Optional.empty();
        }
        List<PutFileEntry> puts = new ArrayList<>();
        files.files().forEach((path, file) -> puts.add(entry(path, file)));
        List<DeleteFileEntry> removals = deletes.stream()
                .map(path -> DeleteFileEntry.builder().filePath(path).build())
                .toList();
        CreateCommitRequest.Builder request = CreateCommitRequest.builder()
                .repositoryName(change.repository())
                .branchName(change.branch())
                .authorName("DevOps Lab")
                .email("lab@example.com")
                .commitMessage(change.message());
        parent.ifPresent(request::parentCommitId);
        if (!puts.isEmpty()) {
            request.putFiles(puts);
        }
        if (!removals.isEmpty()) {
            request.deleteFiles(removals);
        }
        try {
            return Optional.of(call("CreateCommit", () -> client.createCommit(request.build()))
                    .commitId());
        } catch (OperationFailedException e) {
            if (e.failure().code().equals("NoChangeException")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static PutFileEntry entry(String path, Path file) {
        try {
            boolean executable = path.endsWith(".sh") || Files.isExecutable(file);
            return PutFileEntry.builder()
                    .filePath(path)
                    .fileMode(executable ? FileModeTypeEnum.EXECUTABLE : FileModeTypeEnum.NORMAL)
                    .fileContent(SdkBytes.fromByteArray(Files.readAllBytes(file)))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException("The lab's file " + file + " cannot be read.", e);
        }
    }

    private void branch(Change change, String base) {
        Optional<String> start = head(change.repository(), base);
        if (start.isPresent()) {
            CreateBranchRequest request = CreateBranchRequest.builder()
                    .repositoryName(change.repository())
                    .branchName(change.branch())
                    .commitId(start.get())
                    .build();
            call("CreateBranch", () -> client.createBranch(request));
        }
    }

    /** The paths of all files at the head of a branch. */
    private Set<String> paths(String repository, String branch) {
        Set<String> paths = new TreeSet<>();
        collect(repository, branch, "/", paths);
        return paths;
    }

    private void collect(String repository, String branch, String folder, Set<String> paths) {
        GetFolderRequest request = GetFolderRequest.builder()
                .repositoryName(repository)
                .commitSpecifier(branch)
                .folderPath(folder)
                .build();
        GetFolderResponse response = call("GetFolder", () -> client.getFolder(request));
        response.files().forEach(file -> paths.add(file.absolutePath()));
        response.symbolicLinks().forEach(link -> paths.add(link.absolutePath()));
        response.subFolders().forEach(sub -> collect(repository, branch, sub.absolutePath(), paths));
    }

    private static <T> T call(String operation, Supplier<T> call) {
        return Operations.guard(new OperationName("codecommit", operation), call);
    }
}
