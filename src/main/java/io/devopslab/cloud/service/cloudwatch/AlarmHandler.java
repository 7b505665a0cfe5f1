package io.devopslab.cloud.service.cloudwatch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import io.devopslab.cloud.stack.ResourceTags;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Tag;

/** What the alarms of stacks have in common: they are known by their names, and putting one changes one that is there. */
abstract class AlarmHandler implements ResourceHandler {

    private final Supplier<CloudWatchClient> client;
    private final AlarmTagger tagger;

    AlarmHandler(Supplier<CloudWatchClient> client) {
        this.client = client;
        this.tagger = new AlarmTagger(client);
    }

    /**
     * An alarm that is there.
     *
     * @param alarm as the API describes it
     */
    record Found(String arn, SdkPojo alarm) {}

    abstract Optional<Found> find(CloudWatchClient cloudWatch, String name);

    abstract void put(CloudWatchClient cloudWatch, String name, List<Tag> tags, ResourceRequest request);

    @Override
    public final Set<String> createOnly() {
        return Set.of("AlarmName");
    }

    @Override
    public final Provisioned create(ResourceRequest request) {
        String name = request.properties().path("AlarmName").asText(request.generatedName());
        // The one that is there may be another's.
        find(client.get(), name)
                .filter(found -> !ResourceTags.isMadeFor(request, tagger.of(found.arn())))
                .ifPresent(found -> {
                    throw new IllegalArgumentException("The alarm " + name + " already exists.");
                });
        return put(name, request);
    }

    private Provisioned put(String name, ResourceRequest request) {
        put(client.get(), name, tagger.tags(request), request);
        String arn = find(client.get(), name).orElseThrow().arn();
        return new Provisioned(name, JsonNodeFactory.instance.objectNode().put("Arn", arn));
    }

    @Override
    public final Provisioned update(ResourceRequest request) {
        Provisioned changed = put(request.physicalId(), request);
        tagger.retag(changed.attributes().path("Arn").asText(), request);
        return changed;
    }

    @Override
    public final void delete(ResourceRequest request) {
        client.get().deleteAlarms(r -> r.alarmNames(request.physicalId()));
    }

    @Override
    public final Optional<ObjectNode> read(String physicalId) {
        return find(client.get(), physicalId).map(found -> {
            ObjectNode properties = Shapes.write(found.alarm());
            properties.remove(List.of(
                    "AlarmArn",
                    "AlarmConfigurationUpdatedTimestamp",
                    "EvaluationState",
                    "StateReason",
                    "StateReasonData",
                    "StateTransitionedTimestamp",
                    "StateUpdatedTimestamp",
                    "StateValue"));
            ArrayNode tags = properties.putArray("Tags");
            tagger.of(found.arn()).forEach((key, value) -> {
                if (!key.startsWith("aws:")) {
                    tags.addObject().put("Key", key).put("Value", value);
                }
            });
            return properties;
        });
    }
}
