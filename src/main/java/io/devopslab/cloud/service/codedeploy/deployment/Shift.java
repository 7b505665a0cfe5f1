package io.devopslab.cloud.service.codedeploy.deployment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.codedeploy.model.TimeBasedCanary;
import software.amazon.awssdk.services.codedeploy.model.TimeBasedLinear;
import software.amazon.awssdk.services.codedeploy.model.TrafficRoutingConfig;

/**
 * How traffic moves.
 *
 * @param percentages of the target version, step by step; the last is 100
 * @param interval between two steps
 */
public record Shift(List<Integer> percentages, Duration interval) {

    public static Shift of(TrafficRoutingConfig config) {
        return switch (config.type()) {
            case TIME_BASED_CANARY -> {
                TimeBasedCanary canary = config.timeBasedCanary();
                yield new Shift(List.of(canary.canaryPercentage(), 100), Duration.ofMinutes(canary.canaryInterval()));
            }
            case TIME_BASED_LINEAR -> {
                TimeBasedLinear linear = config.timeBasedLinear();
                List<Integer> percentages = new ArrayList<>();
                for (int sum = linear.linearPercentage(); sum < 100; sum += linear.linearPercentage()) {
                    percentages.add(sum);
                }
                percentages.add(100);
                yield new Shift(percentages, Duration.ofMinutes(linear.linearInterval()));
            }
            default -> new Shift(List.of(100), Duration.ZERO);
        };
    }

    public boolean isLast(int step) {
        return step >= percentages.size() - 1;
    }
}
