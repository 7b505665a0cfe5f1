package io.devopslab.cloud.service.elasticloadbalancingv2.state;

import java.util.Map;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/**
 * A target group.
 *
 * @param group as it is shown, but for the load balancers that use it
 * @param attributes those that differ from the defaults
 */
public record TargetGroupRow(TargetGroup group, Map<String, String> attributes, Map<String, String> tags) {

    public String arn() {
        return group.targetGroupArn();
    }

    public boolean isLambda() {
        return group.targetType() == TargetTypeEnum.LAMBDA;
    }

    public TargetGroupRow with(TargetGroup changed) {
        return new TargetGroupRow(changed, attributes, tags);
    }

    public TargetGroupRow withAttributes(Map<String, String> changed) {
        return new TargetGroupRow(group, Map.copyOf(changed), tags);
    }

    public TargetGroupRow withTags(Map<String, String> changed) {
        return new TargetGroupRow(group, attributes, Map.copyOf(changed));
    }
}
