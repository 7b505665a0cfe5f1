package io.devopslab.cloud.service.elasticloadbalancingv2.resource;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import io.devopslab.cloud.stack.TemplateProperties;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.PriorityInUseException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RulePriorityPair;

/** {@code AWS::ElasticLoadBalancingV2::ListenerRule}, known by its ARN. */
final class ListenerRuleResource implements ResourceHandler {

    private final Supplier<ElasticLoadBalancingV2Client> client;

    ListenerRuleResource(Supplier<ElasticLoadBalancingV2Client> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::ElasticLoadBalancingV2::ListenerRule";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("ListenerArn");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        CreateRuleRequest wanted = TemplateProperties.read(request.properties(), CreateRuleRequest.class).toBuilder()
                .tags(ElbTemplates.tags(request))
                .overrideConfiguration(CallSource.of(request.stackId()))
                .build();
        try {
            return provisioned(client.get().createRule(wanted).rules().get(0));
        } catch (PriorityInUseException e) {
            String priority = String.valueOf(wanted.priority());
            return client.get().describeRules(r -> r.listenerArn(wanted.listenerArn())).rules().stream()
                    .filter(rule -> priority.equals(rule.priority()))
                    .filter(rule -> ElbTemplates.isMadeFor(client.get(), request, rule.ruleArn()))
                    .findFirst()
                    .map(ListenerRuleResource::provisioned)
                    .orElseThrow(() -> e);
        }
    }

    private static Provisioned provisioned(Rule rule) {
        return new Provisioned(
                rule.ruleArn(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("RuleArn", rule.ruleArn())
                        .put("IsDefault", rule.isDefault()));
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        String arn = request.physicalId();
        int priority = request.properties().path("Priority").asInt();
        if (priority != request.previous().path("Priority").asInt()) {
            client.get()
                    .setRulePriorities(r -> r.rulePriorities(RulePriorityPair.builder()
                            .ruleArn(arn)
                            .priority(priority)
                            .build()));
        }
        Rule changed = client.get()
                .modifyRule(
                        TemplateProperties.read(
                                        request.properties(), ModifyRuleRequest.class, "ListenerArn", "Priority")
                                .toBuilder()
                                .ruleArn(arn)
                                .build())
                .rules()
                .get(0);
        ElbTemplates.retag(client.get(), request);
        return provisioned(changed);
    }

    @Override
    public void delete(ResourceRequest request) {
        try {
            client.get().deleteRule(r -> r.ruleArn(request.physicalId()));
        } catch (RuleNotFoundException e) {
            // It went with its listener.
            return;
        }
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        try {
            Rule rule = client.get()
                    .describeRules(r -> r.ruleArns(physicalId))
                    .rules()
                    .get(0);
            ObjectNode properties = Shapes.write(rule);
            properties.remove(List.of("RuleArn", "IsDefault"));
            properties.put("Priority", Integer.parseInt(rule.priority()));
            return Optional.of(properties);
        } catch (RuleNotFoundException e) {
            return Optional.empty();
        }
    }
}
