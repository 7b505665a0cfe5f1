package io.devopslab.cloud.service.codebuild.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codecommit.model.BranchDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.CommitDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.File;
import software.amazon.awssdk.services.codecommit.model.GetFolderRequest;
import software.amazon.awssdk.services.codecommit.model.GetFolderResponse;

/**
 * A source in a repository: the files of a commit, without the repository itself, so that a command finds no
 * {@code .git} here where it would find one on AWS.
 */
final class CodeCommitSource {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern REFERENCE_AND_COMMIT = Pattern.compile(".+\\^\\{([0-9a-f]{40})}");
    private static final int DEEPEST = 100;

    private final BuildJob job;
    private final ServiceRole role;

    CodeCommitSource(BuildJob job, ServiceRole role) {
        this.job = job;
        this.role = role;
    }

    /**
     * Downloads the source.
     *
     * @param location the URL from which one would clone
     * @param version a commit, a branch, a tag, {@code refs/heads/…}, {@code refs/tags/…}, or one of these two with a
     *     commit that counts, {@code refs/heads/…^{commit}}; the default branch when empty
     * @param shown which source it is, as messages call it
     */
    Optional<String> fetch(String location, Optional<String> version, Path directory, String shown)
            throws IOException, PhaseFailure {
        int cut = location.lastIndexOf("/v1/repos/");
        if (cut < 0) {
            throw PhaseFailure.client("Invalid project source location: " + location
                    + ". Expected: https://git-codecommit.<region>.amazonaws.com/v1/repos/<repository>");
        }
        String repository = location.substring(cut + "/v1/repos/".length()).replaceFirst("/$", "");
        String commit;
        try {
            commit = commit(repository, version.filter(text -> !text.isBlank()));
        } catch (CommitDoesNotExistException e) {
            throw PhaseFailure.client("reference not found for " + shown + " and source version " + version.orElse(""));
        }
        folder(repository, commit, "/", directory, 0);
        return Optional.of(commit);
    }

    private CodeCommitClient codeCommit() {
        return job.clients().codeCommit().get();
    }

    private String commit(String repository, Optional<String> version) {
        String asked = version.orElseGet(() -> defaultBranch(repository));
        Matcher both = REFERENCE_AND_COMMIT.matcher(asked);
        String specifier = both.matches() ? both.group(1) : asked;
        if (COMMIT.matcher(specifier).matches()) {
            return codeCommit()
                    .getCommit(r ->
                            r.repositoryName(repository).commitId(specifier).overrideConfiguration(role.signature()))
                    .commit()
                    .commitId();
        }
        return codeCommit()
                .getFolder(r -> r.repositoryName(repository)
                        .commitSpecifier(specifier)
                        .folderPath("/")
                        .overrideConfiguration(role.signature()))
                .commitId();
    }

    private String defaultBranch(String repository) {
        String branch = codeCommit()
                .getRepository(r -> r.repositoryName(repository).overrideConfiguration(role.signature()))
                .repositoryMetadata()
                .defaultBranch();
        if (branch == null) {
            throw BranchDoesNotExistException.builder()
                    .message("The repository " + repository + " is empty: it has no default branch.")
                    .build();
        }
        return branch;
    }

    private void folder(String repository, String commit, String path, Path directory, int depth)
            throws IOException, PhaseFailure {
        if (depth > DEEPEST) {
            throw PhaseFailure.client("The repository " + repository + " has folders deeper than " + DEEPEST + ".");
        }
        GetFolderResponse folder = codeCommit()
                .getFolder(GetFolderRequest.builder()
                        .repositoryName(repository)
                        .commitSpecifier(commit)
                        .folderPath(path)
                        .overrideConfiguration(role.signature())
                        .build());
        Files.createDirectories(directory);
        for (File file : folder.files()) {
            write(repository, file, child(directory, file.absolutePath()));
        }
        // A link comes out as a file that holds its target, so that it leads nowhere.
        for (var link : folder.symbolicLinks()) {
            Files.write(child(directory, link.absolutePath()), blob(repository, link.blobId()));
        }
        for (var sub : folder.subFolders()) {
            folder(repository, commit, sub.absolutePath(), child(directory, sub.absolutePath()), depth + 1);
        }
    }

    /** What lies at {@code path} in the repository lies under its last name in the directory. */
    private static Path child(Path directory, String path) throws PhaseFailure {
        String name = path.replaceFirst("/$", "");
        Path child = FileChooser.resolve(directory, name.substring(name.lastIndexOf('/') + 1));
        if (!directory.equals(child.getParent())) {
            throw PhaseFailure.client("The repository holds the path '" + path + "', which is not allowed.");
        }
        return child;
    }

    private void write(String repository, File file, Path target) throws IOException {
        Files.write(target, blob(repository, file.blobId()));
        if ("EXECUTABLE".equals(file.fileModeAsString())) {
            target.toFile().setExecutable(true, false);
        }
    }

    private byte[] blob(String repository, String id) {
        return codeCommit()
                .getBlob(r -> r.repositoryName(repository).blobId(id).overrideConfiguration(role.signature()))
                .content()
                .asByteArray();
    }
}
