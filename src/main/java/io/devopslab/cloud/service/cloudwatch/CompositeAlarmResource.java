package io.devopslab.cloud.service.cloudwatch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import io.devopslab.cloud.stack.ResourceTags;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.PutCompositeAlarmRequest;

/** {@code AWS::CloudWatch::CompositeAlarm}, known by its name. */
final class CompositeAlarmResource implements ResourceHandler {

    private final Supplier<CloudWatchClient> client;
    private final AlarmTagger tagger;

    CompositeAlarmResource(Supplier<CloudWatchClient> client) {
        this.client = client;
        this.tagger = new AlarmTagger(client);
    }

    @Override
    public String type() {
        return "AWS::CloudWatch::CompositeAlarm";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("AlarmName");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        String name = request.properties().path("AlarmName").asText(request.generatedName());
        // Putting an alarm changes one that is there, which may be another's.
        find(name)
                .filter(alarm -> !ResourceTags.isMadeFor(request, tagger.of(alarm.alarmArn())))
                .ifPresent(alarm -> {
                    throw new IllegalArgumentException("The alarm " + name + " already exists.");
                });
        return put(name, request);
    }

    private Provisioned put(String name, ResourceRequest request) {
        client.get()
                .putCompositeAlarm(
                        Shapes.readProperties(request.properties(), PutCompositeAlarmRequest.class).toBuilder()
                                .alarmName(name)
                                .tags(tagger.tags(request))
                                .overrideConfiguration(CallSource.of(request.stackId()))
                                .build());
        String arn = find(name).orElseThrow().alarmArn();
        return new Provisioned(name, JsonNodeFactory.instance.objectNode().put("Arn", arn));
    }

    private Optional<CompositeAlarm> find(String name) {
        return client
                .get()
                .describeAlarms(r -> r.alarmNames(name).alarmTypes(AlarmType.COMPOSITE_ALARM))
                .compositeAlarms()
                .stream()
                .findFirst();
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        Provisioned changed = put(request.physicalId(), request);
        tagger.retag(changed.attributes().path("Arn").asText(), request);
        return changed;
    }

    @Override
    public void delete(ResourceRequest request) {
        client.get().deleteAlarms(r -> r.alarmNames(request.physicalId()));
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        return find(physicalId).map(alarm -> {
            ObjectNode properties = Shapes.write(alarm);
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
            tagger.of(alarm.alarmArn()).forEach((key, value) -> {
                if (!key.startsWith("aws:")) {
                    tags.addObject().put("Key", key).put("Value", value);
                }
            });
            return properties;
        });
    }
}
