package io.devopslab.cloud.service.elasticloadbalancingv2.traffic;

import io.devopslab.cloud.service.elasticloadbalancingv2.state.ElbTables;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.TargetRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/**
 * Which group, and which target of it, gets a request. A group is drawn by the weights for each request anew; a group
 * without targets is not passed over, as in AWS. The targets of a group take turns. Thread-safe.
 */
final class TargetChooser {

    private final ElbTables tables;
    private final SplittableRandom random;
    private final Map<String, AtomicInteger> turns = new ConcurrentHashMap<>();

    /**
     * @param listenerArn from which the draws come: a cloud of the same seed draws the same
     */
    TargetChooser(ElbTables tables, String listenerArn) {
        this.tables = tables;
        this.random = new SplittableRandom(seed(listenerArn));
    }

    private static long seed(String text) {
        long seed = 1_125_899_906_842_597L;
        for (int i = 0; i < text.length(); i++) {
            seed = 31 * seed + text.charAt(i);
        }
        return seed;
    }

    /** The group's ARN; empty when no group has a weight. */
    Optional<String> group(Action forward) {
        if (forward.forwardConfig() == null
                || forward.forwardConfig().targetGroups().isEmpty()) {
            return Optional.ofNullable(forward.targetGroupArn());
        }
        List<TargetGroupTuple> groups = forward.forwardConfig().targetGroups();
        if (groups.size() == 1) {
            return Optional.of(groups.get(0).targetGroupArn());
        }
        int total = groups.stream().mapToInt(TargetChooser::weight).sum();
        if (total == 0) {
            return Optional.empty();
        }
        int drawn = draw(total);
        for (TargetGroupTuple group : groups) {
            drawn -= weight(group);
            if (drawn < 0) {
                return Optional.of(group.targetGroupArn());
            }
        }
        return Optional.empty();
    }

    private static int weight(TargetGroupTuple group) {
        return group.weight() == null ? 1 : group.weight();
    }

    private synchronized int draw(int bound) {
        return random.nextInt(bound);
    }

    /**
     * The next target in turn among the healthy ones; among all that are registered when none is healthy ("If a target
     * group contains only unhealthy registered targets, the load balancer routes requests to all those targets").
     */
    Optional<TargetRow> target(String groupArn) {
        List<TargetRow> registered = tables.targetsOf(groupArn).stream()
                .filter(row -> !row.isDraining())
                .toList();
        List<TargetRow> healthy =
                registered.stream().filter(TargetRow::isHealthy).toList();
        List<TargetRow> candidates = healthy.isEmpty() ? registered : healthy;
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        int turn = turns.computeIfAbsent(groupArn, key -> new AtomicInteger()).getAndIncrement();
        return Optional.of(candidates.get(Math.floorMod(turn, candidates.size())));
    }
}
