package io.devopslab.target.embedded.killed;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.aws.Clients;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codecommit.model.BranchDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.Commit;
import software.amazon.awssdk.services.codecommit.model.CreateCommitRequest;

/** Commits on one branch: each that was acknowledged is in its history, with its files. */
final class CommitWork implements Work {

    private static final String REPOSITORY = "killed";

    private final List<String> unverified = new ArrayList<>();
    private final Map<String, String> files = new TreeMap<>();
    private Optional<String> head = Optional.empty();
    private Optional<Pending> pending = Optional.empty();

    private record Pending(String message, String path, String content) {}

    @Override
    public void prepare(Clients clients) {
        clients.get(CodeCommitClient.class).createRepository(r -> r.repositoryName(REPOSITORY));
    }

    @Override
    public void step(Clients clients, Random random) {
        Pending next = new Pending(
                "change " + random.nextLong(),
                "file" + random.nextInt(5),
                Contents.text(random, random.nextInt(3_000)));
        Consumer<CreateCommitRequest.Builder> request = r -> {
            r.repositoryName(REPOSITORY).branchName("main").commitMessage(next.message());
            r.putFiles(f -> f.filePath(next.path()).fileContent(SdkBytes.fromUtf8String(next.content())));
            head.ifPresent(r::parentCommitId);
        };
        pending = Optional.of(next);
        happened(clients.get(CodeCommitClient.class).createCommit(request).commitId());
    }

    private void happened(String commit) {
        Pending change = pending.orElseThrow();
        head = Optional.of(commit);
        unverified.add(commit);
        files.put(change.path(), change.content());
        pending = Optional.empty();
    }

    @Override
    public void verify(Clients clients) {
        CodeCommitClient client = clients.get(CodeCommitClient.class);
        Optional<String> actual = Contents.unless(BranchDoesNotExistException.class, () -> client.getBranch(
                        r -> r.repositoryName(REPOSITORY).branchName("main"))
                .branch()
                .commitId());
        if (!actual.equals(head)) {
            Commit commit = commit(client, actual.orElseThrow(() -> new AssertionError("The branch is gone.")));
            assertThat(pending).as("a commit without an answer").isPresent();
            assertThat(commit.message()).isEqualTo(pending.orElseThrow().message());
            assertThat(commit.parents()).isEqualTo(head.stream().toList());
            happened(commit.commitId());
        }
        pending = Optional.empty();
        verifyHistory(client);
        files.forEach((path, content) -> assertThat(
                        client.getFile(r -> r.repositoryName(REPOSITORY).filePath(path))
                                .fileContent()
                                .asUtf8String())
                .as(path)
                .isEqualTo(content));
    }

    private void verifyHistory(CodeCommitClient client) {
        Collections.reverse(unverified);
        for (int i = 1; i < unverified.size(); i++) {
            assertThat(commit(client, unverified.get(i - 1)).parents()).containsExactly(unverified.get(i));
        }
        unverified.clear();
        head.ifPresent(unverified::add);
    }

    private static Commit commit(CodeCommitClient client, String id) {
        return client.getCommit(r -> r.repositoryName(REPOSITORY).commitId(id)).commit();
    }
}
