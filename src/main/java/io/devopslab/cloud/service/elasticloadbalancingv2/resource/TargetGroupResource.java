package io.devopslab.cloud.service.elasticloadbalancingv2.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import io.devopslab.cloud.stack.TemplateProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;

/** {@code AWS::ElasticLoadBalancingV2::TargetGroup}, known by its ARN, with the targets that its template lists. */
final class TargetGroupResource implements ResourceHandler {

    private static final String ATTRIBUTES = "TargetGroupAttributes";
    private static final String TARGETS = "Targets";
    private static final List<String> FIXED = List.of(
            "Name", "Port", "Protocol", "ProtocolVersion", "TargetType", "VpcId", "IpAddressType", "TargetControlPort");

    private final Supplier<ElasticLoadBalancingV2Client> client;

    TargetGroupResource(Supplier<ElasticLoadBalancingV2Client> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::ElasticLoadBalancingV2::TargetGroup";
    }

    @Override
    public Set<String> createOnly() {
        return Set.copyOf(FIXED);
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        String name = ElbTemplates.name(request);
        TargetGroup made = client.get()
                .createTargetGroup(
                        TemplateProperties.read(
                                        request.properties(), CreateTargetGroupRequest.class, ATTRIBUTES, TARGETS)
                                .toBuilder()
                                .name(name)
                                .tags(ElbTemplates.tags(request))
                                .overrideConfiguration(CallSource.of(request.stackId()))
                                .build())
                .targetGroups()
                .get(0);
        String arn = made.targetGroupArn();
        if (!ElbTemplates.isMadeFor(client.get(), request, arn)) {
            throw new IllegalArgumentException("A target group with the name '" + name + "' already exists.");
        }
        setAttributes(arn, ElbTemplates.attributes(request.properties().path(ATTRIBUTES)));
        register(arn, targets(request.properties().path(TARGETS)));
        return provisioned(made);
    }

    private static List<TargetDescription> targets(JsonNode list) {
        List<TargetDescription> targets = new ArrayList<>();
        list.forEach(target -> targets.add(Shapes.readProperties(target, TargetDescription.class)));
        return targets;
    }

    private void register(String arn, List<TargetDescription> targets) {
        if (!targets.isEmpty()) {
            client.get().registerTargets(r -> r.targetGroupArn(arn).targets(targets));
        }
    }

    private void setAttributes(String arn, Map<String, String> wanted) {
        if (!wanted.isEmpty()) {
            client.get().modifyTargetGroupAttributes(r -> r.targetGroupArn(arn)
                    .attributes(wanted.entrySet().stream()
                            .map(attribute -> TargetGroupAttribute.builder()
                                    .key(attribute.getKey())
                                    .value(attribute.getValue())
                                    .build())
                            .toList()));
        }
    }

    private static Provisioned provisioned(TargetGroup group) {
        ObjectNode attributes = JsonNodeFactory.instance
                .objectNode()
                .put("TargetGroupArn", group.targetGroupArn())
                .put("TargetGroupName", group.targetGroupName())
                .put("TargetGroupFullName", Arns.resource(group.targetGroupArn()));
        attributes.set("LoadBalancerArns", ElbTemplates.strings(group.loadBalancerArns()));
        return new Provisioned(group.targetGroupArn(), attributes);
    }

    private TargetGroup get(String arn) {
        return client.get()
                .describeTargetGroups(r -> r.targetGroupArns(arn))
                .targetGroups()
                .get(0);
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        String arn = request.physicalId();
        ObjectNode settings = request.properties().deepCopy();
        settings.remove(FIXED);
        client.get()
                .modifyTargetGroup(
                        TemplateProperties.read(settings, ModifyTargetGroupRequest.class, ATTRIBUTES, TARGETS)
                                .toBuilder()
                                .targetGroupArn(arn)
                                .build());
        Map<String, String> attributes =
                new TreeMap<>(ElbTemplates.attributes(request.properties().path(ATTRIBUTES)));
        ElbTemplates.attributes(request.previous().path(ATTRIBUTES)).keySet().forEach(key -> Optional.ofNullable(
                        Defaults.OF_GROUPS.get(key))
                .ifPresent(value -> attributes.putIfAbsent(key, value)));
        setAttributes(arn, attributes);
        List<TargetDescription> wanted = targets(request.properties().path(TARGETS));
        List<TargetDescription> gone =
                new ArrayList<>(targets(request.previous().path(TARGETS)));
        gone.removeAll(wanted);
        register(arn, wanted);
        if (!gone.isEmpty()) {
            client.get().deregisterTargets(r -> r.targetGroupArn(arn).targets(gone));
        }
        ElbTemplates.retag(client.get(), request);
        return provisioned(get(arn));
    }

    @Override
    public void delete(ResourceRequest request) {
        client.get().deleteTargetGroup(r -> r.targetGroupArn(request.physicalId()));
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        try {
            TargetGroup group = get(physicalId);
            ObjectNode properties = Shapes.write(group);
            properties.remove(List.of("TargetGroupArn", "LoadBalancerArns"));
            properties.set("Name", properties.remove("TargetGroupName"));
            return Optional.of(properties);
        } catch (TargetGroupNotFoundException e) {
            return Optional.empty();
        }
    }
}
