package io.devopslab.cloud.service.codedeploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.service.codedeploy.CodeDeployFixture.Shop;
import io.devopslab.cloud.service.codedeploy.FaultPlan.Hook;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.codedeploy.model.ComputePlatform;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEventStatus;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * One deployment of a function in a cloud of its own, and what a seed does to it: hooks report or do not, callers meet
 * a version that throws, somebody stops it, and the cloud is killed.
 */
final class FaultyRelease implements AutoCloseable {

    private static final int MOST_MOVES = 500;

    /** Reports are not held back for longer: a hook's hour must not be over because nobody was awake. */
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private final Random random;
    private final MortalCloud cloud;
    private final CodeDeployFixture shops;
    private final FaultPlan plan;
    private final Map<Hook, List<String>> hooks = new LinkedHashMap<>();
    private final Set<String> reported = new HashSet<>();
    private final List<String> story = new ArrayList<>();
    private final Shop shop;
    private final String id;
    private final Set<Ending> allowed = EnumSet.noneOf(Ending.class);
    private Optional<Boolean> wish = Optional.empty();
    private boolean wasKilled;

    FaultyRelease(Path directory, long seed) {
        this.random = new Random(seed);
        this.cloud = new MortalCloud(directory, seed);
        this.shops = new CodeDeployFixture(cloud, cloud::pass);
        this.plan = FaultPlan.draw(random);
        tell(plan.toString());
        this.shop = shop();
        this.id = begin();
        allowed.add(plan.fault().isPresent() ? Ending.HOOK : Ending.SUCCESS);
    }

    String story() {
        return String.join("\n", story);
    }

    private void tell(String what) {
        story.add(cloud.now() + " " + what);
    }

    private Shop shop() {
        shops.deploy().createDeploymentConfig(r -> r.deploymentConfigName("drawn")
                .computePlatform(ComputePlatform.LAMBDA)
                .trafficRoutingConfig(plan.routing()));
        String second = plan.throwing() ? "def handler(event, context):\n    raise ValueError('no')\n" : "";
        String function = second.isEmpty() ? shops.twoVersions() : shops.twoVersions(second);
        alarm(function);
        return shops.shop(function, group -> {
            group.deploymentConfigName("drawn");
            if (!plan.rollbackOn().isEmpty()) {
                group.autoRollbackConfiguration(a -> a.enabled(true).events(plan.rollbackOn()));
            }
            if (plan.heedsAlarm()) {
                group.alarmConfiguration(a -> a.enabled(true).alarms(one -> one.name(function)));
            }
        });
    }

    private void alarm(String function) {
        cloud.get(CloudWatchClient.class).putMetricAlarm(r -> r.alarmName(function)
                .namespace("AWS/Lambda")
                .metricName("Errors")
                .dimensions(dimension("FunctionName", function), dimension("Resource", function + ":live"))
                .statistic(Statistic.SUM)
                .period(60)
                .evaluationPeriods(1)
                .threshold(0.0)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .treatMissingData("notBreaching"));
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }

    private String begin() {
        List<String> lines = new ArrayList<>();
        lines(plan.before(), "BeforeAllowTraffic", lines);
        lines(plan.after(), "AfterAllowTraffic", lines);
        return shops.start(shop, r -> {}, lines.toArray(String[]::new));
    }

    private void lines(Hook hook, String event, List<String> lines) {
        if (hook == Hook.NONE) {
            return;
        }
        String function = "no-such-function";
        if (hook != Hook.MISSING) {
            String end = hook == Hook.THROWS ? "    raise ValueError('broken')\n" : "";
            function = shops.function("def handler(event, context):\n    print(event)\n" + end);
            hooks.computeIfAbsent(hook, key -> new ArrayList<>()).add(function);
        }
        lines.add(event + ": " + function);
    }

    /** Lives through the deployment to its end, and looks whether all is as it must be then. */
    void run() {
        for (int move = 0; isOpen(); move++) {
            assertThat(move).as("the moves that the deployment has taken").isLessThan(MOST_MOVES);
            move();
        }
        tell("ended: " + shops.deployment(id));
        if (random.nextInt(3) == 0) {
            kill(Duration.ofSeconds(random.nextInt(100)));
        }
        shops.pass(Duration.ofMinutes(2));
        Verdict verdict = new Verdict(shops, shop, plan, id);
        verdict.check(allowed, wish, wasKilled);
        verdict.checkNext();
    }

    private boolean isOpen() {
        return !Verdict.ENDED.contains(shops.deployment(id).status());
    }

    private void move() {
        boolean hangs = plan.fault().filter(hook -> !hook.reports()).isPresent();
        shops.pass(hangs ? Duration.ofSeconds(5 + random.nextInt(300)) : Duration.ofSeconds(5 + random.nextInt(60)));
        report(Hook.SUCCEEDS, LifecycleEventStatus.SUCCEEDED);
        report(Hook.FAILS, LifecycleEventStatus.FAILED);
        if (!isOpen()) {
            return;
        }
        int dice = random.nextInt(100);
        if (dice < 2) {
            stop();
        } else if (dice < 7) {
            kill(Duration.ofSeconds(random.nextInt(600)));
        } else if (dice < 20) {
            call();
        }
    }

    private void report(Hook kind, LifecycleEventStatus status) {
        for (String function : hooks.getOrDefault(kind, List.of())) {
            for (String execution : shops.executions(function)) {
                boolean isLate =
                        cloud.now().isAfter(shops.deployment(id).startTime().plus(PATIENCE));
                if (isOpen() && !reported.contains(execution) && (isLate || random.nextInt(3) == 0)) {
                    shops.deploy().putLifecycleEventHookExecutionStatus(r -> r.deploymentId(id)
                            .lifecycleEventHookExecutionId(execution)
                            .status(status));
                    reported.add(execution);
                    tell("the hook reports " + status);
                    shops.pass(Duration.ofSeconds(1));
                }
            }
        }
    }

    private void stop() {
        wish = random.nextBoolean() ? Optional.empty() : Optional.of(random.nextBoolean());
        tell("somebody stops it: " + wish);
        shops.deploy().stopDeployment(r -> r.deploymentId(id).autoRollbackEnabled(wish.orElse(null)));
        allowed.clear();
        allowed.add(Ending.WISH);
        if (random.nextInt(3) == 0) {
            kill(Duration.ZERO);
        }
        shops.pass(Duration.ofSeconds(1));
        assertThat(isOpen()).as("open after it was stopped").isFalse();
    }

    private void kill(Duration downtime) {
        tell("killed for " + downtime);
        cloud.kill(downtime);
        wasKilled = true;
    }

    /** Callers of the alias; where one gets an error the alarm must go off within its period. */
    private void call() {
        boolean failed = false;
        for (int call = 0; call < 30 && !failed; call++) {
            InvokeResponse answer =
                    shops.lambda().invoke(r -> r.functionName(shop.function()).qualifier("live"));
            failed = answer.functionError() != null;
        }
        tell("callers meet " + (failed ? "an error" : "no error"));
        if (failed && plan.heedsAlarm()) {
            allowed.add(Ending.ALARM);
            shops.pass(Duration.ofSeconds(80));
            assertThat(isOpen()).as("open after its alarm").isFalse();
        }
    }

    @Override
    public void close() {
        cloud.close();
    }
}
