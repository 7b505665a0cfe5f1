package io.devopslab.cloud.service.codedeploy.deployment;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codedeploy.setup.CodeDeployTables;
import io.devopslab.cloud.service.codedeploy.setup.Configs;
import io.devopslab.cloud.service.codedeploy.setup.Revisions;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.codedeploy.model.ComputePlatform;
import software.amazon.awssdk.services.sns.SnsClient;

/** This room, assembled. */
public final class Deploying {

    private final Engine engine;
    private final Triggers triggers;
    private final Deployments deployments;
    private final Control control;
    private final DeploymentViews views;
    private final TargetViews targets;

    /**
     * @param platforms how each platform deploys; handed what asks for a look at a deployment
     * @param targetInstances looks at replacement instances
     */
    public Deploying(
            ServiceContext context,
            CodeDeployTables tables,
            Configs configs,
            Revisions revisions,
            DeploymentTable table,
            DeploymentEvents events,
            Function<Consumer<String>, Map<ComputePlatform, Platform>> platforms,
            TargetInstancesCheck targetInstances,
            Supplier<CloudWatchClient> cloudWatch,
            Supplier<SnsClient> sns) {
        Rollbacks rollbacks = new Rollbacks(context, table, configs, revisions);
        Endings endings = new Endings(context, tables, table, events, rollbacks);
        this.engine = new Engine(context, table, events, endings, new Alarms(cloudWatch), platforms);
        this.triggers = new Triggers(context, table, sns);
        this.deployments = new Deployments(context, tables, table, configs, revisions, engine, targetInstances);
        this.control = new Control(table, engine);
        this.views = new DeploymentViews(tables, table);
        this.targets = new TargetViews(table);
    }

    public Deployments deployments() {
        return deployments;
    }

    public Control control() {
        return control;
    }

    public DeploymentViews views() {
        return views;
    }

    public TargetViews targets() {
        return targets;
    }

    /** Goes on with what an earlier process has left. */
    public void resume() {
        triggers.resume();
        engine.resume();
    }
}
