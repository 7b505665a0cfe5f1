package io.devopslab.cloud.service.codedeploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.service.codedeploy.CodeDeployFixture.Shop;
import io.devopslab.cloud.service.codedeploy.FaultPlan.Hook;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.codedeploy.model.DeploymentCreator;
import software.amazon.awssdk.services.codedeploy.model.DeploymentGroupInfo;
import software.amazon.awssdk.services.codedeploy.model.DeploymentInfo;
import software.amazon.awssdk.services.codedeploy.model.DeploymentOverview;
import software.amazon.awssdk.services.codedeploy.model.DeploymentStatus;
import software.amazon.awssdk.services.codedeploy.model.ErrorCode;
import software.amazon.awssdk.services.codedeploy.model.LambdaTarget;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEventStatus;
import software.amazon.awssdk.services.codedeploy.model.TargetStatus;

/** What must be so when the deployment of a function is over, whatever has happened to it. */
record Verdict(CodeDeployFixture shops, Shop shop, FaultPlan plan, String id) {

    static final Set<DeploymentStatus> ENDED =
            Set.of(DeploymentStatus.SUCCEEDED, DeploymentStatus.FAILED, DeploymentStatus.STOPPED);

    /**
     * @param allowed how it may have ended
     * @param wish what the one who stopped it said about a rollback
     * @param wasKilled whether it was held up
     */
    void check(Set<Ending> allowed, Optional<Boolean> wish, boolean wasKilled) {
        DeploymentInfo info = shops.deployment(id);
        Optional<Ending> ending = Ending.of(info);
        assertThat(ending).as("an ending that there is: %s", info).isPresent();
        assertThat(allowed).as("the endings that may be").contains(ending.get());
        boolean goesBack = ending.get().event().isPresent()
                && wish.orElseGet(
                        () -> plan.rollbackOn().contains(ending.get().event().get()));
        target(id, info);
        if (goesBack) {
            rollback(info);
        } else {
            assertThat(info.rollbackInfo()).as("a rollback").isNull();
            left();
        }
        boolean isUndisturbed = !wasKilled && plan.before() == Hook.NONE && plan.after() == Hook.NONE;
        if (ending.get() == Ending.SUCCESS && isUndisturbed) {
            assertThat(Duration.between(info.startTime(), info.completeTime()))
                    .as("how long it took")
                    .isBetween(length(), length().plusSeconds(1));
        }
        group(info, goesBack);
    }

    private Duration length() {
        return switch (plan.routing().type()) {
            case TIME_BASED_CANARY ->
                Duration.ofMinutes(plan.routing().timeBasedCanary().canaryInterval());
            case TIME_BASED_LINEAR ->
                Duration.ofMinutes((plan.steps().size() - 1L)
                        * plan.routing().timeBasedLinear().linearInterval());
            default -> Duration.ZERO;
        };
    }

    /** The alias is as the deployment has left it, and that is what the deployment tells. */
    private void left() {
        double weight = shops.target(id).lambdaFunctionInfo().targetVersionWeight();
        assertThat(plan.steps().contains((int) Math.round(weight * 100)) || weight == 0)
                .as("the weight %s is one of the plan", weight)
                .isTrue();
        String expected = weight == 0 ? "1" : weight == 1 ? "2" : "1 2=" + weight;
        assertThat(shops.traffic(shop)).as("the alias").isEqualTo(expected);
    }

    private void rollback(DeploymentInfo info) {
        assertThat(info.rollbackInfo()).as("a rollback").isNotNull();
        String back = info.rollbackInfo().rollbackDeploymentId();
        DeploymentInfo rollback = shops.deployment(back);
        assertThat(rollback.creator()).isEqualTo(DeploymentCreator.CODE_DEPLOY_ROLLBACK);
        assertThat(rollback.status()).as("the rollback").isEqualTo(DeploymentStatus.SUCCEEDED);
        assertThat(rollback.rollbackInfo().rollbackTriggeringDeploymentId()).isEqualTo(id);
        assertThat(shops.traffic(shop)).as("the alias").isEqualTo("1");
        target(back, rollback);
    }

