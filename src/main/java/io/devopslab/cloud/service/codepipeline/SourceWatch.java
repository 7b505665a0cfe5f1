package io.devopslab.cloud.service.codepipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.devopslab.cloud.kernel.CloudEvent;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import io.devopslab.cloud.kernel.Time;
import io.devopslab.cloud.service.codepipeline.definition.Pipelines;
import io.devopslab.cloud.service.codepipeline.definition.Pipelines.Pipeline;
import io.devopslab.cloud.service.codepipeline.run.Engine;
import io.devopslab.cloud.service.codepipeline.run.Trigger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.TriggerType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * Starts the pipelines whose source actions watch their source themselves, as they do unless
 * {@code PollForSourceChanges} is false. A repository tells of its changes; for an object it is looked every minute.
 */
final class SourceWatch {

    private static final Logger LOG = LoggerFactory.getLogger(SourceWatch.class);
    private static final Duration LOOK = Duration.ofMinutes(1);
    private static final Set<String> PUSHES = Set.of("referenceCreated", "referenceUpdated");

    private final ServiceContext context;
    private final Pipelines pipelines;
    private final Engine engine;
    private final Supplier<S3Client> s3;
    private final Table<String> seen;
    private Time.@Nullable Timer timer;

    SourceWatch(ServiceContext context, Pipelines pipelines, Engine engine, Supplier<S3Client> s3) {
        this.context = context;
        this.pipelines = pipelines;
        this.engine = engine;
        this.s3 = s3;
        this.seen = context.store().table("watched-objects", String.class);
        context.events().subscribe(this::hear);
    }

    private void hear(CloudEvent event) {
        JsonNode push = event.detail();
        boolean isPush = event.scope().equals(context.scope())
                && event.source().equals("aws.codecommit")
                && PUSHES.contains(push.path("event").asText())
                && push.path("referenceType").asText().equals("branch");
        if (isPush) {
            forEachWatching("CodeCommit", (pipeline, action) -> {
                boolean same = push.path("repositoryName").asText().equals(setting(action, "RepositoryName"))
                        && push.path("referenceName").asText().equals(setting(action, "BranchName"));
                if (same) {
                    start(pipeline, action, Optional.of(event.id()));
                }
            });
        }
    }

    private static String setting(ActionDeclaration action, String name) {
        return action.configuration().getOrDefault(name, "");
    }

    private void forEachWatching(String provider, BiConsumer<String, ActionDeclaration> consumer) {
        for (Pipeline pipeline : pipelines.all()) {
            pipelines.declaration(pipeline.name(), pipeline.version()).stages().get(0).actions().stream()
                    .filter(action -> action.actionTypeId().provider().equals(provider))
                    .filter(action -> !setting(action, "PollForSourceChanges").equalsIgnoreCase("false"))
                    .forEach(action -> consumer.accept(pipeline.name(), action));
        }
    }

    private void start(String pipeline, ActionDeclaration action, Optional<String> token) {
        Trigger trigger = new Trigger(TriggerType.POLL_FOR_SOURCE_CHANGES, action.name(), token);
        try {
            engine.start(pipeline, trigger, Map.of(), List.of());
        } catch (AwsServiceException e) {
            LOG.warn("A change of the source {} could not start the pipeline {}.", action.name(), pipeline, e);
        }
    }

    /** Looks after objects from now on, if a pipeline has one for its source. */
    synchronized void arm() {
        boolean[] needed = {false};
        forEachWatching("S3", (pipeline, action) -> needed[0] = true);
        if (needed[0] && timer == null) {
            timer = context.time().schedule(LOOK, this::look);
        }
    }

    private void look() {
        forEachWatching("S3", this::look);
        synchronized (this) {
            timer = null;
        }
        arm();
    }

    private void look(String pipeline, ActionDeclaration action) {
        Optional<String> revision = revision(action);
        String key = pipeline + "/" + action.name();
        Optional<String> before = seen.get(key);
        if (revision.isPresent() && !revision.equals(before)) {
            seen.put(key, revision.get());
            if (before.isPresent()) {
                start(pipeline, action, Optional.empty());
            }
        }
    }

    private Optional<String> revision(ActionDeclaration action) {
        try {
            HeadObjectResponse object = s3.get()
                    .headObject(HeadObjectRequest.builder()
                            .bucket(setting(action, "S3Bucket"))
                            .key(setting(action, "S3ObjectKey"))
                            .build());
            return Optional.of(object.versionId() == null ? object.eTag() : object.versionId());
        } catch (AwsServiceException e) {
            return Optional.empty();
        }
    }

    synchronized void close() {
        if (timer != null) {
            timer.cancel();
        }
    }
}
