package io.devopslab.session.git;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.Input;
import io.devopslab.aws.OperationFailedException;
import io.devopslab.aws.Operations;
import io.devopslab.aws.Outcome;
import java.util.List;
import java.util.Map;

/**
 * The IAM user in whose name the learner's git talks to CodeCommit, with service-specific credentials (IAM User
 * Guide, "Use IAM with CodeCommit: Git credentials"). It may pull from and push to the lab's repositories only.
 */
public final class GitUser {

    private static final String SERVICE = "iam";
    private static final String CODECOMMIT = "codecommit.amazonaws.com";
    private static final String POLICY = "repositories";

    private final Operations operations;
    private final String name;

    public GitUser(Operations operations, String name) {
        this.operations = operations;
        this.name = name;
    }

    public String name() {
        return name;
    }

    public boolean exists() {
        Outcome outcome = operations.call(SERVICE, "GetUser", Input.of("UserName", name));
        if (outcome instanceof Outcome.Failure failure && !failure.isNotFound()) {
            throw new OperationFailedException(failure);
        }
        return outcome instanceof Outcome.Answer;
    }

    /** Makes the user, unless it is there, tags it, and lets it into the repositories. */
    public void create(List<String> repositories, Map<String, String> tags) {
        List<ObjectNode> pairs = tags.entrySet().stream()
                .map(tag -> Input.of("Key", tag.getKey(), "Value", tag.getValue()))
                .toList();
        Outcome made = operations.call(SERVICE, "CreateUser", Input.of("UserName", name, "Tags", pairs));
        if (made instanceof Outcome.Failure failure) {
            if (!failure.code().startsWith("EntityAlreadyExists")) {
                throw new OperationFailedException(failure);
            }
            operations.get(SERVICE, "TagUser", Input.of("UserName", name, "Tags", pairs));
        }
        List<String> arns = repositories.stream().map(this::arn).toList();
        ObjectNode statement = Input.of(
                "Effect", "Allow", "Action", List.of("codecommit:GitPull", "codecommit:GitPush"), "Resource", arns);
        ObjectNode policy = Input.of("Version", "2012-10-17", "Statement", List.of(statement));
        operations.get(
                SERVICE,
                "PutUserPolicy",
                Input.of("UserName", name, "PolicyName", POLICY, "PolicyDocument", policy.toString()));
    }

    private String arn(String repository) {
        return operations
                .get("codecommit", "GetRepository", Input.of("repositoryName", repository))
                .path("repositoryMetadata")
                .path("Arn")
                .asText();
    }

    /** Whether the credential of that user name is in force. */
    public boolean has(GitCredentials.Login login) {
        for (JsonNode credential : credentials()) {
            if (credential.path("ServiceUserName").asText().equals(login.user())) {
                return credential.path("Status").asText().equals("Active");
            }
        }
        return false;
    }

    /** A new login; AWS shows the password only now. Earlier ones end, as a user may have two at most. */
    public GitCredentials.Login newLogin() {
        endLogins();
        JsonNode credential = operations
                .get(SERVICE, "CreateServiceSpecificCredential", Input.of("UserName", name, "ServiceName", CODECOMMIT))
                .path("ServiceSpecificCredential");
        return new GitCredentials.Login(
                credential.path("ServiceUserName").asText(),
                credential.path("ServicePassword").asText());
    }

    private JsonNode credentials() {
        Outcome outcome = operations.call(
                SERVICE, "ListServiceSpecificCredentials", Input.of("UserName", name, "ServiceName", CODECOMMIT));
        if (outcome instanceof Outcome.Failure failure && failure.isNotFound()) {
            return Input.of();
        }
        return outcome.orThrow().path("ServiceSpecificCredentials");
    }

    private void endLogins() {
        for (JsonNode credential : credentials()) {
            Outcome outcome = operations.call(
                    SERVICE,
                    "DeleteServiceSpecificCredential",
                    Input.of(
                            "UserName",
                            name,
                            "ServiceSpecificCredentialId",
                            credential.path("ServiceSpecificCredentialId").asText()));
            orGone(outcome);
        }
    }

    /** Deletes the user and what this program gave it. What others gave it holds it, and the failure says so. */
    public void delete() {
        if (!exists()) {
            return;
        }
        endLogins();
        orGone(operations.call(SERVICE, "DeleteUserPolicy", Input.of("UserName", name, "PolicyName", POLICY)));
        orGone(operations.call(SERVICE, "DeleteUser", Input.of("UserName", name)));
    }

    private static void orGone(Outcome outcome) {
        if (outcome instanceof Outcome.Failure failure && !failure.isNotFound()) {
            throw new OperationFailedException(failure);
        }
    }
}
