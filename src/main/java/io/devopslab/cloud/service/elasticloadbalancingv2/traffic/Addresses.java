package io.devopslab.cloud.service.elasticloadbalancingv2.traffic;

import io.devopslab.cloud.runtime.process.Machine;
import io.devopslab.cloud.runtime.process.Machines;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.TargetGroupRow;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.TargetRow;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** Where targets are to be found. What EC2 said of an instance is remembered until it is asked again. Thread-safe. */
public final class Addresses {

    private final Supplier<Ec2Client> ec2;
    private final Machines machines;
    private final Map<String, Optional<String>> instances = new ConcurrentHashMap<>();

    /**
     * @param machines the same instances, of which one may have to be awakened before it is asked anything
     */
    public Addresses(Supplier<Ec2Client> ec2, Machines machines) {
        this.ec2 = ec2;
        this.machines = machines;
    }

    /** The address to send requests to; empty when there is none, as for an instance that does not run. */
    Optional<Target> of(TargetGroupRow group, TargetRow row) {
        return host(group, row).map(host -> new Target(host, row.port()));
    }

    /** The same, without asking anybody: only where something has been sent already. */
    Optional<Target> known(TargetGroupRow group, TargetRow row) {
        Optional<String> host = group.group().targetType() == TargetTypeEnum.INSTANCE
                ? instances.getOrDefault(row.id(), Optional.empty())
                : Optional.of(row.id());
        return host.map(found -> new Target(found, row.port()));
    }

    /** The host of a target that is no function. */
    public Optional<String> host(TargetGroupRow group, TargetRow row) {
        return group.group().targetType() == TargetTypeEnum.INSTANCE
                ? instances.computeIfAbsent(row.id(), this::ask)
                : Optional.of(row.id());
    }

    /** Asks EC2 again, for a health check. */
    public Optional<String> freshHost(TargetGroupRow group, TargetRow row) {
        if (group.group().targetType() != TargetTypeEnum.INSTANCE) {
            return Optional.of(row.id());
        }
        Optional<String> found = ask(row.id());
        instances.put(row.id(), found);
        return found;
    }

    private Optional<String> ask(String instanceId) {
        machines.find(instanceId).ifPresent(Machine::awaken);
        try {
            return ec2.get().describeInstances(r -> r.instanceIds(instanceId)).reservations().stream()
                    .flatMap(reservation -> reservation.instances().stream())
                    .filter(instance -> instance.state().name() == InstanceStateName.RUNNING)
                    .findFirst()
                    .map(Instance::privateIpAddress);
        } catch (AwsServiceException e) {
            return Optional.empty();
        }
    }
}
