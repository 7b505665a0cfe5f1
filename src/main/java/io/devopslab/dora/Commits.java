package io.devopslab.dora;

import com.fasterxml.jackson.databind.JsonNode;
import io.devopslab.aws.Input;
import io.devopslab.aws.OperationName;
import io.devopslab.aws.Operations;
import io.devopslab.aws.Outcome;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The commits of a CodeCommit repository, each asked for once (<a
 * href="https://docs.aws.amazon.com/codecommit/latest/APIReference/API_GetCommit.html">GetCommit</a>).
 */
final class Commits implements CommitGraph {

    private static final OperationName GET = new OperationName("codecommit", "GetCommit");

    private final Operations operations;
    private final String repository;
    private final Map<String, Optional<Commit>> known = new HashMap<>();

    Commits(Operations operations, String repository) {
        this.operations = operations;
        this.repository = repository;
    }

    @Override
    public Optional<Commit> commit(String id) {
        return id.isEmpty() ? Optional.empty() : known.computeIfAbsent(id, this::ask);
    }

    private Optional<Commit> ask(String id) {
        Outcome outcome = operations.call(GET, Input.of("repositoryName", repository, "commitId", id));
        if (outcome instanceof Outcome.Failure failure && failure.isNotFound()) {
            return Optional.empty();
        }
        return Optional.of(commit(outcome.orThrow().path("commit")));
    }

    private static Commit commit(JsonNode commit) {
        return new Commit(
                commit.path("commitId").asText(),
                commit.path("message").asText(),
                date(commit.path("committer").path("date").asText()),
                HistoryReader.stream(commit.path("parents"))
                        .map(JsonNode::asText)
                        .toList());
    }

    /** Git's form: seconds since 1970, and the zone. */
    private static Instant date(String text) {
        return Instant.ofEpochSecond(Long.parseLong(text.split(" ", 2)[0]));
    }
}
