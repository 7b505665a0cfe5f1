package io.devopslab.cloud.service.codedeploy.server;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codedeploy.deployment.AppSpecs;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentEvents;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentFailure;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentRow;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentTable;
import io.devopslab.cloud.service.codedeploy.deployment.Platform;
import io.devopslab.cloud.service.codedeploy.deployment.TargetLog;
import io.devopslab.cloud.service.codedeploy.deployment.Targets;
import io.devopslab.cloud.service.codedeploy.setup.CodeDeployTables;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import software.amazon.awssdk.services.codedeploy.model.DeploymentTarget;
import software.amazon.awssdk.services.codedeploy.model.DeploymentTargetType;
import software.amazon.awssdk.services.codedeploy.model.Diagnostics;
import software.amazon.awssdk.services.codedeploy.model.ErrorCode;
import software.amazon.awssdk.services.codedeploy.model.LifecycleErrorCode;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEventStatus;
import software.amazon.awssdk.services.codedeploy.model.RevisionLocation;
import software.amazon.awssdk.services.codedeploy.model.TargetStatus;

/** Deploys a bundle to a fleet of hosts in place, as many at once as may be out of service. */
public final class ServerPlatform implements Platform {

    private final ServiceContext context;
    private final CodeDeployTables tables;
    private final DeploymentTable deployments;
    private final DeploymentEvents events;
    private final List<Hosts> hosts;
    private final Consumer<String> wake;
    private final TargetLog log;
    private final Agent agent;
    private final Map<String, Object> locks = new ConcurrentHashMap<>();

    /**
     * @param hosts all kinds of hosts
     * @param wake asks for a look at a deployment
     */
    public ServerPlatform(
            ServiceContext context,
            CodeDeployTables tables,
            DeploymentTable deployments,
            DeploymentEvents events,
            AppSpecs revisions,
            List<Hosts> hosts,
            Consumer<String> wake) {
        this.context = context;
        this.tables = tables;
        this.deployments = deployments;
        this.events = events;
        this.hosts = List.copyOf(hosts);
        this.wake = wake;
        this.log = new TargetLog(context, deployments);
        this.agent = new Agent(deployments, log, revisions);
    }

    @Override
    public Next advance(DeploymentRow row) throws DeploymentFailure {
        if (row.targets().isEmpty()) {
            begin(row);
            return new Next.Now();
        }
        Fleet fleet = Fleet.of(row.targets(), row.config().minimumHealthyHosts());
        if (!fleet.isOver()) {
            row.targets().stream()
                    .filter(target -> Targets.status(target) == TargetStatus.PENDING)
                    .limit(fleet.room())
                    .forEach(target -> launch(row, Targets.id(target)));
            return new Next.WhenAsked();
        }
        if (fleet.isGood()) {
            return new Next.Done();
        }
        throw new DeploymentFailure(
                ErrorCode.HEALTH_CONSTRAINTS,
                "The overall deployment failed because too many individual instances failed deployment, too few"
                        + " healthy instances are available for deployment, or some instances in your deployment group"
                        + " are experiencing problems.");
    }

    private void begin(DeploymentRow row) throws DeploymentFailure {
        List<DeploymentTarget> targets = hosts.stream()
                .flatMap(kind -> kind.of(row.group()).stream())
                .map(host -> target(row, host))
                .toList();
        if (targets.isEmpty()) {
            throw new DeploymentFailure(
                    ErrorCode.NO_INSTANCES,
                    "The deployment failed because no instances were found for your deployment group. Check your"
                            + " deployment group settings to make sure the tags for your Amazon EC2 instances or Auto"
                            + " Scaling groups correctly identify the instances you want to deploy to, and then try"
                            + " again.");
        }
        deployments.update(row.id(), present -> present.with(targets));
    }

    private DeploymentTarget target(DeploymentRow row, Host host) {
        return DeploymentTarget.builder()
                .deploymentTargetType(DeploymentTargetType.INSTANCE_TARGET)
                .instanceTarget(target -> target.deploymentId(row.id())
                        .targetId(host.id())
                        .targetArn(host.arn())
                        .status(TargetStatus.PENDING)
                        .lastUpdatedAt(context.time().instant())
                        .lifecycleEvents(Targets.pending(Agent.EVENTS)))
                .build();
    }

    private void launch(DeploymentRow row, String id) {
        context.store().write(() -> {
            log.status(row.id(), id, TargetStatus.IN_PROGRESS);
            events.instance(row, id, "START");
        });
        context.time().execute(() -> deploy(row, id));
    }

    private void deploy(DeploymentRow row, String id) {
        Optional<Host> host = host(id);
        boolean succeeded = false;
        // A rollback may begin while a script of the deployment before still runs on the host.
        synchronized (locks.computeIfAbsent(id, key -> new Object())) {
            try {
                succeeded = host.isPresent() && agent.deploy(row, host.get());
            } catch (InterruptedException e) {
                // The process ends. The next one finds the target in progress.
                Thread.currentThread().interrupt();
                return;
            }
        }
        end(row, id, succeeded);
        wake.accept(row.id());
    }

    private void end(DeploymentRow row, String id, boolean succeeded) {
        context.store().write(() -> {
            if (deployments.find(row.id()).filter(now -> !now.hasEnded()).isPresent()) {
                log.status(row.id(), id, succeeded ? TargetStatus.SUCCEEDED : TargetStatus.FAILED);
                events.instance(row, id, succeeded ? "SUCCESS" : "FAILURE");
            }
        });
    }

    /** What runs on the hosts comes to the end of its event, and no further: the agent looks before each. */
    @Override
    public void abandon(DeploymentRow row) {}

    /** The revision that the group had before. */
    @Override
    public Optional<Rollback> rollback(DeploymentRow row) {
        String key =
                CodeDeployTables.key(row.info().applicationName(), row.info().deploymentGroupName());
        Optional<RevisionLocation> target =
                tables.groups().get(key).map(group -> group.info().targetRevision());
        return target.map(revision -> new Rollback(revision, row.info().deploymentConfigName()));
    }

    /** Hooks of hosts are scripts, which report by their exit codes. */
    @Override
    public boolean report(String deployment, String execution, LifecycleEventStatus status) {
        return false;
    }

    /** As AWS's agent does after a restart, it fails the event in whose middle it was. */
    @Override
    public void recover(DeploymentRow row) {
        for (DeploymentTarget target : row.targets()) {
            if (Targets.status(target) == TargetStatus.IN_PROGRESS) {
                Targets.events(target).stream()
                        .filter(event -> event.status() == LifecycleEventStatus.IN_PROGRESS)
                        .forEach(event -> interrupted(row, Targets.id(target), event.lifecycleEventName()));
                end(row, Targets.id(target), false);
            }
        }
    }

    private void interrupted(DeploymentRow row, String id, String event) {
        host(id).ifPresent(host -> agent.recover(row, host, event));
        log.failed(
                row.id(),
                id,
                event,
                Diagnostics.builder()
                        .errorCode(LifecycleErrorCode.UNKNOWN_ERROR)
                        .message("Failing in-progress lifecycle event after an agent restart.")
                        .build());
    }

    private Optional<Host> host(String id) {
        return hosts.stream().flatMap(kind -> kind.find(id).stream()).findFirst();
    }
}
