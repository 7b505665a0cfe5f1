package io.devopslab.cloud.service.elasticloadbalancingv2.traffic;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.ElbTables;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.ListenerRow;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.TargetRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.lambda.LambdaClient;

/**
 * The ports of all listeners. A listener gets its own port of this machine where it can be had, else the one it had
 * last, else any that is free: two clouds of this machine cannot have the same one, and ports below 1024 often need a
 * privilege. Thread-safe.
 */
public final class Gates implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Gates.class);

    private final ServiceContext context;
    private final ElbTables tables;
    private final Addresses addresses;
    private final Meter meter;
    private final HttpForwarder http = new HttpForwarder();
    private final FunctionForwarder functions;
    private final Map<String, Gate> open = new HashMap<>();

    public Gates(
            ServiceContext context, ElbTables tables, Addresses addresses, Meter meter, Supplier<LambdaClient> lambda) {
        this.context = context;
        this.tables = tables;
        this.addresses = addresses;
        this.meter = meter;
        this.functions = new FunctionForwarder(lambda);
    }

    /** Opens the ports of listeners that have none yet, and closes those of listeners that are gone. */
    public synchronized void refresh() {
        Set<String> wanted = new HashSet<>(tables.listeners().keys());
        open.entrySet().removeIf(gate -> {
            boolean gone = !wanted.contains(gate.getKey());
            if (gone) {
                gate.getValue().close();
            }
            return gone;
        });
        tables.listeners().values().forEach(this::open);
        forgetTargets();
    }

    private void open(ListenerRow row) {
        Gate present = open.get(row.arn());
        if (present != null && (present.port() == row.realPort() || row.realPort() != 0)) {
            return;
        }
        if (present != null) {
            present.close();
        }
        int asked = row.listener().port();
        Gate gate = gate(row.arn(), asked)
                .or(() -> row.realPort() == 0 ? Optional.empty() : gate(row.arn(), row.realPort()))
                .or(() -> gate(row.arn(), 0))
                .orElseThrow(() -> new UncheckedIOException(new IOException("No port is free.")));
        open.put(row.arn(), gate);
        tables.listeners().update(row.arn(), kept -> kept.onPort(gate.port()));
        if (gate.port() != asked) {
            // Nothing to worry about, and usual where several clouds run: the listener's tag says where it answers.
            LOG.debug(
                    "Port {} cannot be had; the listener {} answers at http://127.0.0.1:{}/.",
                    asked,
                    row.arn(),
                    gate.port());
        }
    }

    private Optional<Gate> gate(String arn, int port) {
        try {
            return Optional.of(new Gate(context, tables, arn, http, functions, addresses, meter, port));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The port of this machine on which a listener answers; empty for one that is gone. */
    public synchronized Optional<Integer> port(String listenerArn) {
        return Optional.ofNullable(open.get(listenerArn)).map(Gate::port);
    }

    private void forgetTargets() {
        Set<Target> targets = new HashSet<>();
        tables.targets().values().stream().filter(row -> !row.isDraining()).forEach(row -> target(row)
                .ifPresent(targets::add));
        http.connections().retain(targets);
    }

    private Optional<Target> target(TargetRow row) {
        return tables.groups()
                .get(row.groupArn())
                .filter(group -> !group.isLambda())
                .flatMap(group -> addresses.known(group, row));
    }

    @Override
    public synchronized void close() {
        open.values().forEach(Gate::close);
        open.clear();
        http.close();
    }
}
