package io.devopslab.cloud.service.codecommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codecommit.model.BranchDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.BranchNameExistsException;
import software.amazon.awssdk.services.codecommit.model.CommitDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.CommitIdDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.DefaultBranchCannotBeDeletedException;
import software.amazon.awssdk.services.codecommit.model.InvalidBranchNameException;
import software.amazon.awssdk.services.codecommit.model.InvalidCommitIdException;
import software.amazon.awssdk.services.codecommit.model.InvalidContinuationTokenException;
import software.amazon.awssdk.services.codecommit.model.InvalidRepositoryNameException;
import software.amazon.awssdk.services.codecommit.model.OrderEnum;
import software.amazon.awssdk.services.codecommit.model.RepositoryDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.RepositoryMetadata;
import software.amazon.awssdk.services.codecommit.model.RepositoryNameExistsException;
import software.amazon.awssdk.services.codecommit.model.RepositoryNameIdPair;
import software.amazon.awssdk.services.codecommit.model.RepositoryNameRequiredException;

/** Repositories, branches and tags as CodeCommit has them, for whatever implements its client. */
abstract class CodeCommitContract {

    abstract CodeCommitClient client();

    RepositoryMetadata create(String name) {
        return client().createRepository(request -> request.repositoryName(name))
                .repositoryMetadata();
    }

    /** Commits a file and answers the commit's identifier. */
    String commit(String repository, String branch, String parent, String path, String content) {
        return client().putFile(request -> request.repositoryName(repository)
                        .branchName(branch)
                        .parentCommitId(parent.isEmpty() ? null : parent)
                        .filePath(path)
                        .fileContent(software.amazon.awssdk.core.SdkBytes.fromUtf8String(content)))
                .commitId();
    }

    @Test
    void repository_has_the_names_and_addresses_of_aws() {
        RepositoryMetadata made = client().createRepository(request -> request.repositoryName("app")
                        .repositoryDescription("The application")
                        .tags(Map.of("team", "a")))
                .repositoryMetadata();

        assertThat(made.arn()).matches("arn:aws:codecommit:eu-west-1:\\d{12}:app");
        assertThat(made.cloneUrlHttp()).endsWith("/v1/repos/app");
        assertThat(made.cloneUrlSsh()).isEqualTo("ssh://git-codecommit.eu-west-1.amazonaws.com/v1/repos/app");
        assertThat(made.defaultBranch()).isNull();
        assertThat(made.repositoryDescription()).isEqualTo("The application");
        assertThat(client().getRepository(request -> request.repositoryName("app"))
                        .repositoryMetadata())
                .isEqualTo(made);
        assertThat(client().listTagsForResource(request -> request.resourceArn(made.arn()))
                        .tags())
                .containsExactly(Map.entry("team", "a"));
    }

    @Test
    void repository_name_is_taken_once() {
        create("app");

        assertThatThrownBy(() -> create("app")).isInstanceOfSatisfying(RepositoryNameExistsException.class, e -> {
            assertThat(e.awsErrorDetails().errorMessage()).isEqualTo("Repository named app already exists");
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("RepositoryNameExistsException");
            assertThat(e.statusCode()).isEqualTo(400);
        });
    }

    @Test
    void odd_repository_names_are_refused() {
        for (String name : new String[] {"a/b", "../x", "a b", "x".repeat(101), "a.git", "ünïcode", "a\nb"}) {
            assertThatThrownBy(() -> create(name)).isInstanceOf(InvalidRepositoryNameException.class);
        }
        assertThatThrownBy(() -> client().createRepository(request -> {}))
                .isInstanceOf(RepositoryNameRequiredException.class);
    }

    @Test
    void missing_repository_is_told_by_name() {
        assertThatThrownBy(() -> client().getRepository(request -> request.repositoryName("none")))
                .isInstanceOfSatisfying(
                        RepositoryDoesNotExistException.class,
                        e -> assertThat(e.awsErrorDetails().errorMessage()).isEqualTo("none does not exist"));
    }

    @Test
    void repositories_are_listed_by_name_or_by_change() {
        create("b");
        create("a");
        create("c");

        assertThat(client().listRepositories(request -> {}).repositories())
                .extracting(RepositoryNameIdPair::repositoryName)
                .containsExactly("a", "b", "c");
        assertThat(client().listRepositories(request -> request.order(OrderEnum.DESCENDING))
                        .repositories())
                .extracting(RepositoryNameIdPair::repositoryName)
                .containsExactly("c", "b", "a");
        assertThatThrownBy(() -> client().listRepositories(request -> request.nextToken("bogus")))
                .isInstanceOf(InvalidContinuationTokenException.class);
    }

    @Test
    void batch_tells_which_repositories_are_missing() {
        create("a");

        var batch = client().batchGetRepositories(request -> request.repositoryNames("a", "b"));

        assertThat(batch.repositories())
                .extracting(RepositoryMetadata::repositoryName)
                .containsExactly("a");
        assertThat(batch.repositoriesNotFound()).containsExactly("b");
    }

    @Test
    void repository_can_be_renamed_described_and_deleted() {
        RepositoryMetadata made = create("old");
        String commit = commit("old", "main", "", "a.txt", "a");

        client().updateRepositoryName(request -> request.oldName("old").newName("new"));
        client().updateRepositoryDescription(
                        request -> request.repositoryName("new").repositoryDescription("Renamed"));

        RepositoryMetadata now =
                client().getRepository(request -> request.repositoryName("new")).repositoryMetadata();
        assertThat(now.repositoryId()).isEqualTo(made.repositoryId());
        assertThat(now.repositoryDescription()).isEqualTo("Renamed");
        assertThat(client().getCommit(request -> request.repositoryName("new").commitId(commit))
                        .commit()
                        .commitId())
                .isEqualTo(commit);
        assertThat(client().deleteRepository(request -> request.repositoryName("new"))
                        .repositoryId())
                .isEqualTo(made.repositoryId());
        assertThat(client().deleteRepository(request -> request.repositoryName("new"))
                        .repositoryId())
                .isNull();
    }

