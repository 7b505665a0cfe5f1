package io.devopslab.cloud.service.codedeploy.host;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.runtime.process.Machine;
import io.devopslab.cloud.runtime.process.Machines;
import io.devopslab.cloud.runtime.process.ProcessTree;
import io.devopslab.cloud.service.codedeploy.setup.TagMatch;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.codedeploy.model.DeploymentGroupInfo;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * The instances of EC2. Those that are stopped belong to their groups as well, and fail (CodeDeploy User Guide,
 * "CodeDeploy instance health").
 */
public final class Ec2Hosts implements Hosts {

    private static final Set<InstanceStateName> GONE =
            Set.of(InstanceStateName.SHUTTING_DOWN, InstanceStateName.TERMINATED);

    private final ServiceContext context;
    private final Supplier<Ec2Client> ec2;
    private final Machines machines;

    public Ec2Hosts(ServiceContext context, Supplier<Ec2Client> ec2, Machines machines) {
        this.context = context;
        this.ec2 = ec2;
        this.machines = machines;
    }

    @Override
    public List<Host> of(DeploymentGroupInfo group) {
        if (!TagMatch.namesInstances(group)) {
            return List.of();
        }
        return ec2.get().describeInstancesPaginator().reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .filter(instance -> !GONE.contains(instance.state().name()))
                .filter(instance -> TagMatch.hasInstance(group, tags(instance)))
                .flatMap(instance -> find(instance.instanceId()).stream())
                .toList();
    }

    private static Map<String, String> tags(Instance instance) {
        Map<String, String> tags = new HashMap<>();
        instance.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
        return tags;
    }

    @Override
    public Optional<Host> find(String id) {
        return machines.find(id)
                .map(machine -> new MachineHost(Arns.of("ec2", context.scope(), "instance/" + id), machine));
    }

    private record MachineHost(String arn, Machine machine) implements Host {
        @Override
        public String id() {
            return machine.id();
        }

        @Override
        public Path root() {
            return machine.root();
        }

        @Override
        public Map<String, String> environment() {
            return machine.environment();
        }

        @Override
        public Optional<Integer> ownPort() {
            return machine.ownPort();
        }

        @Override
        public boolean isReachable() {
            return machine.isRunning();
        }

        @Override
        public ProcessTree tree() {
            return machine.tree();
        }
    }
}
