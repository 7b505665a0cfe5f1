package io.devopslab.cloud.service.ec2.instance;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.runtime.network.LoopbackAddresses;
import io.devopslab.cloud.runtime.process.Machine;
import io.devopslab.cloud.service.ec2.state.Ec2Errors;
import io.devopslab.cloud.service.ec2.state.Ec2Tables;
import io.devopslab.cloud.service.ec2.state.InstanceRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * From one state of an instance to the next ("Amazon EC2 instance state changes"). A transition is kept before it begins,
 * so that another process goes on with it. Thread-safe.
 */
final class Lifecycle implements AutoCloseable {

    /** How long a start, a stop and an end take. */
    private static final Duration STEP = Duration.ofSeconds(5);

    /** How long one that was terminated is still shown. */
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final ServiceContext context;
    private final Ec2Tables tables;
    private final InstanceProcesses processes;
    private final LoopbackAddresses addresses;
    private final Sleepers sleepers;

    Lifecycle(ServiceContext context, Ec2Tables tables, LoopbackAddresses addresses) {
        this.context = context;
        this.tables = tables;
        this.addresses = addresses;
        this.processes = new InstanceProcesses(context);
        this.sleepers = new Sleepers(context.time(), context.hosts());
    }

    InstanceProcesses processes() {
        return processes;
    }

    /** An instance, for software that is installed on it. */
    Machine machine(InstanceRow row) {
        return new InstanceMachine(tables, processes, sleepers, row);
    }

    /** Goes on with what the last process of the cloud left. */
    void resume() {
        processes.killLeftovers(tables.instances().size() > 0);
        for (InstanceRow row : tables.instances().values()) {
            if (row.isIn(InstanceStateName.RUNNING)) {
                settled(row);
                sleepers.add(row.id(), () -> startIfRunning(row.id()));
            } else {
                follow(row);
            }
        }
    }

    private void startIfRunning(String id) {
        tables.instances()
                .get(id)
                .filter(row -> row.isIn(InstanceStateName.RUNNING))
                .ifPresent(row -> processes.start(row).run());
    }

    /** Sees to it that a state that passes does. */
    void follow(InstanceRow row) {
        switch (row.state()) {
            case PENDING -> context.time().schedule(STEP, () -> run(row.id()));
            case STOPPING -> context.time().schedule(STEP, () -> finishStop(row.id()));
            case SHUTTING_DOWN -> context.time().schedule(STEP, () -> finishEnd(row.id()));
            case TERMINATED -> forgetLater(row);
            default -> {}
        }
        told(row);
    }

    private void told(InstanceRow row) {
        context.events()
                .publish(
                        context.scope(),
                        "aws.ec2",
                        "EC2 Instance State-change Notification",
                        List.of(Arns.of("ec2", context.scope(), "instance/" + row.id())),
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("instance-id", row.id())
                                .put("state", row.state().toString()));
    }

    private void run(String id) {
        tables.instances()
                .get(id)
                .filter(row -> row.isIn(InstanceStateName.PENDING))
                .ifPresent(row -> {
                    Runnable serving = processes.start(settled(row));
                    // An instance runs as soon as its user data does, and not only when that has come to its end.
                    move(id, InstanceStateName.PENDING, InstanceStateName.RUNNING);
                    serving.run();
                });
    }

    /** The instance with its place for this run; the one that it had before may belong to another cloud meanwhile. */
    private InstanceRow settled(InstanceRow row) {
        LoopbackAddresses.Place last =
                new LoopbackAddresses.Place(row.instance().privateIpAddress(), row.port());
        LoopbackAddresses.Place place = addresses.lease(row.id(), Optional.of(last));
        if (place.equals(last)) {
            return row;
        }
        String region = context.scope().region();
        return tables.instances()
                .update(row.id(), present -> present.at(place.address(), place.port(), region))
                .orElse(row);
    }

    /** The new state, unless another request was faster. */
    private void move(String id, InstanceStateName from, InstanceStateName to) {
        tables.instances().update(id, row -> row.isIn(from) ? row.in(to) : row).ifPresent(row -> {
            if (row.isIn(to)) {
                told(row);
            } else {
                processes.stop(id);
            }
        });
    }

    private void finishStop(String id) {
        sleepers.forget(id);
        processes.stop(id);
        move(id, InstanceStateName.STOPPING, InstanceStateName.STOPPED);
    }

    private void finishEnd(String id) {
        sleepers.forget(id);
        processes.remove(id);
        addresses.release(id);
        Instant now = context.time().instant();
        tables.instances()
                .update(id, row -> row.in(InstanceStateName.TERMINATED)
                        .endedAt(now)
                        .with(row.in(InstanceStateName.TERMINATED).instance().toBuilder()
                                .stateTransitionReason("User initiated")
                                .publicIpAddress(null)
                                .build()))
                .ifPresent(this::follow);
    }

    private void forgetLater(InstanceRow row) {
        Duration past =
                Duration.between(row.ended().orElseThrow(), context.time().instant());
        Duration left = REMEMBERED.minus(past);
        context.time().schedule(left.isNegative() ? Duration.ZERO : left, () -> tables.instances()
                .remove(row.id()));
    }

    /**
     * Brings instances, all or none, from one of some states to a passing one.
     *
     * @param from the states in which it can be done; of those that are beyond it nothing is asked
     * @param done the states in which it is done already
     */
    List<InstanceStateChange> change(
            List<String> ids, Set<InstanceStateName> from, Set<InstanceStateName> done, InstanceStateName to) {
        List<InstanceRow> before = tables.store().write(() -> {
            List<InstanceRow> rows =
                    ids.stream().distinct().map(tables::instance).toList();
            for (InstanceRow row : rows) {
                if (!from.contains(row.state()) && !done.contains(row.state())) {
                    throw Ec2Errors.of(
                            "IncorrectInstanceState",
                            "The instance '" + row.id() + "' is not in a state from which it can be "
                                    + (to == InstanceStateName.PENDING ? "started" : "stopped") + ".");
                }
                if (to == InstanceStateName.SHUTTING_DOWN && row.protectedFromEnd()) {
                    throw Ec2Errors.of(
                            "OperationNotPermitted",
                            "The instance '" + row.id() + "' may not be terminated. Modify its"
                                    + " 'disableApiTermination' instance attribute and try again.");
                }
            }
            rows.stream().filter(row -> from.contains(row.state())).forEach(row -> tables.instances()
                    .put(row.id(), row.in(to)));
            return rows;
        });
        return before.stream()
                .map(row -> {
                    boolean moves = from.contains(row.state());
                    if (moves) {
                        follow(row.in(to));
                    }
                    InstanceRow after = moves ? row.in(to) : row;
                    return InstanceStateChange.builder()
                            .instanceId(row.id())
                            .previousState(row.instance().state())
                            .currentState(after.instance().state())
                            .build();
                })
                .toList();
    }

    /** Ends all processes of an instance and runs its user data again. */
    void reboot(InstanceRow row) {
        context.time().execute(() -> {
            sleepers.forget(row.id());
            processes.stop(row.id());
            startIfRunning(row.id());
        });
    }

    @Override
    public void close() {
        processes.close();
        addresses.close();
    }
}
