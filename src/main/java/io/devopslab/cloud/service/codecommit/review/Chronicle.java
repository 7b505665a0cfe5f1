package io.devopslab.cloud.service.codecommit.review;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.runtime.git.GitCaller;
import io.devopslab.cloud.service.codecommit.repository.EventTimes;
import io.devopslab.cloud.service.codecommit.repository.RepositoryCatalog;
import io.devopslab.cloud.service.codecommit.repository.RepositoryEvents;
import java.time.InstantSource;
import java.util.function.Consumer;
import software.amazon.awssdk.services.codecommit.model.PullRequest;
import software.amazon.awssdk.services.codecommit.model.PullRequestEvent;
import software.amazon.awssdk.services.codecommit.model.PullRequestEventType;
import software.amazon.awssdk.services.codecommit.model.PullRequestTarget;

/** Writes down what happens to pull requests: in their own list of events, and for EventBridge. */
public final class Chronicle {

    private static final String TYPE = "CodeCommit Pull Request State Change";

    private final RepositoryEvents events;
    private final RepositoryCatalog catalog;
    private final InstantSource time;

    public Chronicle(RepositoryEvents events, RepositoryCatalog catalog, InstantSource time) {
        this.events = events;
        this.catalog = catalog;
        this.time = time;
    }

    /** The pull request with one more event of its own. */
    StoredPullRequest note(
            StoredPullRequest row,
            PullRequestEventType type,
            GitCaller actor,
            Consumer<PullRequestEvent.Builder> metadata) {
        PullRequestEvent.Builder event = PullRequestEvent.builder()
                .pullRequestEventType(type)
                .actorArn(actor.arn())
                .eventDate(time.instant());
        metadata.accept(event);
        return row.plus(event.build());
    }

    /**
     * Tells EventBridge; inside the write that changes the pull request.
     *
     * @param event for example {@code pullRequestCreated}
     * @param what a sentence about it
     * @param more adds what only this kind of event has
     */
    void tell(StoredPullRequest row, String event, GitCaller caller, String what, Consumer<ObjectNode> more) {
        catalog.byId(row.repositoryId()).ifPresent(repository -> {
            PullRequest shown = row.shown();
            PullRequestTarget target = row.target();
            boolean merged = Boolean.TRUE.equals(target.mergeMetadata().isMerged());
            ObjectNode detail = JsonNodeFactory.instance.objectNode();
            detail.put("author", shown.authorArn());
            detail.put("callerUserArn", caller.arn());
            detail.put("creationDate", EventTimes.text(shown.creationDate()));
            if (shown.description() != null) {
                detail.put("description", shown.description());
            }
            detail.put("destinationCommit", target.destinationCommit());
            detail.put("destinationReference", target.destinationReference());
            detail.put("event", event);
            detail.put("isMerged", merged ? "True" : "False");
            detail.put("lastModifiedDate", EventTimes.text(shown.lastActivityDate()));
            detail.put("notificationBody", body(repository.name(), row, caller, what));
            detail.put("pullRequestId", row.id());
            detail.put("pullRequestStatus", row.isOpen() ? "Open" : "Closed");
            detail.putArray("repositoryNames").add(repository.name());
            detail.put("revisionId", shown.revisionId());
            detail.put("sourceCommit", target.sourceCommit());
            detail.put("sourceReference", target.sourceReference());
            detail.put("title", shown.title());
            more.accept(detail);
            events.publish(TYPE, repository, detail);
        });
    }

    private static String body(String repository, StoredPullRequest row, GitCaller caller, String what) {
        return "A pull request event occurred in the following AWS CodeCommit repository: " + repository + ". User: "
                + caller.arn() + ". Pull request: " + row.id() + ". " + what;
    }
}
