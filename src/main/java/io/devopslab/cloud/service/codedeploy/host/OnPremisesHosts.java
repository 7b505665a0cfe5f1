package io.devopslab.cloud.service.codedeploy.host;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.runtime.process.ProcessTree;
import io.devopslab.cloud.runtime.process.Processes;
import io.devopslab.cloud.service.codedeploy.setup.CodeDeployTables;
import io.devopslab.cloud.service.codedeploy.setup.InstanceRow;
import io.devopslab.cloud.service.codedeploy.setup.TagMatch;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.codedeploy.model.DeploymentGroupInfo;
import software.amazon.awssdk.services.codedeploy.model.InstanceInfo;

/** The on-premises instances: each is a directory of this machine, named like it. */
public final class OnPremisesHosts implements Hosts {

    private final ServiceContext context;
    private final CodeDeployTables tables;
    private final Processes processes;

    public OnPremisesHosts(ServiceContext context, CodeDeployTables tables, Processes processes) {
        this.context = context;
        this.tables = tables;
        this.processes = processes;
    }

    @Override
    public List<Host> of(DeploymentGroupInfo group) {
        return tables.instances().values().stream()
                .filter(InstanceRow::isRegistered)
                .filter(row -> TagMatch.isOf(group, row.info().tags()))
                .map(row -> host(row.info()))
                .toList();
    }

    @Override
    public Optional<Host> find(String id) {
        return tables.instances().get(id).filter(InstanceRow::isRegistered).map(row -> host(row.info()));
    }

    private Host host(InstanceInfo info) {
        return new Instance(
                info.instanceName(),
                info.instanceArn(),
                context.files().resolve("instances").resolve(info.instanceName()),
                processes);
    }

    private record Instance(String id, String arn, Path root, Processes processes) implements Host {
        @Override
        public Optional<Integer> ownPort() {
            return Optional.empty();
        }

        @Override
        public boolean isReachable() {
            return true;
        }

        @Override
        public ProcessTree tree() {
            return processes.tree();
        }

        @Override
        public Map<String, String> environment() {
            String path = System.getenv("PATH");
            return Map.of(
                    "PATH",
                    path == null ? "/usr/local/bin:/usr/bin:/bin" : path,
                    "HOME",
                    root.toString(),
                    "INSTANCE_ROOT",
                    root.toString(),
                    "INSTANCE_NAME",
                    id);
        }
    }
}
