package io.devopslab.cloud.service.elasticloadbalancingv2;

import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.ElbErrors;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.ElbTables;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.ListenerRow;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.RuleRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DuplicateListenerException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ListenerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TooManyListenersException;

/** Listeners, each with its default rule. */
final class Listeners {

    private static final int MOST = 50;

    private final ServiceContext context;
    private final ElbTables tables;
    private final LoadBalancers balancers;

    Listeners(ServiceContext context, ElbTables tables, LoadBalancers balancers) {
        this.context = context;
        this.tables = tables;
        this.balancers = balancers;
    }

    CreateListenerResponse create(CreateListenerRequest request) {
        Map<String, String> tags =
                TagSet.checked(request.tags(), CallSource.of(request).isPresent());
        balancers.require(request.loadBalancerArn());
        if (request.port() == null) {
            throw ElbErrors.validation("A listener port must be specified");
        }
        if (request.protocol() == null) {
            throw ElbErrors.validation("A listener protocol must be specified");
        }
        checkPort(request.port());
        checkProtocol(request.protocol(), request.protocolAsString());
        if (!request.certificates().isEmpty() || request.sslPolicy() != null) {
            throw ElbErrors.validation("A certificate cannot be specified for HTTP listeners");
        }
        String id = context.ids().hex(16);
        Listener made = tables.store().write(() -> {
            String balancer = balancers.require(request.loadBalancerArn()).arn();
            List<Action> actions = new ActionCheck(tables, balancer).checked(request.defaultActions());
            Optional<Listener> same = same(balancer, request, actions);
            if (same.isPresent()) {
                return same.get();
            }
            checkFree(balancer, request.port(), "");
            if (tables.listenersOf(balancer).size() >= MOST) {
                throw ElbErrors.of(
                        TooManyListenersException.builder(),
                        "TooManyListeners",
                        "The maximum number of listeners per load balancer is " + MOST);
            }
            String arn = balancer.replace(":loadbalancer/", ":listener/") + "/" + id;
            Listener listener = Listener.builder()
                    .listenerArn(arn)
                    .loadBalancerArn(balancer)
                    .port(request.port())
                    .protocol(request.protocol())
                    .defaultActions(actions)
                    .build();
            tables.listeners().put(arn, new ListenerRow(listener, 0, tags, Map.of()));
            keepDefault(arn, actions);
            return listener;
        });
        return CreateListenerResponse.builder().listeners(made).build();
    }

    /** The listener that an earlier request with the same settings made (API Reference, "CreateListener"). */
    private Optional<Listener> same(String balancer, CreateListenerRequest request, List<Action> actions) {
        return tables.listenersOf(balancer).stream()
                .map(ListenerRow::listener)
                .filter(listener -> listener.port().equals(request.port())
                        && listener.protocol() == request.protocol()
                        && listener.defaultActions().equals(actions))
                .findFirst();
    }

    private static void checkPort(int port) {
        if (port < 1 || port > 65_535) {
            throw ElbErrors.validation("1 validation error detected: Value '" + port
                    + "' at 'port' failed to satisfy constraint: Member must have value between 1 and 65535");
        }
    }

    private static void checkProtocol(ProtocolEnum protocol, String given) {
        if (protocol == ProtocolEnum.HTTPS) {
            throw new UnsupportedOperationException(
                    "Listeners of the embedded cloud speak HTTP only; there are no certificates.");
        }
        if (protocol != ProtocolEnum.HTTP) {
            throw ElbErrors.validation("Listener protocol '" + given + "' must be one of 'HTTP, HTTPS'");
        }
    }

    private void checkFree(String balancer, int port, String exceptArn) {
        boolean taken = tables.listenersOf(balancer).stream()
                .anyMatch(row -> row.listener().port() == port && !row.arn().equals(exceptArn));
        if (taken) {
            throw ElbErrors.of(
                    DuplicateListenerException.builder(),
                    "DuplicateListener",
                    "A listener already exists on this port for this load balancer '" + balancer + "'");
        }
    }

    /** A listener's default actions are those of its default rule, whose identifier comes from the listener's. */
    private void keepDefault(String listenerArn, List<Action> actions) {
        String id = new StringBuilder(listenerArn.substring(listenerArn.length() - 16))
                .reverse()
                .toString();
        String arn = listenerArn.replace(":listener/", ":listener-rule/") + "/" + id;
        RuleRow present = tables.rules()
                .get(arn)
                .orElseGet(() -> new RuleRow(
                        Rule.builder()
                                .ruleArn(arn)
                                .priority("default")
                                .isDefault(true)
                                .build(),
                        listenerArn,
                        Map.of()));
        tables.rules()
                .put(
                        arn,
                        present.with(present.rule().toBuilder().actions(actions).build()));
    }

