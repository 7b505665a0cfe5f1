package io.devopslab.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.OperationName;
import io.devopslab.aws.Operations;
import io.devopslab.aws.Outcome;
import io.devopslab.catalog.Evidence;
import io.devopslab.check.Finding.Found;

/** Evidence from a branch of a CodeCommit repository, as it was pushed. */
final class BranchEvidence {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Operations operations;

    BranchEvidence(Operations operations) {
        this.operations = operations;
    }

    Finding gather(Evidence.Branch evidence, Values values) {
        String repository = values.text(evidence.repository());
        ObjectNode document = NODES.objectNode();
        Outcome branch = call(
                "GetBranch",
                NODES.objectNode().put("repositoryName", repository).put("branchName", values.text(evidence.branch())));
        if (isMissing(branch, "BranchDoesNotExistException")) {
            document.put("exists", false).putNull("commit").putNull("file");
            return new Found(document);
        }
        if (branch instanceof Outcome.Failure failure) {
            return CallEvidence.finding(failure);
        }
        String head = branch.orThrow().path("branch").path("commitId").asText();
        Outcome commit = call(
                "GetCommit",
                NODES.objectNode().put("repositoryName", repository).put("commitId", head));
        if (commit instanceof Outcome.Failure failure) {
            return CallEvidence.finding(failure);
        }
        document.put("exists", true).set("commit", commit(commit.orThrow().path("commit"), head));
        return file(document, repository, head, values.text(evidence.file()));
    }

    private Finding file(ObjectNode document, String repository, String head, String path) {
        if (path.isEmpty()) {
            return new Found(document.putNull("file"));
        }
        Outcome file = call(
                "GetFile",
                NODES.objectNode()
                        .put("repositoryName", repository)
                        .put("commitSpecifier", head)
                        .put("filePath", path));
        boolean missing = isMissing(file, "FileDoesNotExistException");
        if (!missing && file instanceof Outcome.Failure failure) {
            return CallEvidence.finding(failure);
        }
        ObjectNode found = document.putObject("file").put("exists", !missing);
        found.set("text", missing ? NODES.nullNode() : file.orThrow().path("fileContent"));
        return new Found(document);
    }

    private Outcome call(String operation, JsonNode input) {
        return operations.call(new OperationName("codecommit", operation), input);
    }

    private static boolean isMissing(Outcome outcome, String code) {
        return outcome instanceof Outcome.Failure failure && failure.code().equals(code);
    }

    private static ObjectNode commit(JsonNode commit, String id) {
        ObjectNode document = NODES.objectNode().put("id", id);
        document.put("message", commit.path("message").asText());
        document.put("author", commit.path("author").path("name").asText());
        document.set("parents", commit.path("parents").isArray() ? commit.path("parents") : NODES.arrayNode());
        return document;
    }
}
