package io.devopslab.cloud.service.elasticloadbalancingv2.traffic;

import com.sun.net.httpserver.HttpExchange;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Time;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.ElbTables;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.ListenerRow;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.LoadBalancerRow;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.RuleRow;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.TargetGroupRow;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.TargetRow;
import io.devopslab.net.LoopbackServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;

/**
 * A listener's port. Each request is answered by the rules of that moment; while it is under way, simulated time stands
 * still.
 */
final class Gate implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final ServiceContext context;
    private final ElbTables tables;
    private final String listenerArn;
    private final HttpForwarder http;
    private final FunctionForwarder functions;
    private final Addresses addresses;
    private final Meter meter;
    private final TargetChooser chooser;
    private final LoopbackServer server;

    /**
     * @param port of this machine; 0 for any that is free
     * @throws IOException when the port cannot be had
     */
    Gate(
            ServiceContext context,
            ElbTables tables,
            String listenerArn,
            HttpForwarder http,
            FunctionForwarder functions,
            Addresses addresses,
            Meter meter,
            int port)
            throws IOException {
        this.context = context;
        this.tables = tables;
        this.listenerArn = listenerArn;
        this.http = http;
        this.functions = functions;
        this.addresses = addresses;
        this.meter = meter;
        this.chooser = new TargetChooser(tables, listenerArn);
        this.server = LoopbackServer.start(port, "listener", 0, this::handle);
    }

    int port() {
        return server.port();
    }

    /** An exchange that breaks off is not closed here: the server ends its connection, and the client sees it. */
    private void handle(HttpExchange exchange) throws IOException {
        try (Time.Work work = context.time().work()) {
            answer(exchange);
        } catch (RuntimeException e) {
            LOG.error("A load balancer failed on a request.", e);
            throw e;
        }
        exchange.close();
    }

    private void answer(HttpExchange asked) throws IOException {
        Optional<ListenerRow> listener = tables.listeners().get(listenerArn);
        HttpExchange exchange = ChangedExchange.of(
                asked, listener.map(ListenerRow::changedAttributes).orElse(Map.of()));
        Optional<LoadBalancerRow> balancer =
                listener.flatMap(row -> tables.balancers().get(row.listener().loadBalancerArn()));
        if (listener.isEmpty() || balancer.isEmpty()) {
            Answers.page(exchange, 503);
            return;
        }
        Action action = action(exchange);
        int port = listener.get().listener().port();
        if (action.type() == ActionTypeEnum.FORWARD) {
            forward(exchange, action, balancer.get(), port);
        } else if (action.type() == ActionTypeEnum.REDIRECT) {
            OwnActions.redirect(exchange, action.redirectConfig(), port);
            answered(balancer.get(), exchange.getResponseCode());
        } else {
            OwnActions.fixed(exchange, action.fixedResponseConfig());
            answered(balancer.get(), exchange.getResponseCode());
        }
    }

    /** The first rule that means the request; the default rule means all. Its last action is the one that answers. */
    private Action action(HttpExchange exchange) {
        RuleRow rule = tables.rulesOf(listenerArn).stream()
                .filter(row -> row.isDefault() || Conditions.hold(row.rule().conditions(), exchange))
                .findFirst()
                .orElseThrow();
        List<Action> actions = rule.rule().actions();
        return actions.get(actions.size() - 1);
    }

    private void answered(LoadBalancerRow balancer, int status) {
        meter.answered(balancer.arn(), status, context.time().instant());
    }

    private void forward(HttpExchange exchange, Action action, LoadBalancerRow balancer, int port) throws IOException {
        Optional<TargetGroupRow> group =
                chooser.group(action).flatMap(arn -> tables.groups().get(arn));
        Optional<TargetRow> target = group.flatMap(row -> chooser.target(row.arn()));
        if (group.isEmpty() || target.isEmpty()) {
            Answers.page(exchange, 503);
            answered(balancer, 503);
            return;
        }
        Passage passage = group.get().isLambda()
                ? functions.forward(exchange, target.get().id(), group.get().arn(), port, traceId())
                : toServer(exchange, group.get(), target.get(), manner(balancer, port));
        meter.passed(
                balancer.arn(),
                group.get().arn(),
                passage.targetStatus(),
                passage.ownStatus(),
                passage.nanos() / 1e9,
                context.time().instant());
    }

    private Passage toServer(HttpExchange exchange, TargetGroupRow group, TargetRow row, HttpForwarder.Manner manner)
            throws IOException {
        Optional<Target> target = addresses.of(group, row);
        if (target.isPresent()) {
            return http.forward(exchange, target.get(), manner);
        }
        Answers.page(exchange, 502);
        return Passage.own(502);
    }

    private HttpForwarder.Manner manner(LoadBalancerRow balancer, int port) {
        String idle = balancer.attributes().getOrDefault("idle_timeout.timeout_seconds", "60");
        String mode = balancer.attributes().getOrDefault("routing.http.xff_header_processing.mode", "append");
        return new HttpForwarder.Manner(port, Duration.ofSeconds(Long.parseLong(idle)), mode, traceId());
    }

    /** Identifiers of requests come not from the cloud's source: traffic must not change what comes from there. */
    private String traceId() {
        String random = UUID.randomUUID().toString().replace("-", "").substring(8);
        return String.format(Locale.ROOT, "1-%08x-%s", context.time().instant().getEpochSecond(), random);
    }

    @Override
    public void close() {
        server.close();
    }
}
