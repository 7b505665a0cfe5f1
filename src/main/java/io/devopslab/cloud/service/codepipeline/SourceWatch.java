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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.TriggerType;

/**
 * Starts the pipelines whose source actions watch their source themselves, as they do unless
 * {@code PollForSourceChanges} is false (CodePipeline User Guide, "Source actions and change detection methods"): when
 * the source has another revision than the one seen last, which at first is the one that was there when the pipeline
 * was made. A repository tells when to look; for an object it is looked every minute.
 */
final class SourceWatch {

    private static final Logger LOG = LoggerFactory.getLogger(SourceWatch.class);
    private static final Duration LOOK = Duration.ofMinutes(1);
    private static final String REPOSITORY = "CodeCommit";
    private static final String OBJECT = "S3";

    /** What is seen of a source that has no revision yet. */
    private static final String NOTHING = "";

    private static final Set<String> PUSHES = Set.of("referenceCreated", "referenceUpdated");

    private final ServiceContext context;
    private final Pipelines pipelines;
    private final Engine engine;
    private final SourceRevisions revisions;
    private final Table<String> seen;
    private Time.@Nullable Timer timer;

    SourceWatch(ServiceContext context, Pipelines pipelines, Engine engine, SourceRevisions revisions) {
        this.context = context;
        this.pipelines = pipelines;
        this.engine = engine;
        this.revisions = revisions;
        this.seen = context.store().table("watched-sources", String.class);
        context.events().subscribe(this::hear);
    }

    /**
     * The revisions that the sources of a pipeline to be made have now; to be {@linkplain #note noted} in the change
     * that makes it, so that what was pushed before does not start it again.
     */
    Map<String, String> present(PipelineDeclaration declaration) {
        Map<String, String> present = new HashMap<>();
        watched(declaration)
                .forEach(action -> present.put(
                        key(declaration.name(), action), revisions.of(action).orElse(NOTHING)));
        return present;
    }

    /** Takes these for seen. */
    void note(Map<String, String> present) {
        present.forEach(seen::put);
    }

    /** Takes those of sources for seen that were not watched before. */
    void noteNew(Map<String, String> present) {
        present.forEach((key, revision) -> {
            if (seen.get(key).isEmpty()) {
                seen.put(key, revision);
            }
        });
    }

    /** The pipeline is deleted. */
    void forget(String pipeline) {
        seen.keys().stream().filter(key -> key.startsWith(pipeline + "/")).forEach(seen::remove);
    }

    private void hear(CloudEvent event) {
        JsonNode push = event.detail();
        boolean isPush = event.scope().equals(context.scope())
                && event.source().equals("aws.codecommit")
                && PUSHES.contains(push.path("event").asText())
                && push.path("referenceType").asText().equals("branch");
        if (isPush) {
            forEachWatching(REPOSITORY, (pipeline, action) -> {
                boolean same = push.path("repositoryName").asText().equals(setting(action, "RepositoryName"))
                        && push.path("referenceName").asText().equals(setting(action, "BranchName"));
                if (same) {
                    look(pipeline, action, Optional.of(event.id()));
                }
            });
        }
    }

    private static String setting(ActionDeclaration action, String name) {
        return action.configuration().getOrDefault(name, "");
    }

    private static String key(String pipeline, ActionDeclaration action) {
        return String.join("/", pipeline, action.name(), SourceRevisions.address(action));
    }

    private static Stream<ActionDeclaration> watched(PipelineDeclaration declaration) {
        return declaration.stages().get(0).actions().stream()
                .filter(action -> Set.of(REPOSITORY, OBJECT)
                        .contains(action.actionTypeId().provider()))
                .filter(action -> !setting(action, "PollForSourceChanges").equalsIgnoreCase("false"));
    }

    private void forEachWatching(String provider, BiConsumer<String, ActionDeclaration> consumer) {
        for (Pipeline pipeline : pipelines.all()) {
            watched(pipelines.declaration(pipeline.name(), pipeline.version()))
                    .filter(action -> action.actionTypeId().provider().equals(provider))
                    .forEach(action -> consumer.accept(pipeline.name(), action));
        }
    }

    /** Looks after objects from now on, if a pipeline has one for its source. */
    synchronized void arm() {
        boolean[] needed = {false};
        forEachWatching(OBJECT, (pipeline, action) -> needed[0] = true);
        if (needed[0] && timer == null) {
            timer = context.time().schedule(LOOK, this::lookAtObjects);
        }
    }

    private void lookAtObjects() {
        forEachWatching(OBJECT, (pipeline, action) -> look(pipeline, action, Optional.empty()));
        synchronized (this) {
            timer = null;
        }
        arm();
    }

    private void look(String pipeline, ActionDeclaration action, Optional<String> token) {
        Optional<String> revision = revisions.of(action);
        String key = key(pipeline, action);
        if (revision.isPresent() && !revision.equals(seen.get(key))) {
            context.store().write(() -> {
                seen.put(key, revision.get());
                start(pipeline, action, token);
            });
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

    synchronized void close() {
        if (timer != null) {
            timer.cancel();
        }
    }
}
