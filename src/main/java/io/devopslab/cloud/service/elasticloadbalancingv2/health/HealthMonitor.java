package io.devopslab.cloud.service.elasticloadbalancingv2.health;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Time;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.ElbTables;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.TargetGroupRow;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.TargetRow;
import io.devopslab.cloud.service.elasticloadbalancingv2.traffic.Addresses;
import io.devopslab.cloud.service.elasticloadbalancingv2.traffic.Meter;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthReasonEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/**
 * Watches the targets of groups that load balancers use, and lets deregistered ones go when their delay is over. What
 * it finds is kept; how often in a row is not, so that a process that goes on counts anew. Thread-safe.
 */
public final class HealthMonitor {

    /** How long a registration takes before the first check. */
    private static final Duration REGISTRATION = Duration.ofSeconds(2);

    private final ServiceContext context;
    private final ElbTables tables;
    private final HealthCheck check;
    private final Meter meter;
    private final Map<String, Watch> watches = new HashMap<>();

    /** What goes on for a target: its next check, or the end of its delay. */
    private static final class Watch {
        private final boolean draining;
        private Time.Timer timer = () -> {};
        private int passes;
        private int failures;

        Watch(boolean draining) {
            this.draining = draining;
        }
    }

    public HealthMonitor(ServiceContext context, ElbTables tables, Addresses addresses, Meter meter) {
        this.context = context;
        this.tables = tables;
        this.check = new HealthCheck(addresses);
        this.meter = meter;
    }

    /** Looks what there is to watch, after any change of targets, groups or rules. */
    public synchronized void refresh() {
        Set<String> kept = new HashSet<>();
        for (TargetGroupRow group : tables.groups().values()) {
            boolean used = !tables.balancersOf(group.arn()).isEmpty();
            for (TargetRow target : tables.targetsOf(group.arn())) {
                if (follow(group, target, used)) {
                    kept.add(target.key());
                }
            }
        }
        watches.entrySet().removeIf(watch -> {
            boolean gone = !kept.contains(watch.getKey());
            if (gone) {
                watch.getValue().timer.cancel();
            }
            return gone;
        });
    }

    /** Whether there is anything to wait for. */
    private boolean follow(TargetGroupRow group, TargetRow target, boolean used) {
        if (target.isDraining()) {
            Duration left = Duration.between(
                    context.time().instant(), target.drainedAt().orElseThrow());
            begin(target.key(), true, left.isNegative() ? Duration.ZERO : left, () -> release(target));
            return true;
        }
        if (!Boolean.TRUE.equals(group.group().healthCheckEnabled())) {
            if (target.state() != TargetHealthStateEnum.UNAVAILABLE) {
                keep(target.found(
                        TargetHealthStateEnum.UNAVAILABLE,
                        Optional.of(TargetHealthReasonEnum.TARGET_HEALTH_CHECK_DISABLED),
                        "Health checks are not enabled for this target"));
            }
            return false;
        }
        if (used) {
            begin(target.key(), false, firstLook(group.group(), target), () -> look(target.key()));
        }
        return used;
    }

    /** One that another process of the cloud has judged is looked at when its turn comes. */
    private static Duration firstLook(TargetGroup group, TargetRow target) {
        return switch (target.state()) {
            case HEALTHY, UNHEALTHY -> Duration.ofSeconds(group.healthCheckIntervalSeconds());
            default -> REGISTRATION;
        };
    }

    private void begin(String key, boolean draining, Duration delay, Runnable action) {
        Watch present = watches.get(key);
        if (present != null && present.draining == draining) {
            return;
        }
        if (present != null) {
            present.timer.cancel();
        }
        Watch watch = new Watch(draining);
        watches.put(key, watch);
        watch.timer = context.time().schedule(delay, action);
    }

    private void keep(TargetRow row) {
        tables.targets().update(row.key(), current -> current.isDraining() ? current : row);
    }

    private void release(TargetRow drained) {
        tables.store().write(() -> tables.targets()
                .get(drained.key())
                .filter(row -> row.drainedAt().equals(drained.drainedAt()))
                .ifPresent(row -> tables.targets().remove(row.key())));
        refresh();
    }

    private void look(String key) {
        Optional<TargetRow> target = tables.targets().get(key).filter(row -> !row.isDraining());
        Optional<TargetGroupRow> group = target.flatMap(row -> tables.groups().get(row.groupArn()));
        if (target.isEmpty() || group.isEmpty()) {
            return;
        }
        Finding finding = check.of(group.get(), target.get());
        synchronized (this) {
            Watch watch = watches.get(key);
            if (watch == null || watch.draining) {
                return;
            }
            judge(group.get().group(), target.get(), watch, finding);
            watch.timer = context.time()
                    .schedule(Duration.ofSeconds(group.get().group().healthCheckIntervalSeconds()), () -> look(key));
        }
        measure(group.get());
    }

    private void measure(TargetGroupRow group) {
        tables.balancersOf(group.arn())
                .forEach(balancer -> meter.health(
                        balancer,
                        group.arn(),
                        tables.targetsOf(group.arn()),
                        context.time().instant()));
    }

    /**
     * A new target is healthy with its first good answer; later it takes as many in a row as the group says, of either
     * kind ("Health checks for your target groups").
     */
    private void judge(TargetGroup group, TargetRow target, Watch watch, Finding finding) {
        watch.passes = finding.isGood() ? watch.passes + 1 : 0;
        watch.failures = finding.isGood() ? 0 : watch.failures + 1;
        TargetHealthStateEnum state = target.state();
        boolean wasWell = state == TargetHealthStateEnum.HEALTHY;
        boolean isNew = !wasWell && state != TargetHealthStateEnum.UNHEALTHY && state != TargetHealthStateEnum.UNUSED;
        if (finding.equals(Finding.NOT_RUNNING)) {
            keep(target.found(TargetHealthStateEnum.UNUSED, finding.problem(), finding.description()));
        } else if (finding.isGood()) {
            if (!wasWell && (isNew || watch.passes >= group.healthyThresholdCount())) {
                keep(target.found(TargetHealthStateEnum.HEALTHY, Optional.empty(), ""));
            }
        } else if (watch.failures >= group.unhealthyThresholdCount() || (!wasWell && !isNew)) {
            keep(target.found(TargetHealthStateEnum.UNHEALTHY, finding.problem(), finding.description()));
        } else if (isNew) {
            keep(target.found(
                    TargetHealthStateEnum.INITIAL,
                    Optional.of(TargetHealthReasonEnum.ELB_INITIAL_HEALTH_CHECKING),
                    "Initial health checks in progress"));
        }
    }
}
