package io.devopslab.cloud.service.elasticloadbalancingv2.state;

import io.devopslab.cloud.kernel.Store;
import io.devopslab.cloud.kernel.Table;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/**
 * The tables of a scope, each by its resources' ARNs; targets by their group's and their own names. Thread-safe.
 */
public record ElbTables(
        Store store,
        Table<LoadBalancerRow> balancers,
        Table<TargetGroupRow> groups,
        Table<ListenerRow> listeners,
        Table<RuleRow> rules,
        Table<TargetRow> targets) {

    public static ElbTables in(Store store) {
        return new ElbTables(
                store,
                store.table("load-balancers", LoadBalancerRow.class),
                store.table("target-groups", TargetGroupRow.class),
                store.table("listeners", ListenerRow.class),
                store.table("rules", RuleRow.class),
                store.table("targets", TargetRow.class));
    }

    public List<TargetRow> targetsOf(String groupArn) {
        return targets.valuesOf(TargetRow.prefix(groupArn));
    }

    /** The rules of a listener, in the order in which they are tried. */
    public List<RuleRow> rulesOf(String listenerArn) {
        String prefix = listenerArn.replace(":listener/", ":listener-rule/") + "/";
        return rules.valuesOf(prefix).stream().sorted(RuleRow.BY_PRIORITY).toList();
    }

    public List<ListenerRow> listenersOf(String balancerArn) {
        return listeners.valuesOf(balancerArn.replace(":loadbalancer/", ":listener/") + "/");
    }

    /** The load balancers whose rules forward to a group. */
    public Set<String> balancersOf(String groupArn) {
        return store.read(() -> {
            Set<String> found = new LinkedHashSet<>();
            rules.values().stream()
                    .filter(row -> groups(row.rule().actions()).contains(groupArn))
                    .forEach(row -> listeners
                            .get(row.listenerArn())
                            .ifPresent(listener -> found.add(listener.listener().loadBalancerArn())));
            return found;
        });
    }

    /** The target groups to which actions forward. */
    public static Set<String> groups(List<Action> actions) {
        Set<String> groups = new LinkedHashSet<>();
        for (Action action : actions) {
            if (action.targetGroupArn() != null) {
                groups.add(action.targetGroupArn());
            }
            if (action.forwardConfig() != null) {
                action.forwardConfig().targetGroups().stream()
                        .map(TargetGroupTuple::targetGroupArn)
                        .forEach(groups::add);
            }
        }
        return groups;
    }
}
