package io.devopslab.cloud.service.codepipeline.action;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codepipeline.run.ActionCall;
import io.devopslab.cloud.service.codepipeline.run.ActionProvider;
import io.devopslab.cloud.service.codepipeline.run.ActionRun;
import io.devopslab.cloud.service.codepipeline.run.External;
import io.devopslab.cloud.service.codepipeline.run.Progress;
import io.devopslab.cloud.service.codepipeline.run.Revision;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.codecommit.model.Commit;

/**
 * Takes the tree of a branch's newest commit into an artifact (CodePipeline User Guide, "CodeCommit source action
 * reference").
 */
final class CodeCommitSource implements ActionProvider {

    private final ServiceContext context;
    private final Commits commits;

    CodeCommitSource(ServiceContext context, Commits commits) {
        this.context = context;
        this.commits = commits;
    }

    @Override
    public Progress start(ActionCall call) {
        String repository = call.configuration().getOrDefault("RepositoryName", "");
        String branch = call.configuration().getOrDefault("BranchName", "");
        if ("CODEBUILD_CLONE_REF".equals(call.configuration().get("OutputArtifactFormat"))) {
            return new Progress.Failed(
                    "ConfigurationError", "The output artifact format CODEBUILD_CLONE_REF is not supported.");
        }
        Commit commit = commits.get(repository, commits.chosen(call, repository, branch));
        commits.upload(call, repository, commit.commitId());
        return succeeded(call.run(), repository, branch, commit);
    }

    private Progress succeeded(ActionRun run, String repository, String branch, Commit commit) {
        String message = Commits.message(commit);
        String url =
                "https://" + context.scope().region() + ".console.aws.amazon.com/codesuite/codecommit/repositories/"
                        + repository + "/commit/" + commit.commitId();
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("RepositoryName", repository);
        variables.put("BranchName", branch);
        variables.put("CommitId", commit.commitId());
        variables.put("CommitMessage", message);
        variables.put("AuthorDate", commits.date(commit.author()).toString());
        variables.put("CommitterDate", commits.date(commit.committer()).toString());
        Revision revision = new Revision(
                run.action(),
                run.outputs().get(0).name(),
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
