package io.devopslab.cloud.service.codepipeline;

import static io.devopslab.cloud.service.codepipeline.Declarations.aws;
import static io.devopslab.cloud.service.codepipeline.Declarations.output;
import static io.devopslab.cloud.service.codepipeline.Declarations.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codecommit.model.PutFileRequest;
import software.amazon.awssdk.services.codecommit.model.Target;
import software.amazon.awssdk.services.codeconnections.CodeConnectionsClient;
import software.amazon.awssdk.services.codeconnections.model.ProviderType;
import software.amazon.awssdk.services.codepipeline.model.ActionCategory;
import software.amazon.awssdk.services.codepipeline.model.GitConfiguration;
import software.amazon.awssdk.services.codepipeline.model.GitPullRequestEventType;
import software.amazon.awssdk.services.codepipeline.model.InvalidStructureException;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionSummary;
import software.amazon.awssdk.services.codepipeline.model.PipelineTriggerDeclaration;
import software.amazon.awssdk.services.codepipeline.model.PipelineType;
import software.amazon.awssdk.services.codepipeline.model.TriggerType;

/** Pipelines whose source is reached by a connection, and the triggers that start them. */
abstract class GitTriggersContract extends PipelineContract {

    private String connection = "";

    abstract CodeCommitClient repositories();

    abstract CodeConnectionsClient connections();

    @Override
    @BeforeEach
    void prepare() {
        super.prepare();
        connection = connections()
                .createConnection(r -> r.connectionName("app").providerType(ProviderType.GIT_HUB))
                .connectionArn();
        repositories().createRepository(r -> r.repositoryName("shop"));
        push("main", "README.md");
    }

    /** Commits a file to a branch, which is made of main when it is not there. */
    private String push(String branch, String path) {
        PutFileRequest.Builder request = PutFileRequest.builder()
                .repositoryName("shop")
                .branchName(branch)
                .filePath(path)
                .commitMessage("change " + path)
                .fileContent(SdkBytes.fromUtf8String(path + " on " + branch));
        String commit = repositories()
                .putFile(request.parentCommitId(head(branch)).build())
                .commitId();
        settle();
        return commit;
    }

    private String head(String branch) {
        boolean there = repositories()
                .listBranches(r -> r.repositoryName("shop"))
                .branches()
                .contains(branch);
        return there
                ? repositories()
                        .getBranch(r -> r.repositoryName("shop").branchName(branch))
                        .branch()
                        .commitId()
                : null;
    }

    private void branch(String name) {
        repositories()
                .createBranch(r -> r.repositoryName("shop").branchName(name).commitId(head("main")));
        settle();
    }

    private PipelineDeclaration.Builder declared(Map<String, String> more, GitConfiguration... triggers) {
        Map<String, String> configuration = new java.util.HashMap<>(
                Map.of("ConnectionArn", connection, "FullRepositoryId", "team/shop", "BranchName", "main"));
        configuration.putAll(more);
        return PipelineDeclaration.builder()
                .name("app")
                .roleArn(Declarations.ROLE)
                .pipelineType(PipelineType.V2)
                .artifactStore(s -> s.type("S3").location(Declarations.BUCKET))
                .triggers(Arrays.stream(triggers)
                        .map(git -> PipelineTriggerDeclaration.builder()
                                .providerType("CodeStarSourceConnection")
                                .gitConfiguration(git)
                                .build())
                        .toList())
                .stages(
                        stage(
                                "Source",
                                Declarations.action(
                                                "Code",
                                                aws(ActionCategory.SOURCE, "CodeStarSourceConnection"),
                                                configuration)
                                        .namespace("src")
                                        .outputArtifacts(output("App"))
                                        .build()),
                        stage("Approve", Declarations.approval("Ask")));
    }

    private List<PipelineExecutionSummary> runs() {
        return pipelines().listPipelineExecutions(r -> r.pipelineName("app")).pipelineExecutionSummaries();
    }

    private Map<String, String> variables() {
        return pipelines().listActionExecutions(r -> r.pipelineName("app")).actionExecutionDetails().stream()
                .filter(detail -> detail.actionName().equals("Code"))
                .findFirst()
                .orElseThrow()
                .output()
                .outputVariables();
    }

