package io.devopslab.cloud.service.codedeploy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import software.amazon.awssdk.services.codedeploy.model.AutoRollbackEvent;
import software.amazon.awssdk.services.codedeploy.model.TrafficRoutingConfig;
import software.amazon.awssdk.services.codedeploy.model.TrafficRoutingType;

/**
 * A deployment of a function, as a seed has drawn it.
 *
 * @param routing how the traffic moves
 * @param before what the hook before the traffic does
 * @param after what the hook after it does
 * @param rollbackOn what is followed by a rollback
 * @param heedsAlarm whether an alarm on the errors of the alias stops it
 * @param throwing whether the new version throws
 */
record FaultPlan(
        TrafficRoutingConfig routing,
        Hook before,
        Hook after,
        Set<AutoRollbackEvent> rollbackOn,
        boolean heedsAlarm,
        boolean throwing) {

    enum Hook {
        NONE,
        SUCCEEDS,
        FAILS,
        /** It never reports. */
        HANGS,
        /** It ends with an error, and so does not report either. */
        THROWS,
        /** There is no such function. */
        MISSING;

        boolean reports() {
            return this == SUCCEEDS || this == FAILS;
        }

        boolean isThere() {
            return this != NONE && this != MISSING;
        }
    }

    static FaultPlan draw(Random random) {
        Set<AutoRollbackEvent> events = EnumSet.noneOf(AutoRollbackEvent.class);
        for (AutoRollbackEvent event : AutoRollbackEvent.knownValues()) {
            if (random.nextInt(3) > 0) {
                events.add(event);
            }
        }
        return new FaultPlan(
                routing(random), hook(random), hook(random), events, random.nextInt(3) > 0, random.nextInt(3) == 0);
    }

    private static TrafficRoutingConfig routing(Random random) {
        return switch (random.nextInt(5)) {
            case 0 ->
                TrafficRoutingConfig.builder()
                        .type(TrafficRoutingType.ALL_AT_ONCE)
                        .build();
            case 1, 2 ->
                TrafficRoutingConfig.builder()
                        .type(TrafficRoutingType.TIME_BASED_CANARY)
                        .timeBasedCanary(canary ->
                                canary.canaryPercentage(1 + random.nextInt(99)).canaryInterval(1 + random.nextInt(12)))
                        .build();
            default ->
                TrafficRoutingConfig.builder()
                        .type(TrafficRoutingType.TIME_BASED_LINEAR)
                        .timeBasedLinear(linear ->
                                linear.linearPercentage(10 + random.nextInt(40)).linearInterval(1 + random.nextInt(5)))
                        .build();
        };
    }

    private static Hook hook(Random random) {
        return random.nextInt(5) < 2
                ? Hook.NONE
                : random.nextInt(3) > 0 ? Hook.SUCCEEDS : Hook.values()[random.nextInt(Hook.values().length)];
    }

    /** The version's weight after each step, in percent. */
    List<Integer> steps() {
        List<Integer> steps = new ArrayList<>();
        if (routing.type() == TrafficRoutingType.TIME_BASED_CANARY) {
            steps.add(routing.timeBasedCanary().canaryPercentage());
        }
        if (routing.type() == TrafficRoutingType.TIME_BASED_LINEAR) {
            int each = routing.timeBasedLinear().linearPercentage();
            for (int sum = each; sum < 100; sum += each) {
                steps.add(sum);
            }
        }
        steps.add(100);
        return steps;
    }

    /** What fails the deployment although nothing is done to it from outside; empty when it would succeed. */
    Optional<Hook> fault() {
        return List.of(before, after).stream()
                .filter(hook -> hook != Hook.NONE && hook != Hook.SUCCEEDS)
                .findFirst();
    }
}
