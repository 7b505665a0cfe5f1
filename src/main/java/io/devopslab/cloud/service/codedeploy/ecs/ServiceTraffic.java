package io.devopslab.cloud.service.codedeploy.ecs;

import io.devopslab.cloud.service.codedeploy.deployment.DeploymentFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codedeploy.model.ErrorCode;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/**
 * The traffic of a pair of target groups. All rules of a listener that lead to one of them, the default one included, lead
 * to both by weights while a deployment goes on, and go on doing so.
 */
final class ServiceTraffic {

    private final Supplier<ElasticLoadBalancingV2Client> elb;

    ServiceTraffic(Supplier<ElasticLoadBalancingV2Client> elb) {
        this.elb = elb;
    }

    /** The ARN of the target group of that name. */
    String group(String name) throws DeploymentFailure {
        try {
            return elb.get().describeTargetGroups(r -> r.names(name)).targetGroups().stream()
                    .findFirst()
                    .map(TargetGroup::targetGroupArn)
                    .orElseThrow(() -> invalid("The target group " + name + " cannot be found."));
        } catch (AwsServiceException e) {
            throw invalid(e, "The target group " + name + " cannot be found.");
        }
    }

    private static DeploymentFailure invalid(AwsServiceException e, String message) {
        if (e.statusCode() >= 500 || e.isThrottlingException()) {
            throw e;
        }
        return invalid(message);
    }

    static DeploymentFailure invalid(String message) {
        return new DeploymentFailure(
                ErrorCode.ELASTIC_LOAD_BALANCING_INVALID,
                message + " Check the load balancer settings of the deployment group.");
    }

    /** Whether some rule of the listener leads to the group. */
    boolean leadsTo(String listener, String group) throws DeploymentFailure {
        return rules(listener).stream().anyMatch(rule -> leads(rule, Set.of(group)));
    }

    /** How much of what a listener leads to the pair reaches its second group, in percent. */
    int percentage(String listener, String first, String second) throws DeploymentFailure {
        for (Rule rule : rules(listener)) {
            if (leads(rule, Set.of(first, second))) {
                int toFirst = weight(rule, first);
                int toSecond = weight(rule, second);
                return toFirst + toSecond == 0 ? 0 : 100 * toSecond / (toFirst + toSecond);
            }
        }
        return 0;
    }

    private static int weight(Rule rule, String group) {
        return rule.actions().stream()
                .filter(action -> action.type() == ActionTypeEnum.FORWARD)
                .mapToInt(action -> weight(action, group))
                .sum();
    }

    private static int weight(Action action, String group) {
        if (action.forwardConfig() == null
                || action.forwardConfig().targetGroups().isEmpty()) {
            return group.equals(action.targetGroupArn()) ? 1 : 0;
        }
        List<TargetGroupTuple> tuples = action.forwardConfig().targetGroups();
        return tuples.stream()
                .filter(tuple -> group.equals(tuple.targetGroupArn()))
                // With one group its weight does not matter.
                .mapToInt(tuple -> tuples.size() == 1 || tuple.weight() == null ? 1 : tuple.weight())
                .sum();
    }

    private List<Rule> rules(String listener) throws DeploymentFailure {
        try {
            return elb.get().describeRules(r -> r.listenerArn(listener)).rules();
        } catch (AwsServiceException e) {
            throw invalid(e, "The listener " + listener + " cannot be found.");
        }
    }

    private static boolean leads(Rule rule, Set<String> groups) {
        return groups.stream().anyMatch(group -> rule.actions().stream().anyMatch(action -> names(action, group)));
    }

    private static boolean names(Action action, String group) {
        boolean isInList = action.forwardConfig() != null
                && action.forwardConfig().targetGroups().stream()
                        .anyMatch(tuple -> group.equals(tuple.targetGroupArn()));
        return action.type() == ActionTypeEnum.FORWARD && (isInList || group.equals(action.targetGroupArn()));
    }

    /** Gives the second group that much of what the listener leads to the pair, and the first one the rest. */
    void move(String listener, String first, String second, int percentage) throws DeploymentFailure {
        boolean moved = false;
        for (Rule rule : rules(listener)) {
            if (!leads(rule, Set.of(first, second))) {
                continue;
            }
            moved = true;
            List<Action> actions = new ArrayList<>();
            for (Action action : rule.actions()) {
                boolean isPair = names(action, first) || names(action, second);
                actions.add(isPair ? weighted(action, first, second, percentage) : action);
            }
            if (actions.equals(rule.actions())) {
                continue;
            }
            try {
                change(listener, rule, actions);
            } catch (AwsServiceException e) {
                throw invalid(
                        e,
                        "The traffic of the listener " + listener + " cannot be rerouted: "
                                + Optional.ofNullable(e.awsErrorDetails())
                                        .map(details -> details.errorMessage())
                                        .orElse(""));
            }
        }
        if (!moved) {
            throw invalid("The listener " + listener + " leads to neither of the target groups.");
        }
    }

    private void change(String listener, Rule rule, List<Action> actions) {
        if (Boolean.TRUE.equals(rule.isDefault())) {
            elb.get().modifyListener(r -> r.listenerArn(listener).defaultActions(actions));
        } else {
            elb.get().modifyRule(r -> r.ruleArn(rule.ruleArn()).actions(actions));
        }
    }

    private static Action weighted(Action action, String first, String second, int percentage) {
        return action.toBuilder()
                .targetGroupArn(null)
                .forwardConfig(forward -> forward.targetGroups(
                        TargetGroupTuple.builder()
                                .targetGroupArn(first)
                                .weight(100 - percentage)
                                .build(),
                        TargetGroupTuple.builder()
                                .targetGroupArn(second)
                                .weight(percentage)
                                .build()))
                .build();
    }
}