    /** The target, its events and the overview tell the same as the deployment. */
    private void target(String deployment, DeploymentInfo info) {
        LambdaTarget target = shops.target(deployment);
        boolean succeeded = info.status() == DeploymentStatus.SUCCEEDED;
        assertThat(target.status()).isEqualTo(succeeded ? TargetStatus.SUCCEEDED : TargetStatus.FAILED);
        String events = target.lifecycleEvents().stream()
                .map(event -> letter(event.status()))
                .collect(Collectors.joining());
        assertThat(events)
                .as("the events")
                .matches(succeeded ? "sss" : "s{0,3}f?k*")
                .hasSize(3);
        DeploymentOverview overview = info.deploymentOverview();
        assertThat(List.of(
                        overview.pending(),
                        overview.inProgress(),
                        overview.succeeded(),
                        overview.failed(),
                        overview.skipped(),
                        overview.ready()))
                .as("the overview")
                .isEqualTo(List.of(0L, 0L, succeeded ? 1L : 0L, succeeded ? 0L : 1L, 0L, 0L));
        assertThat(info.completeTime()).isAfterOrEqualTo(info.startTime());
    }

    private static String letter(LifecycleEventStatus status) {
        return switch (status) {
            case SUCCEEDED -> "s";
            case FAILED -> "f";
            case SKIPPED -> "k";
            default -> "?";
        };
    }

    private void group(DeploymentInfo info, boolean goesBack) {
        DeploymentGroupInfo group = shops.deploy()
                .getDeploymentGroup(r -> r.applicationName(shop.application()).deploymentGroupName(shop.group()))
                .deploymentGroupInfo();
        String last = goesBack ? info.rollbackInfo().rollbackDeploymentId() : id;
        assertThat(group.lastAttemptedDeployment().deploymentId()).isEqualTo(last);
        boolean anySucceeded = goesBack || info.status() == DeploymentStatus.SUCCEEDED;
        assertThat(Optional.ofNullable(group.lastSuccessfulDeployment()).map(some -> some.deploymentId()))
                .isEqualTo(anySucceeded ? Optional.of(last) : Optional.empty());
        assertThat(shops.deploy()
                        .listDeployments(
                                r -> r.applicationName(shop.application()).deploymentGroupName(shop.group()))
                        .deployments())
                .containsExactlyInAnyOrderElementsOf(goesBack ? List.of(id, last) : List.of(id));
    }

    /** The next deployment finds no trace of this one but the alias, which must not stand for two versions. */
    void checkNext() {
        String before = shops.traffic(shop);
        if (before.contains("=")) {
            refused();
            assertThat(shops.traffic(shop)).isEqualTo(before);
            shops.settle(shop);
        }
        if (before.startsWith("1")) {
            DeploymentInfo next = next();
            assertThat(next.status()).as("the next deployment: %s", next).isEqualTo(DeploymentStatus.SUCCEEDED);
            assertThat(shops.traffic(shop)).isEqualTo("2");
        } else {
            refused();
            assertThat(shops.traffic(shop)).isEqualTo("2");
        }
    }

    private void refused() {
        DeploymentInfo next = next();
        assertThat(next.status()).isEqualTo(DeploymentStatus.FAILED);
        assertThat(next.errorInformation().code()).isEqualTo(ErrorCode.INVALID_LAMBDA_CONFIGURATION);
    }

    private DeploymentInfo next() {
        String next = shops.start(shop, r -> r.deploymentConfigName("CodeDeployDefault.LambdaAllAtOnce")
                .overrideAlarmConfiguration(a -> a.enabled(false)));
        shops.pass(Duration.ofSeconds(30));
        return shops.deployment(next);
    }
}
