package io.devopslab.cloud.service.codedeploy.setup;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.codedeploy.model.ComputePlatform;
import software.amazon.awssdk.services.codedeploy.model.DeploymentConfigInfo;
import software.amazon.awssdk.services.codedeploy.model.MinimumHealthyHosts;
import software.amazon.awssdk.services.codedeploy.model.TrafficRoutingConfig;
import software.amazon.awssdk.services.codedeploy.model.TrafficRoutingType;

/**
 * The configurations that every account has (CodeDeploy User Guide, "Working with deployment configurations"). The
 * one of OneAtATime has a type of its own, MOST_CONCURRENCY (API Reference, "MinimumHealthyHosts").
 */
final class PredefinedConfigs {

    static final String PREFIX = "CodeDeployDefault.";

    /** When AWS made them does not matter; it is the same for all clouds. */
    private static final Instant MADE = Instant.parse("2015-06-11T00:00:00Z");

    private final Map<String, DeploymentConfigInfo> configs = new LinkedHashMap<>();

    PredefinedConfigs() {
        server("OneAtATime", "MOST_CONCURRENCY", 1);
        server("HalfAtATime", "FLEET_PERCENT", 50);
        server("AllAtOnce", "FLEET_PERCENT", 0);
        for (int minutes : List.of(5, 10, 15, 30)) {
            canary(ComputePlatform.LAMBDA, "LambdaCanary10Percent" + minutes + "Minutes", minutes);
        }
        linear(ComputePlatform.LAMBDA, "LambdaLinear10PercentEvery1Minute", 1);
        for (int minutes : List.of(2, 3, 10)) {
            linear(ComputePlatform.LAMBDA, "LambdaLinear10PercentEvery" + minutes + "Minutes", minutes);
        }
        traffic(ComputePlatform.LAMBDA, "LambdaAllAtOnce", routing -> routing.type(TrafficRoutingType.ALL_AT_ONCE));
        for (int minutes : List.of(5, 15)) {
            canary(ComputePlatform.ECS, "ECSCanary10Percent" + minutes + "Minutes", minutes);
        }
        for (int minutes : List.of(1, 3)) {
            linear(ComputePlatform.ECS, "ECSLinear10PercentEvery" + minutes + "Minutes", minutes);
        }
        traffic(ComputePlatform.ECS, "ECSAllAtOnce", routing -> routing.type(TrafficRoutingType.ALL_AT_ONCE));
    }

    private void server(String name, String type, int value) {
        put(name, config -> config.computePlatform(ComputePlatform.SERVER)
                .minimumHealthyHosts(
                        MinimumHealthyHosts.builder().type(type).value(value).build()));
    }

    private void canary(ComputePlatform platform, String name, int minutes) {
        traffic(platform, name, routing -> routing.type(TrafficRoutingType.TIME_BASED_CANARY)
                .timeBasedCanary(c -> c.canaryPercentage(10).canaryInterval(minutes)));
    }

    private void linear(ComputePlatform platform, String name, int minutes) {
        traffic(platform, name, routing -> routing.type(TrafficRoutingType.TIME_BASED_LINEAR)
                .timeBasedLinear(l -> l.linearPercentage(10).linearInterval(minutes)));
    }

    private void traffic(ComputePlatform platform, String name, Consumer<TrafficRoutingConfig.Builder> routing) {
        put(name, config -> config.computePlatform(platform).trafficRoutingConfig(routing));
    }

    private void put(String name, Consumer<DeploymentConfigInfo.Builder> members) {
        String id = String.format(Locale.ROOT, "00000000-0000-0000-0000-%012d", configs.size() + 1);
        DeploymentConfigInfo config = DeploymentConfigInfo.builder()
                .deploymentConfigId(id)
                .deploymentConfigName(PREFIX + name)
                .createTime(MADE)
                .applyMutation(members)
                .build();
        configs.put(PREFIX + name, config);
    }

    Optional<DeploymentConfigInfo> find(String name) {
        return Optional.ofNullable(configs.get(name));
    }

    List<String> names() {
        return new ArrayList<>(configs.keySet());
    }

    /** What a group of that platform uses when it names none. */
    static String defaultFor(ComputePlatform platform) {
        return PREFIX
                + switch (platform) {
                    case LAMBDA -> "LambdaAllAtOnce";
                    case ECS -> "ECSAllAtOnce";
                    default -> "OneAtATime";
                };
    }
}
