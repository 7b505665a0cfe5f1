package io.devopslab.cloud.service.codestarnotifications;

import io.devopslab.cloud.kernel.CloudEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** All event types (Developer Tools Console User Guide, "Events for notification rules"). */
final class EventTypes {

    private final Map<String, EventType> types;

    EventTypes() {
        List<EventType> all = new ArrayList<>();
        all.addAll(builds());
        all.addAll(repositories());
        all.addAll(deployments());
        all.addAll(pipelines());
        this.types =
                all.stream().collect(Collectors.toMap(EventType::id, type -> type, (one, other) -> one, TreeMap::new));
    }

    List<EventType> all() {
        return List.copyOf(types.values());
    }

    Optional<EventType> find(String id) {
        return Optional.ofNullable(types.get(id));
    }

    private static Predicate<CloudEvent> when(String detailType, String member, String... values) {
        Set<String> wanted = Set.of(values);
        return event -> event.detailType().equals(detailType)
                && wanted.contains(event.detail().path(member).asText());
    }

    private static List<EventType> builds() {
        List<EventType> all = new ArrayList<>();
        List.of("Failed", "Succeeded", "In-progress", "Stopped")
                .forEach(state -> all.add(new EventType(
                        "codebuild-project-build-state-" + state.toLowerCase(Locale.ROOT),
                        "CodeBuild",
                        "Build state: " + state,
                        "Project",
                        when(
                                "CodeBuild Build State Change",
                                "build-status",
                                state.toUpperCase(Locale.ROOT).replace('-', '_')))));
        Predicate<CloudEvent> succeeded = when("CodeBuild Build Phase Change", "completed-phase-status", "SUCCEEDED");
        all.add(new EventType(
                "codebuild-project-build-phase-success", "CodeBuild", "Build phase: Success", "Project", succeeded));
        all.add(new EventType(
                "codebuild-project-build-phase-failure",
                "CodeBuild",
                "Build phase: Failure",
                "Project",
                event -> event.detailType().equals("CodeBuild Build Phase Change") && !succeeded.test(event)));
        return all;
    }

    private static List<EventType> repositories() {
        String requests = "CodeCommit Pull Request State Change";
        String references = "CodeCommit Repository State Change";
        return List.of(
                repository(
                        "comments-on-commits",
                        "Comments: On commits",
                        when(
                                "CodeCommit Comment on Commit",
                                "event",
                                "commentOnCommitCreated",
                                "commentOnCommitUpdated")),
                repository(
                        "comments-on-pull-requests",
                        "Comments: On pull requests",
                        when(
                                "CodeCommit Comment on Pull Request",
                                "event",
                                "commentOnPullRequestCreated",
                                "commentOnPullRequestUpdated")),
                repository(
                        "approvals-status-changed",
                        "Approvals: Status changed",
                        when(requests, "event", "pullRequestApprovalStateChanged")),
                repository(
                        "approvals-rule-override",
                        "Approvals: Rule override",
                        when(requests, "event", "pullRequestApprovalRuleOverridden")),
                repository(
                        "pull-request-created", "Pull request: Created", when(requests, "event", "pullRequestCreated")),
                repository(
                        "pull-request-source-updated",
                        "Pull request: Source updated",
                        when(requests, "event", "pullRequestSourceBranchUpdated")),
                repository(
                        "pull-request-status-changed",
                        "Pull request: Status changed",
                        when(requests, "event", "pullRequestStatusChanged")),
                repository(
                        "pull-request-merged",
                        "Pull request: Merged",
                        when(requests, "event", "pullRequestMergeStatusUpdated")),
                repository(
                        "branches-and-tags-created",
                        "Branches and tags: Created",
                        when(references, "event", "referenceCreated")),
                repository(
                        "branches-and-tags-deleted",
                        "Branches and tags: Deleted",
                        when(references, "event", "referenceDeleted")),
                repository(
                        "branches-and-tags-updated",
                        "Branches and tags: Updated",
                        when(references, "event", "referenceUpdated")));
    }

    private static EventType repository(String id, String name, Predicate<CloudEvent> matches) {
        return new EventType("codecommit-repository-" + id, "CodeCommit", name, "Repository", matches);
    }

    private static List<EventType> deployments() {
        Map<String, String> states = Map.of("Failed", "FAILURE", "Succeeded", "SUCCESS", "Started", "START");
        return states.entrySet().stream()
                .map(state -> new EventType(
                        "codedeploy-application-deployment-" + state.getKey().toLowerCase(Locale.ROOT),
                        "CodeDeploy",
                        "Deployment: " + state.getKey(),
                        "Application",
                        when("CodeDeploy Deployment State-change Notification", "state", state.getValue())))
                .toList();
    }

    private static List<EventType> pipelines() {
        List<EventType> all = new ArrayList<>();
        String actions = "CodePipeline Action Execution State Change";
        add(all, "action", "Action", actions, "Succeeded", "Failed", "Canceled", "Started");
        add(
                all,
                "stage",
                "Stage",
                "CodePipeline Stage Execution State Change",
                "Started",
                "Succeeded",
                "Resumed",
                "Canceled",
                "Failed");
        add(
                all,
                "pipeline",
                "Pipeline",
                "CodePipeline Pipeline Execution State Change",
                "Failed",
                "Canceled",
                "Started",
                "Resumed",
                "Succeeded",
                "Superseded");
        approval(all, "Failed", when(actions, "state", "FAILED"));
        approval(all, "Needed", when(actions, "state", "STARTED"));
        approval(all, "Succeeded", when(actions, "state", "SUCCEEDED"));
        return all;
    }

    private static void add(List<EventType> all, String what, String shown, String detailType, String... states) {
        for (String state : states) {
            all.add(new EventType(
                    "codepipeline-pipeline-" + what + "-execution-" + state.toLowerCase(Locale.ROOT),
                    "CodePipeline",
                    shown + " execution: " + state,
                    "Pipeline",
                    when(detailType, "state", state.toUpperCase(Locale.ROOT))));
        }
    }

    private static void approval(List<EventType> all, String state, Predicate<CloudEvent> matches) {
        all.add(new EventType(
                "codepipeline-pipeline-manual-approval-" + state.toLowerCase(Locale.ROOT),
                "CodePipeline",
                "Manual approval: " + state,
                "Pipeline",
                event -> matches.test(event)
                        && event.detail().path("type").path("category").asText().equals("Approval")));
    }
}