    @Test
    void a_push_to_the_branch_of_the_source_starts_the_pipeline() {
        create(declared(Map.of()));
        assertThat(runs()).hasSize(1);
        String commit = push("main", "a.txt");
        assertThat(runs()).hasSize(2);
        assertThat(runs().get(0).trigger().triggerType()).isEqualTo(TriggerType.WEBHOOK_V2);
        assertThat(runs().get(0).sourceRevisions().get(0).revisionId()).isEqualTo(commit);
        assertThat(variables())
                .containsEntry("FullRepositoryName", "team/shop")
                .containsEntry("BranchName", "main")
                .containsEntry("CommitId", commit)
                .containsEntry("CommitMessage", "change a.txt")
                .containsEntry("ConnectionArn", connection)
                .containsEntry("ProviderType", "GitHub")
                .doesNotContainKey("ActionName");
        branch("other");
        push("other", "b.txt");
        assertThat(runs()).hasSize(2);
    }

    @Test
    void changes_are_not_looked_for_when_the_source_says_so() {
        create(declared(Map.of("DetectChanges", "false")));
        push("main", "a.txt");
        assertThat(runs()).hasSize(1);
    }

    @Test
    void a_push_trigger_goes_by_branches_and_files() {
        create(declared(
                Map.of(),
                GitConfiguration.builder()
                        .sourceActionName("Code")
                        .push(p -> p.branches(b -> b.includes("feature/**").excludes("feature/draft-*"))
                                .filePaths(f -> f.includes("src/**").excludes("**/*.md")))
                        .build()));
        branch("feature/new/cart");
        branch("feature/draft-x");
        int before = runs().size();
        push("main", "src/a.txt");
        push("feature/draft-x", "src/a.txt");
        push("feature/new/cart", "docs/a.txt");
        push("feature/new/cart", "src/a.md");
        assertThat(runs()).hasSize(before);
        String commit = push("feature/new/cart", "src/deep/a.txt");
        assertThat(runs()).hasSize(before + 1);
        assertThat(variables()).containsEntry("BranchName", "feature/new/cart").containsEntry("CommitId", commit);
    }

    @Test
    void a_pull_request_trigger_goes_by_events_and_the_destination() {
        create(declared(
                Map.of(),
                GitConfiguration.builder()
                        .sourceActionName("Code")
                        .pullRequest(p -> p.events(GitPullRequestEventType.OPEN, GitPullRequestEventType.UPDATED)
                                .branches(b -> b.includes("main")))
                        .build()));
        branch("feature");
        String first = push("feature", "a.txt");
        assertThat(runs()).hasSize(1);
        String id = repositories()
                .createPullRequest(r -> r.title("Cart")
                        .targets(Target.builder()
                                .repositoryName("shop")
                                .sourceReference("feature")
                                .destinationReference("main")
                                .build()))
                .pullRequest()
                .pullRequestId();
        settle();
        assertThat(runs()).hasSize(2);
        assertThat(variables())
                .containsEntry("CommitId", first)
                .containsEntry("BranchName", "feature")
                .containsEntry("DestinationBranchName", "main")
                .containsEntry("PullRequestId", id)
                .containsEntry("PullRequestTitle", "Cart");
        push("feature", "b.txt");
        assertThat(runs()).hasSize(3);
        repositories().updatePullRequestStatus(r -> r.pullRequestId(id).pullRequestStatus("CLOSED"));
        settle();
        assertThat(runs()).hasSize(3);
    }

    @Test
    void triggers_are_checked() {
        assertThatThrownBy(() -> create(declared(
                        Map.of(),
                        GitConfiguration.builder().sourceActionName("Ask").build())))
                .isInstanceOf(InvalidStructureException.class)
                .hasMessageContaining("Triggers for connections must reference a CodeStarSourceConnection action.");
        assertThatThrownBy(() -> create(declared(
                        Map.of(),
                        GitConfiguration.builder()
                                .sourceActionName("Code")
                                .push(p -> p.branches(b -> b.includes("[a")))
                                .build())))
                .isInstanceOf(InvalidStructureException.class)
                .hasMessageContaining("not a glob pattern");
        assertThatThrownBy(() -> create(declared(
                                Map.of(),
                                GitConfiguration.builder()
                                        .sourceActionName("Code")
                                        .push(p -> p.branches(b -> b.includes("main")))
                                        .build())
                        .pipelineType(PipelineType.V1)))
                .isInstanceOf(InvalidStructureException.class);
    }

    @Test
    void a_source_without_its_connection_fails() {
        connections().deleteConnection(r -> r.connectionArn(connection));
        create(declared(Map.of()));
        assertThat(pipelines().listActionExecutions(r -> r.pipelineName("app")).actionExecutionDetails())
                .singleElement()
                .satisfies(detail -> assertThat(
                                detail.output().executionResult().errorDetails().message())
                        .contains("does not exist"));
    }
}
