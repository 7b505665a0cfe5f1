package io.devopslab.cloud.service.codedeploy.server;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentFailure;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentRow;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentTable;
import io.devopslab.cloud.service.codedeploy.deployment.Targets;
import io.devopslab.cloud.service.codedeploy.host.Host;
import io.devopslab.cloud.service.codedeploy.host.Hosts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codedeploy.model.DeploymentGroupInfo;
import software.amazon.awssdk.services.codedeploy.model.DeploymentOption;
import software.amazon.awssdk.services.codedeploy.model.DeploymentTarget;
import software.amazon.awssdk.services.codedeploy.model.DeploymentTargetType;
import software.amazon.awssdk.services.codedeploy.model.ErrorCode;
import software.amazon.awssdk.services.codedeploy.model.TargetInstances;
import software.amazon.awssdk.services.codedeploy.model.TargetLabel;
import software.amazon.awssdk.services.codedeploy.model.TargetStatus;

/** Finds the targets of a deployment when it begins. */
final class Fleets {

    private final ServiceContext context;
    private final DeploymentTable deployments;
    private final List<Hosts> hosts;
    private final Replacements replacements;
    private final Traffic traffic;

    Fleets(ServiceContext context, DeploymentTable deployments, List<Hosts> hosts, Traffic traffic) {
        this.context = context;
        this.deployments = deployments;
        this.hosts = List.copyOf(hosts);
        this.replacements = new Replacements(hosts);
        this.traffic = traffic;
    }

    /**
     * @throws DeploymentFailure when there are none, or the load balancer cannot be used
     */
    List<DeploymentTarget> of(DeploymentRow row) throws DeploymentFailure {
        if (row.info().deploymentStyle().deploymentOption() == DeploymentOption.WITH_TRAFFIC_CONTROL) {
            traffic.check(row.info().loadBalancerInfo());
        }
        if (!row.isBlueGreen()) {
            return required(targets(row, found(row.group()), Lifecycle.inPlace(row.info()), null));
        }
        return row.isRollback() ? returning(row) : replacing(row);
    }

    private List<Host> found(DeploymentGroupInfo group) {
        return hosts.stream().flatMap(kind -> kind.of(group).stream()).toList();
    }

    /** The replacement instances first; an instance that is both is one of those. */
    private List<DeploymentTarget> replacing(DeploymentRow row) throws DeploymentFailure {
        TargetInstances wanted = row.info().targetInstances();
        List<Host> green = wanted == null ? List.of() : replacements.find(wanted);
        List<DeploymentTarget> targets =
                new ArrayList<>(required(targets(row, green, Lifecycle.replacement(), TargetLabel.GREEN)));
        Set<String> taken = green.stream().map(Host::id).collect(Collectors.toSet());
        List<Host> blue = found(row.group()).stream()
                .filter(host -> !taken.contains(host.id()))
                .toList();
        targets.addAll(targets(row, blue, Lifecycle.LEAVING, TargetLabel.BLUE));
        return targets;
    }

    /** The instances of the deployment that is taken back, as far as they are still there, in the opposite direction. */
    private List<DeploymentTarget> returning(DeploymentRow row) throws DeploymentFailure {
        List<DeploymentTarget> former = Optional.ofNullable(
                        row.info().rollbackInfo().rollbackTriggeringDeploymentId())
                .flatMap(deployments::find)
                .map(DeploymentRow::targets)
                .orElse(List.of());
        List<DeploymentTarget> targets = new ArrayList<>();
        for (DeploymentTarget target : former) {
            boolean isGreen = BlueGreen.isGreen(target);
            hosts.stream()
                    .flatMap(kind -> kind.find(Targets.id(target)).stream())
                    .findFirst()
                    .ifPresent(host -> targets.add(target(
                            row,
                            host,
                            isGreen ? Lifecycle.LEAVING : Lifecycle.ENTERING,
                            isGreen ? TargetLabel.GREEN : TargetLabel.BLUE)));
        }
        return required(targets);
    }

    private static List<DeploymentTarget> required(List<DeploymentTarget> targets) throws DeploymentFailure {
        if (targets.isEmpty()) {
            throw new DeploymentFailure(
                    ErrorCode.NO_INSTANCES,
                    "The deployment failed because no instances were found for your deployment group. Check your"
                            + " deployment group settings to make sure the tags for your Amazon EC2 instances or Auto"
                            + " Scaling groups correctly identify the instances you want to deploy to, and then try"
                            + " again.");
        }
        return targets;
    }

    private List<DeploymentTarget> targets(
            DeploymentRow row, List<Host> found, List<String> events, @Nullable TargetLabel label) {
        return found.stream().map(host -> target(row, host, events, label)).toList();
    }

    private DeploymentTarget target(DeploymentRow row, Host host, List<String> events, @Nullable TargetLabel label) {
        return DeploymentTarget.builder()
                .deploymentTargetType(DeploymentTargetType.INSTANCE_TARGET)
                .instanceTarget(target -> target.deploymentId(row.id())
                        .targetId(host.id())
                        .targetArn(host.arn())
                        .status(TargetStatus.PENDING)
                        .lastUpdatedAt(context.time().instant())
                        .lifecycleEvents(Targets.pending(events))
                        .instanceLabel(label))
                .build();
    }
}
