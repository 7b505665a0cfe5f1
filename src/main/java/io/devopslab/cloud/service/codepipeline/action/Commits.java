package io.devopslab.cloud.service.codepipeline.action;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codepipeline.run.ActionCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codecommit.model.Commit;
import software.amazon.awssdk.services.codecommit.model.FileModeTypeEnum;
import software.amazon.awssdk.services.codecommit.model.GetBlobRequest;
import software.amazon.awssdk.services.codecommit.model.GetBranchRequest;
import software.amazon.awssdk.services.codecommit.model.GetCommitRequest;
import software.amazon.awssdk.services.codecommit.model.GetFolderRequest;
import software.amazon.awssdk.services.codecommit.model.GetFolderResponse;
import software.amazon.awssdk.services.codecommit.model.UserInfo;

/** Commits of repositories, and their trees as artifacts. */
final class Commits {

    /** Seconds since 1970 and an offset, as git has it. */
    private static final Pattern GIT_DATE = Pattern.compile("(\\d{1,12})( [+-]\\d{4})?");

    private final ServiceContext context;
    private final Supplier<CodeCommitClient> codeCommit;
    private final Artifacts artifacts;

    Commits(ServiceContext context, Supplier<CodeCommitClient> codeCommit, Artifacts artifacts) {
        this.context = context;
        this.codeCommit = codeCommit;
        this.artifacts = artifacts;
    }

    /** The commit that an execution was started with, or else the newest one of the branch. */
    String chosen(ActionCall call, String repository, String branch) {
        return call.execution().launch().overrides().stream()
                .filter(override -> override.actionName().equals(call.run().action()))
                .map(override -> override.revisionValue())
                .findFirst()
                .orElseGet(() -> codeCommit
                        .get()
                        .getBranch(GetBranchRequest.builder()
                                .repositoryName(repository)
                                .branchName(branch)
                                .build())
                        .branch()
                        .commitId());
    }

    Commit get(String repository, String id) {
        return codeCommit
                .get()
                .getCommit(GetCommitRequest.builder()
                        .repositoryName(repository)
                        .commitId(id)
                        .build())
                .commit();
    }

    /** Makes the action's output artifact of the commit's tree. */
    void upload(ActionCall call, String repository, String commit) {
        Path file = context.files().resolve("sources").resolve(call.run().id() + ".zip");
        try {
            Files.deleteIfExists(file);
            try (ZipFile zip = ZipFile.create(file)) {
                addFolder(zip, repository, commit, "");
            }
            artifacts.put(call.output(), file);
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The tree of the commit " + commit + " cannot be packed.", e);
        }
    }

    private void addFolder(ZipFile zip, String repository, String commit, String path) throws IOException {
        GetFolderResponse folder = codeCommit
                .get()
                .getFolder(GetFolderRequest.builder()
                        .repositoryName(repository)
                        .commitSpecifier(commit)
                        .folderPath(path.isEmpty() ? "/" : path)
                        .build());
        for (var file : folder.files()) {
            boolean executable = file.fileMode() == FileModeTypeEnum.EXECUTABLE;
            zip.add(file.absolutePath(), blob(repository, file.blobId()), executable);
        }
        // A link becomes a file that holds its target: nothing can lead out of the tree.
        for (var link : folder.symbolicLinks()) {
            zip.add(link.absolutePath(), blob(repository, link.blobId()), false);
        }
        for (var sub : folder.subFolders()) {
            addFolder(zip, repository, commit, sub.absolutePath());
        }
    }

    private byte[] blob(String repository, String id) {
        return codeCommit
                .get()
                .getBlob(GetBlobRequest.builder()
                        .repositoryName(repository)
                        .blobId(id)
                        .build())
                .content()
                .asByteArrayUnsafe();
    }

    static String message(Commit commit) {
        return commit.message() == null ? "" : commit.message().strip();
    }

    Instant date(@Nullable UserInfo user) {
        Matcher date = GIT_DATE.matcher(user == null || user.date() == null ? "" : user.date());
        return date.matches()
                ? Instant.ofEpochSecond(Long.parseLong(date.group(1)))
                : context.time().instant();
    }
}