    @Test
    void tags_are_added_and_removed() {
        String arn = create("app").arn();

        client().tagResource(request -> request.resourceArn(arn).tags(Map.of("a", "1", "b", "2")));
        client().untagResource(request -> request.resourceArn(arn).tagKeys("a"));

        assertThat(client().listTagsForResource(request -> request.resourceArn(arn))
                        .tags())
                .containsExactly(Map.entry("b", "2"));
        assertThatThrownBy(() ->
                        client().tagResource(request -> request.resourceArn(arn).tags(Map.of("aws:x", "1"))))
                .hasMessageContaining("aws:");
    }

    @Test
    void first_branch_becomes_the_default() {
        create("app");

        commit("app", "trunk", "", "a.txt", "a");

        assertThat(client().getRepository(request -> request.repositoryName("app"))
                        .repositoryMetadata()
                        .defaultBranch())
                .isEqualTo("trunk");
    }

    @Test
    void branches_are_made_listed_and_deleted() {
        create("app");
        String commit = commit("app", "main", "", "a.txt", "a");

        client().createBranch(request ->
                request.repositoryName("app").branchName("feature/x").commitId(commit));

        assertThat(client().listBranches(request -> request.repositoryName("app"))
                        .branches())
                .containsExactly("feature/x", "main");
        assertThat(client().getBranch(request -> request.repositoryName("app").branchName("feature/x"))
                        .branch()
                        .commitId())
                .isEqualTo(commit);
        assertThat(client().deleteBranch(
                                request -> request.repositoryName("app").branchName("feature/x"))
                        .deletedBranch()
                        .commitId())
                .isEqualTo(commit);
        assertThat(client().deleteBranch(
                                request -> request.repositoryName("app").branchName("feature/x"))
                        .deletedBranch())
                .isNull();
        assertThatThrownBy(() -> client().getBranch(
                                request -> request.repositoryName("app").branchName("feature/x")))
                .isInstanceOf(BranchDoesNotExistException.class);
    }

    @Test
    void branch_needs_a_commit_and_a_free_name() {
        create("app");
        String commit = commit("app", "main", "", "a.txt", "a");

        assertThatThrownBy(() -> client().createBranch(request ->
                        request.repositoryName("app").branchName("main").commitId(commit)))
                .isInstanceOf(BranchNameExistsException.class);
        assertThatThrownBy(() -> client().createBranch(request ->
                        request.repositoryName("app").branchName("main/x").commitId(commit)))
                .isInstanceOf(BranchNameExistsException.class);
        assertThatThrownBy(() -> client().createBranch(request ->
                        request.repositoryName("app").branchName("x").commitId("0".repeat(40))))
                .isInstanceOf(CommitDoesNotExistException.class);
        assertThatThrownBy(() -> client().createBranch(request ->
                        request.repositoryName("app").branchName("x").commitId("main")))
                .isInstanceOf(InvalidCommitIdException.class);
        assertThatThrownBy(() -> client().createBranch(request ->
                        request.repositoryName("app").branchName("a..b").commitId(commit)))
                .isInstanceOf(InvalidBranchNameException.class);
    }

    @Test
    void default_branch_can_be_changed_and_is_never_deleted() {
        create("app");
        String commit = commit("app", "main", "", "a.txt", "a");
        client().createBranch(request ->
                request.repositoryName("app").branchName("next").commitId(commit));

        client().updateDefaultBranch(request -> request.repositoryName("app").defaultBranchName("next"));
        client().deleteBranch(request -> request.repositoryName("app").branchName("main"));

        assertThatThrownBy(() -> client().deleteBranch(
                                request -> request.repositoryName("app").branchName("next")))
                .isInstanceOf(DefaultBranchCannotBeDeletedException.class);
        assertThatThrownBy(() -> client().updateDefaultBranch(
                                request -> request.repositoryName("app").defaultBranchName("gone")))
                .isInstanceOf(BranchDoesNotExistException.class);
    }

    @Test
    void commits_are_described_one_by_one_and_in_batches() {
        create("app");
        String first = commit("app", "main", "", "a.txt", "a");
        String second = commit("app", "main", first, "a.txt", "b");
        String missing = "1".repeat(40);

        var commit = client().getCommit(request -> request.repositoryName("app").commitId(second))
                .commit();
        var batch = client().batchGetCommits(
                        request -> request.repositoryName("app").commitIds(first, missing, "odd"));

        assertThat(commit.parents()).containsExactly(first);
        assertThat(commit.message()).isEqualTo("Edited a.txt");
        assertThat(commit.author().date()).matches("\\d+ \\+0000");
        assertThat(batch.commits()).extracting(each -> each.commitId()).containsExactly(first);
        assertThat(batch.errors())
                .extracting(error -> error.errorCode())
                .containsExactly("CommitIdDoesNotExistException", "InvalidCommitIdException");
        assertThatThrownBy(() -> client().getCommit(
                                request -> request.repositoryName("app").commitId(missing)))
                .isInstanceOf(CommitIdDoesNotExistException.class);
    }
}
