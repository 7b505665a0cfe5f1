package io.devopslab.cloud.service.elasticloadbalancingv2.state;

import java.util.Comparator;
import java.util.Map;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;

/**
 * A rule of a listener.
 *
 * @param listenerArn whose rule it is
 */
public record RuleRow(Rule rule, String listenerArn, Map<String, String> tags) {

    /** The order in which rules are tried: by number, the default one last. */
    public static final Comparator<RuleRow> BY_PRIORITY = Comparator.comparingInt(RuleRow::order);

    public String arn() {
        return rule.ruleArn();
    }

    public boolean isDefault() {
        return rule.isDefault();
    }

    private int order() {
        return isDefault() ? Integer.MAX_VALUE : Integer.parseInt(rule.priority());
    }

    public RuleRow with(Rule changed) {
        return new RuleRow(changed, listenerArn, tags);
    }

    public RuleRow withTags(Map<String, String> changed) {
        return new RuleRow(rule, listenerArn, Map.copyOf(changed));
    }
}
