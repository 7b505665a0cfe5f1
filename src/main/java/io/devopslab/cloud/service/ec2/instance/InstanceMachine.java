package io.devopslab.cloud.service.ec2.instance;

import io.devopslab.cloud.runtime.network.LoopbackAddresses;
import io.devopslab.cloud.runtime.process.Machine;
import io.devopslab.cloud.runtime.process.ProcessTree;
import io.devopslab.cloud.service.ec2.state.Ec2Tables;
import io.devopslab.cloud.service.ec2.state.InstanceRow;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** An instance for software that is installed on it. */
final class InstanceMachine implements Machine {

    private final Ec2Tables tables;
    private final InstanceProcesses processes;
    private final Sleepers sleepers;
    private final InstanceRow row;

    InstanceMachine(Ec2Tables tables, InstanceProcesses processes, Sleepers sleepers, InstanceRow row) {
        this.tables = tables;
        this.processes = processes;
        this.sleepers = sleepers;
        this.row = row;
    }

    @Override
    public String id() {
        return row.id();
    }

    @Override
    public Path root() {
        return processes.directory(row.id());
    }

    @Override
    public Map<String, String> environment() {
        return processes.environment(row, root());
    }

    @Override
    public Optional<Integer> ownPort() {
        return Optional.of(row.port()).filter(port -> port != LoopbackAddresses.PORT);
    }

    @Override
    public boolean isRunning() {
        return tables.instances()
                .get(row.id())
                .filter(present -> present.isIn(InstanceStateName.RUNNING))
                .isPresent();
    }

    @Override
    public void awaken() {
        sleepers.awaken(row.id());
    }

    @Override
    public ProcessTree tree() {
        awaken();
        return processes.visitor(row.id(), this::isRunning);
    }
}