    ListenerRow require(@Nullable String arn) {
        if (arn == null) {
            throw ElbErrors.validation("1 validation error detected: Value null at 'listenerArn' failed to satisfy"
                    + " constraint: Member must not be null");
        }
        if (!arn.startsWith("arn:") || !arn.contains(":listener/")) {
            throw ElbErrors.validation("'" + arn + "' is not a valid listener ARN");
        }
        return tables.listeners().get(arn).orElseThrow(() -> ElbErrors.noListener(arn));
    }

    ModifyListenerResponse modify(ModifyListenerRequest request) {
        Listener changed = tables.store().write(() -> {
            ListenerRow row = require(request.listenerArn());
            Listener.Builder next = row.listener().toBuilder();
            boolean moves = request.port() != null
                    && !request.port().equals(row.listener().port());
            if (request.port() != null) {
                checkPort(request.port());
                checkFree(row.listener().loadBalancerArn(), request.port(), row.arn());
                next.port(request.port());
            }
            if (request.protocol() != null) {
                checkProtocol(request.protocol(), request.protocolAsString());
            }
            if (!request.defaultActions().isEmpty()) {
                List<Action> actions =
                        new ActionCheck(tables, row.listener().loadBalancerArn()).checked(request.defaultActions());
                next.defaultActions(actions);
                keepDefault(row.arn(), actions);
            }
            Listener listener = next.build();
            ListenerRow kept = row.with(listener);
            tables.listeners().put(row.arn(), moves ? kept.onPort(0) : kept);
            return listener;
        });
        return ModifyListenerResponse.builder().listeners(changed).build();
    }

    /** What a change of the default rule means for its listener. */
    void keepDefaultActions(String listenerArn, List<Action> actions) {
        tables.listeners()
                .update(
                        listenerArn,
                        row -> row.with(row.listener().toBuilder()
                                .defaultActions(actions)
                                .build()));
    }

    void delete(@Nullable String arn) {
        tables.store().write(() -> {
            ListenerRow row = require(arn);
            tables.rulesOf(row.arn()).forEach(rule -> tables.rules().remove(rule.arn()));
            tables.listeners().remove(row.arn());
        });
    }

    DescribeListenerAttributesResponse describe(DescribeListenerAttributesRequest request) {
        return DescribeListenerAttributesResponse.builder()
                .attributes(shown(require(request.listenerArn())))
                .build();
    }

    private static List<ListenerAttribute> shown(ListenerRow row) {
        return Attributes.OF_LISTENERS.shown(row.changedAttributes()).entrySet().stream()
                .map(attribute -> ListenerAttribute.builder()
                        .key(attribute.getKey())
                        .value(attribute.getValue())
                        .build())
                .toList();
    }

    ModifyListenerAttributesResponse modify(ModifyListenerAttributesRequest request) {
        Map<String, String> wanted = new HashMap<>();
        request.attributes().forEach(attribute -> Settings.put(wanted, attribute.key(), attribute.value()));
        ListenerRow changed = tables.store().write(() -> {
            ListenerRow row = require(request.listenerArn());
            ListenerRow next = row.withAttributes(Attributes.OF_LISTENERS.changed(row.changedAttributes(), wanted));
            tables.listeners().put(row.arn(), next);
            return next;
        });
        return ModifyListenerAttributesResponse.builder()
                .attributes(shown(changed))
                .build();
    }

    DescribeListenersResponse describe(DescribeListenersRequest request) {
        if (request.loadBalancerArn() != null && !request.listenerArns().isEmpty()) {
            throw ElbErrors.validation("Load balancer ARN and listener ARNs cannot be specified at the same time");
        }
        if (request.loadBalancerArn() == null && request.listenerArns().isEmpty()) {
            throw ElbErrors.validation("You must specify either listener ARNs or a load balancer ARN");
        }
        List<Listener> found = request.loadBalancerArn() == null
                ? request.listenerArns().stream()
                        .map(arn -> require(arn).listener())
                        .toList()
                : tables
                        .listenersOf(
                                balancers.require(request.loadBalancerArn()).arn())
                        .stream()
                        .map(ListenerRow::listener)
                        .toList();
        Page<Listener> page = ElbPages.of(found, Listener::listenerArn, request.marker(), request.pageSize());
        return DescribeListenersResponse.builder()
                .listeners(page.items())
                .nextMarker(page.nextToken().orElse(null))
                .build();
    }
}
