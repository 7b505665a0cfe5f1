package io.devopslab.cloud.service.codepipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.devopslab.cloud.kernel.CloudEvent;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codepipeline.definition.GitFilters;
import io.devopslab.cloud.service.codepipeline.definition.Pipelines;
import io.devopslab.cloud.service.codepipeline.run.Engine;
import io.devopslab.cloud.service.codepipeline.run.Trigger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codecommit.model.BlobMetadata;
import software.amazon.awssdk.services.codecommit.model.GetDifferencesRequest;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.GitConfiguration;
import software.amazon.awssdk.services.codepipeline.model.GitPullRequestEventType;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.PipelineTriggerDeclaration;
import software.amazon.awssdk.services.codepipeline.model.TriggerType;

/**
 * Starts the pipelines whose sources are reached by a connection, when something happens in the repository: as their
 * triggers say, or, without any, at each push to the action's branch unless {@code DetectChanges} is false.
 */
final class ConnectionWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionWatch.class);
    private static final String HEADS = "refs/heads/";

    private final ServiceContext context;
    private final Pipelines pipelines;
    private final Engine engine;
    private final Supplier<CodeCommitClient> codeCommit;

    ConnectionWatch(ServiceContext context, Pipelines pipelines, Engine engine, Supplier<CodeCommitClient> codeCommit) {
        this.context = context;
        this.pipelines = pipelines;
        this.engine = engine;
        this.codeCommit = codeCommit;
        context.events().subscribe(this::hear);
    }

    private void hear(CloudEvent event) {
        if (!event.scope().equals(context.scope()) || !event.source().equals("aws.codecommit")) {
            return;
        }
        JsonNode detail = event.detail();
        switch (detail.path("event").asText()) {
            case "referenceCreated", "referenceUpdated" -> pushed(event, detail);
            case "pullRequestCreated" -> requested(event, detail, GitPullRequestEventType.OPEN);
            case "pullRequestSourceBranchUpdated" -> requested(event, detail, GitPullRequestEventType.UPDATED);
            case "pullRequestStatusChanged", "pullRequestMergeStatusUpdated" -> {
                if (detail.path("pullRequestStatus").asText().equals("Closed")) {
                    requested(event, detail, GitPullRequestEventType.CLOSED);
                }
            }
            default -> {
                // Nothing that starts a pipeline.
            }
        }
    }

    /** A source action of a pipeline, and the trigger for it. */
    private record Source(String pipeline, ActionDeclaration action, Optional<GitConfiguration> git) {

        String setting(String name) {
            return action.configuration().getOrDefault(name, "");
        }
    }

    private Stream<Source> sourcesOf(String repository) {
        return pipelines.all().stream().flatMap(pipeline -> {
            PipelineDeclaration declaration = pipelines.declaration(pipeline.name(), pipeline.version());
            return declaration.stages().get(0).actions().stream()
                    .filter(action -> action.actionTypeId().provider().equals("CodeStarSourceConnection"))
                    .map(action -> new Source(pipeline.name(), action, git(declaration, action)))
                    .filter(source -> ("/" + source.setting("FullRepositoryId")).endsWith("/" + repository));
        });
    }

    private static Optional<GitConfiguration> git(PipelineDeclaration declaration, ActionDeclaration action) {
        return declaration.triggers().stream()
                .map(PipelineTriggerDeclaration::gitConfiguration)
                .filter(git -> git.sourceActionName().equals(action.name()))
                .findFirst();
    }

    private void pushed(CloudEvent event, JsonNode push) {
        String repository = push.path("repositoryName").asText();
        String name = push.path("referenceName").asText();
        String commit = push.path("commitId").asText();
        boolean branch = push.path("referenceType").asText().equals("branch");
        Supplier<List<String>> files = () ->
                changed(repository, Optional.ofNullable(push.path("oldCommitId").asText(null)), commit);
        sourcesOf(repository)
                .filter(source -> branch
                        ? source.git()
                                .map(git -> GitFilters.branchPushed(git, name, files))
                                .orElseGet(() -> watches(source, name))
                        : source.git()
                                .filter(git -> GitFilters.tagPushed(git, name))
                                .isPresent())
                .forEach(source ->
                        start(source, event, Map.of("CommitId", commit, branch ? "BranchName" : "TagName", name)));
    }

    private static boolean watches(Source source, String branch) {
        return source.setting("BranchName").equals(branch)
                && !source.setting("DetectChanges").equalsIgnoreCase("false");
    }

    private void requested(CloudEvent event, JsonNode request, GitPullRequestEventType type) {
        String repository = request.path("repositoryNames").path(0).asText();
        String destination = request.path("destinationReference").asText().replace(HEADS, "");
        String commit = request.path("sourceCommit").asText();
        Supplier<List<String>> files = () -> changed(
                repository,
                Optional.ofNullable(request.path("destinationCommit").asText(null)),
                commit);
        Map<String, String> happened = Map.of(
                "CommitId", commit,
                "BranchName", request.path("sourceReference").asText().replace(HEADS, ""),
                "DestinationBranchName", destination,
                "PullRequestId", request.path("pullRequestId").asText(),
                "PullRequestTitle", request.path("title").asText());
        sourcesOf(repository)
                .filter(source -> source.git()
                        .filter(git -> GitFilters.pullRequest(git, type, destination, files))
                        .isPresent())
                .forEach(source -> start(source, event, happened));
    }

    /** The files that differ between two commits; without an earlier one, all files. */
    private List<String> changed(String repository, Optional<String> before, String after) {
        List<String> files = new ArrayList<>();
        GetDifferencesRequest request = GetDifferencesRequest.builder()
                .repositoryName(repository)
                .beforeCommitSpecifier(before.orElse(null))
                .afterCommitSpecifier(after)
                .build();
        try {
            codeCommit.get().getDifferencesPaginator(request).stream()
                    .flatMap(page -> page.differences().stream())
                    .flatMap(difference -> Stream.of(
                            Optional.ofNullable(difference.beforeBlob()), Optional.ofNullable(difference.afterBlob())))
                    .flatMap(Optional::stream)
                    .map(BlobMetadata::path)
                    .forEach(files::add);
        } catch (AwsServiceException e) {
            LOG.warn("The files of a change of the repository {} are not known.", repository, e);
        }
        return files;
    }

    private void start(Source source, CloudEvent event, Map<String, String> happened) {
        Map<String, String> all = new LinkedHashMap<>(happened);
        all.put("ActionName", source.action().name());
        Trigger trigger =
                new Trigger(TriggerType.WEBHOOK_V2, source.setting("ConnectionArn"), Optional.of(event.id()), all);
        try {
            engine.start(source.pipeline(), trigger, Map.of(), List.of());
        } catch (AwsServiceException e) {
            LOG.warn(
                    "A change of {} could not start the pipeline {}.",
                    source.action().name(),
                    source.pipeline(),
                    e);
        }
    }
}
