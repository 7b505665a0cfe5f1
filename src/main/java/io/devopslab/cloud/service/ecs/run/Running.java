package io.devopslab.cloud.service.ecs.run;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.runtime.container.ContainerHost;
import io.devopslab.cloud.runtime.network.LoopbackAddresses;
import io.devopslab.cloud.service.ecs.state.EcsTables;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/** This room, assembled. */
public final class Running implements AutoCloseable {

    private final TaskFactory factory;
    private final TaskRunner runner;
    private final Scheduler scheduler;

    public Running(
            ServiceContext context,
            EcsTables tables,
            TargetLinks links,
            ContainerHost host,
            Supplier<CloudWatchLogsClient> logs) {
        EcsEvents events = new EcsEvents(context, tables);
        LoopbackAddresses addresses = new LoopbackAddresses();
        this.factory = new TaskFactory(context, addresses);
        // A runner tells the scheduler, which is made of it.
        this.runner = new TaskRunner(context, tables, events, links, host, logs, addresses, task -> scheduler()
                .heard(task));
        this.scheduler = new Scheduler(context, tables, events, links, factory, runner);
    }

    public TaskFactory factory() {
        return factory;
    }

    public TaskRunner runner() {
        return runner;
    }

    public Scheduler scheduler() {
        return scheduler;
    }

    /** Goes on with what an earlier process has left. */
    public void resume() {
        runner.resume();
        scheduler.resume();
    }

    @Override
    public void close() {
        runner.close();
    }
}
