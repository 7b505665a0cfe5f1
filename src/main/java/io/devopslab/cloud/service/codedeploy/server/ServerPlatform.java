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
import io.devopslab.cloud.service.codedeploy.host.Agent;
import io.devopslab.cloud.service.codedeploy.host.Hosts;
import io.devopslab.cloud.service.codedeploy.setup.CodeDeployTables;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.services.codedeploy.model.DeploymentTarget;
import software.amazon.awssdk.services.codedeploy.model.DeploymentWaitType;
import software.amazon.awssdk.services.codedeploy.model.ErrorCode;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEventStatus;
import software.amazon.awssdk.services.codedeploy.model.RevisionLocation;
import software.amazon.awssdk.services.codedeploy.model.TargetStatus;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/** Deploys a bundle to a fleet of hosts: in place, as many at once as may be out of service, or blue/green. */
public final class ServerPlatform implements Platform {

    private final ServiceContext context;
    private final CodeDeployTables tables;
    private final DeploymentTable deployments;
    private final Fleets fleets;
    private final Journeys journeys;
    private final BlueGreen blueGreen;

    /**
     * Whom the platform calls.
     *
     * @param elb whose target groups give hosts their traffic
     * @param ec2 whose instances are terminated when others have replaced them
     */
    public record Clients(Supplier<ElasticLoadBalancingV2Client> elb, Supplier<Ec2Client> ec2) {}

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
            Clients clients,
            Consumer<String> wake) {
        this.context = context;
        this.tables = tables;
        this.deployments = deployments;
        Traffic traffic = new Traffic(clients.elb());
        EventRunner runner =
                new EventRunner(context, hosts, new Agent(revisions), traffic, new TargetLog(context, deployments));
        this.fleets = new Fleets(context, deployments, hosts, traffic);
        this.journeys = new Journeys(context, deployments, events, runner, this::restsAfterInstallation, wake);
        this.blueGreen = new BlueGreen(
                context,
                deployments,
                events,
                journeys,
                new Originals(tables, clients.ec2()),
                context.store().table("fleets", Course.class));
    }

    private boolean restsAfterInstallation(DeploymentRow row, DeploymentTarget target) {
        return row.isBlueGreen() && blueGreen.restsAfterInstallation(row, target);
    }

    @Override
    public Next advance(DeploymentRow row) throws DeploymentFailure {
        if (row.targets().isEmpty()) {
            List<DeploymentTarget> targets = fleets.of(row);
            context.store().write(() -> {
                if (row.isBlueGreen()) {
                    blueGreen.begin(row);
                }
                deployments.update(row.id(), present -> present.with(targets));
            });
            return new Next.Now();
        }
        return row.isBlueGreen() ? blueGreen.advance(row) : inPlace(row);
    }

    private Next inPlace(DeploymentRow row) throws DeploymentFailure {
        Fleet fleet = Fleet.installing(row.targets(), row.config().minimumHealthyHosts());
        if (!fleet.isOver()) {
            row.targets().stream()
                    .filter(target -> Targets.status(target) == fleet.waiting())
                    .limit(fleet.room())
                    .forEach(target -> journeys.launch(row, target));
            return new Next.WhenAsked();
        }
        if (fleet.isGood()) {
            return new Next.Done();
        }
        throw unhealthy();
    }

    static DeploymentFailure unhealthy() {
        return new DeploymentFailure(
                ErrorCode.HEALTH_CONSTRAINTS,
                "The overall deployment failed because too many individual instances failed deployment, too few"
                        + " healthy instances are available for deployment, or some instances in your deployment group"
                        + " are experiencing problems.");
    }

    /** What runs on the hosts comes to the end of its event, and no further. */
    @Override
    public void abandon(DeploymentRow row) {}

    /** The revision that the group had before. A blue/green deployment needs none: the original instances have it. */
    @Override
    public Optional<Rollback> rollback(DeploymentRow row) {
        String key =
                CodeDeployTables.key(row.info().applicationName(), row.info().deploymentGroupName());
        Optional<RevisionLocation> former =
                tables.groups().get(key).map(group -> group.info().targetRevision());
        if (!row.isBlueGreen()) {
            return former.map(revision -> new Rollback(revision, row.info().deploymentConfigName()));
        }
        return blueGreen.canReturn(row)
                ? Optional.of(new Rollback(
                        former.orElse(row.info().revision()), row.info().deploymentConfigName()))
                : Optional.empty();
    }

    @Override
    public boolean proceed(DeploymentRow row, DeploymentWaitType wait) {
        return blueGreen.proceed(row, wait);
    }

    /** Hooks of hosts are scripts, which report by their exit codes. */
    @Override
    public boolean report(String deployment, String execution, LifecycleEventStatus status) {
        return false;
    }

    @Override
    public void recover(DeploymentRow row) {
        row.targets().stream()
                .filter(target -> Targets.status(target) == TargetStatus.IN_PROGRESS)
                .forEach(target -> journeys.resume(row.id(), Targets.id(target)));
    }
}
