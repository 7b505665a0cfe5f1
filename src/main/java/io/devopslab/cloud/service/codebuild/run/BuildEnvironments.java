package io.devopslab.cloud.service.codebuild.run;

import io.devopslab.cloud.kernel.BuildPlace;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.runtime.container.Docker;
import io.devopslab.cloud.runtime.process.Processes;

/** Gives each build what its commands run in. Thread-safe. */
public abstract class BuildEnvironments {

    private BuildEnvironments() {}

    abstract BuildEnvironment forBuild(BuildJob job);

    /** Ends what an earlier process of the cloud left running. */
    public abstract void endLeftovers();

    /**
     * @param processes what is started on this machine itself
     */
    public static BuildEnvironments of(ServiceContext context, Processes processes) {
        if (context.builds() instanceof BuildPlace.InDocker place) {
            return new InContainers(
                    processes, new Docker(context.time(), processes, place.environment(), context.files()));
        }
        return new OnMachine(processes);
    }

    private static final class OnMachine extends BuildEnvironments {

        private final Processes processes;

        OnMachine(Processes processes) {
            this.processes = processes;
        }

        @Override
        BuildEnvironment forBuild(BuildJob job) {
            return new MachineEnvironment(job, processes.tree());
        }

        @Override
        public void endLeftovers() {
            processes.killLeftovers();
        }
    }

    private static final class InContainers extends BuildEnvironments {

        private final Processes processes;
        private final Docker docker;

        InContainers(Processes processes, Docker docker) {
            this.processes = processes;
            this.docker = docker;
        }

        @Override
        BuildEnvironment forBuild(BuildJob job) {
            return new ContainerEnvironment(job, docker, processes.tree());
        }

        @Override
        public void endLeftovers() {
            processes.killLeftovers();
            docker.removeLeftovers();
        }
    }
}
