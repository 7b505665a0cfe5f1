package io.devopslab.cloud.service.codepipeline.action;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codepipeline.run.ActionCall;
import io.devopslab.cloud.service.codepipeline.run.ActionProvider;
import io.devopslab.cloud.service.codepipeline.run.External;
import io.devopslab.cloud.service.codepipeline.run.Progress;
import io.devopslab.cloud.service.codepipeline.run.Revision;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.codecommit.model.Commit;
import software.amazon.awssdk.services.codeconnections.CodeConnectionsClient;
import software.amazon.awssdk.services.codeconnections.model.Connection;
import software.amazon.awssdk.services.codeconnections.model.ResourceNotFoundException;

/**
 * Takes the tree of a commit into an artifact: of the branch's newest, or of the one whose push or pull request
 * started the execution (CodePipeline User Guide, "CodeStarSourceConnection for Bitbucket Cloud, GitHub, …"). Behind
 * every connection of this cloud are its CodeCommit repositories: {@code owner/name} is the one called {@code name}.
 */
final class ConnectionSource implements ActionProvider {

    private static final String MISCONFIGURED = "ConfigurationError";

    private final ServiceContext context;
    private final Supplier<CodeConnectionsClient> connections;
    private final Commits commits;

    ConnectionSource(ServiceContext context, Supplier<CodeConnectionsClient> connections, Commits commits) {
        this.context = context;
        this.connections = connections;
        this.commits = commits;
    }

    @Override
    public Progress start(ActionCall call) {
        Map<String, String> configuration = call.configuration();
        if ("CODEBUILD_CLONE_REF".equals(configuration.get("OutputArtifactFormat"))) {
            return new Progress.Failed(
                    MISCONFIGURED, "The output artifact format CODEBUILD_CLONE_REF is not supported.");
        }
        String arn = configuration.getOrDefault("ConnectionArn", "");
        Connection connection;
        try {
            connection =
                    connections.get().getConnection(r -> r.connectionArn(arn)).connection();
        } catch (ResourceNotFoundException e) {
            return new Progress.Failed(MISCONFIGURED, "The connection " + arn + " does not exist.");
        }
        String repository = repository(configuration.getOrDefault("FullRepositoryId", ""));
        Map<String, String> happened = happened(call);
        String branch = happened.getOrDefault("BranchName", configuration.getOrDefault("BranchName", ""));
        String id =
                Optional.ofNullable(happened.get("CommitId")).orElseGet(() -> commits.chosen(call, repository, branch));
        Commit commit = commits.get(repository, id);
        commits.upload(call, repository, commit.commitId());
        return succeeded(call, connection, branch, commit, happened);
    }

    /** The repository of this cloud that a connection's one stands for. */
    static String repository(String fullId) {
        return fullId.substring(fullId.lastIndexOf('/') + 1);
    }

    /** What started the execution, if it happened to this action's source. */
    private static Map<String, String> happened(ActionCall call) {
        Map<String, String> source = call.execution().launch().trigger().source();
        return call.run().action().equals(source.get("ActionName")) ? source : Map.of();
    }

    private Progress succeeded(
            ActionCall call, Connection connection, String branch, Commit commit, Map<String, String> happened) {
        String message = Commits.message(commit);
        String fullName = call.configuration().getOrDefault("FullRepositoryId", "");
        Map<String, String> variables = new LinkedHashMap<>(happened);
        variables.remove("ActionName");
        variables.put("AuthorDate", commits.date(commit.author()).toString());
        variables.put("AuthorDisplayName", String.valueOf(commit.author().name()));
        variables.put("AuthorEmail", String.valueOf(commit.author().email()));
        variables.put("BranchName", branch);
        variables.put("CommitId", commit.commitId());
        variables.put("CommitMessage", message);
        variables.put("ConnectionArn", connection.connectionArn());
        variables.put("FullRepositoryName", fullName);
        variables.put("ProviderType", connection.providerTypeAsString());
        String url = "https://" + context.scope().region()
                + ".console.aws.amazon.com/codesuite/settings/connections/redirect?connectionArn="
                + connection.connectionArn() + "&referenceType=COMMIT&FullRepositoryId=" + fullName + "&Commit="
                + commit.commitId();
        Revision revision = new Revision(
                call.run().action(),
                call.output().name(),
                commit.commitId(),
                Optional.of(commits.date(commit.committer()).toString()),
                Optional.of(message).filter(text -> !text.isEmpty()),
                Optional.of(url),
                context.time().instant());
        External external = External.of(commit.commitId(), url);
        return new Progress.Succeeded(
                message.isEmpty() ? external : external.withSummary(message), variables, Optional.of(revision));
    }
}
