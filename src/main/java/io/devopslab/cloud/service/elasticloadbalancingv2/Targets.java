package io.devopslab.cloud.service.elasticloadbalancingv2;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.ElbErrors;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.ElbTables;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.TargetGroupRow;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.TargetRow;
import io.devopslab.cloud.service.elasticloadbalancingv2.traffic.AddressRange;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeregisterTargetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.InvalidTargetException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RegisterTargetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthReasonEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TooManyTargetsException;

/** The targets of groups: who is registered, and how they are. */
final class Targets {

    private static final int MOST = 1_000;

    /** Where AWS lets targets be, and this machine itself, where the targets of the embedded cloud are. */
    private static final List<AddressRange> RANGES = Stream.of(
                    "10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8")
            .flatMap(cidr -> AddressRange.parse(cidr).stream())
            .toList();

    private final ServiceContext context;
    private final ElbTables tables;
    private final TargetGroups groups;
    private final Network network;

    Targets(ServiceContext context, ElbTables tables, TargetGroups groups, Network network) {
        this.context = context;
        this.tables = tables;
        this.groups = groups;
        this.network = network;
    }

    void register(RegisterTargetsRequest request) {
        TargetGroupRow group = groups.require(request.targetGroupArn());
        if (request.targets().isEmpty()) {
            throw ElbErrors.validation("At least one target must be specified");
        }
        List<TargetRow> rows = request.targets().stream()
                .map(target -> row(group, target, true))
                .toList();
        tables.store().write(() -> {
            groups.require(group.arn());
            for (TargetRow row : rows) {
                boolean serves = tables.targets()
                        .get(row.key())
                        .filter(old -> !old.isDraining())
                        .isPresent();
                if (!serves) {
                    tables.targets().put(row.key(), row);
                }
            }
            if (tables.targetsOf(group.arn()).size() > (group.isLambda() ? 1 : MOST)) {
                throw ElbErrors.of(
                        TooManyTargetsException.builder(),
                        "TooManyTargets",
                        group.isLambda()
                                ? "A target group with target type 'lambda' can have only one target"
                                : "The maximum number of targets per target group is " + MOST);
            }
        });
    }

    /**
     * @param comes whether the target is about to be registered, and must exist
     */
    private TargetRow row(TargetGroupRow group, TargetDescription target, boolean comes) {
        if (target.id() == null) {
            throw ElbErrors.validation("1 validation error detected: Value null at 'targets.1.member.id' failed to"
                    + " satisfy constraint: Member must not be null");
        }
        if (comes) {
            check(group, target);
        }
        int port = group.isLambda()
                ? 0
                : Optional.ofNullable(target.port()).orElse(group.group().port());
        if (!group.isLambda() && (port < 1 || port > 65_535)) {
            throw ElbErrors.validation("Port '" + port + "' must be in the range from '1' to '65535'");
        }
        return TargetRow.registered(
                group.arn(),
                target.id(),
                port,
                Optional.ofNullable(target.availabilityZone()).orElse(""));
    }

    private void check(TargetGroupRow group, TargetDescription target) {
        String id = target.id();
        if (group.isLambda()) {
            if (!id.matches("arn:aws[a-z-]*:lambda:[a-z0-9-]+:\\d{12}:function:.+")) {
                throw ElbErrors.validation("'" + id + "' is not a valid Lambda function ARN");
            }
            if (target.port() != null) {
                throw ElbErrors.validation("A port cannot be specified for a target of type 'lambda'");
            }
        } else if (group.group().targetType() == TargetTypeEnum.IP) {
            Optional<InetAddress> address = AddressRange.address(id);
            if (address.isEmpty()) {
                throw ElbErrors.validation("The IP address '" + id + "' is not a valid IPv4 address");
            }
            if (RANGES.stream().noneMatch(range -> range.contains(address.get()))) {
                throw ElbErrors.validation("The IP address '" + id
                        + "' must be a private address or one of this machine," + " 127.0.0.0/8");
            }
        } else if (!id.matches("i-[0-9a-f]{8,17}")) {
            throw ElbErrors.validation("Instance ID '" + id + "' is not valid");
        } else if (!network.hasInstance(id)) {
            throw ElbErrors.of(
                    InvalidTargetException.builder(),
                    "InvalidTarget",
                    "The following targets are not in a running state and cannot be registered: '" + id + "'");
        }
    }

    /** Targets of a group that nobody uses leave at once; all others when their connections have had time to end. */
    void deregister(DeregisterTargetsRequest request) {
        if (request.targets().isEmpty()) {
            throw ElbErrors.validation("At least one target must be specified");
        }
        tables.store().write(() -> {
            TargetGroupRow group = groups.require(request.targetGroupArn());
            boolean used = !tables.balancersOf(group.arn()).isEmpty();
            long delay = Long.parseLong(group.attributes().getOrDefault("deregistration_delay.timeout_seconds", "300"));
            for (TargetRow row : matching(group, request.targets())) {
                if (!used || group.isLambda() || delay == 0) {
                    tables.targets().remove(row.key());
                } else if (!row.isDraining()) {
                    tables.targets()
                            .put(
                                    row.key(),
                                    row.drainingUntil(context.time().instant().plusSeconds(delay)));
                }
            }
        });
    }

    /** A target that is named without a port means all its ports. */
    private List<TargetRow> matching(TargetGroupRow group, List<TargetDescription> named) {
        List<TargetRow> found = new ArrayList<>();
        for (TargetDescription target : named) {
            row(group, target, false);
            List<TargetRow> rows = tables.targetsOf(group.arn()).stream()
                    .filter(row ->
                            row.id().equals(target.id()) && (target.port() == null || target.port() == row.port()))
                    .toList();
            found.addAll(rows);
        }
        return found;
    }

    DescribeTargetHealthResponse health(DescribeTargetHealthRequest request) {
        return tables.store().read(() -> {
            TargetGroupRow group = groups.require(request.targetGroupArn());
            boolean used = !tables.balancersOf(group.arn()).isEmpty();
            List<TargetHealthDescription> shown = new ArrayList<>();
            if (request.targets().isEmpty()) {
                tables.targetsOf(group.arn()).forEach(row -> shown.add(shown(group, row, used)));
            }
            for (TargetDescription target : request.targets()) {
                TargetRow wanted = row(group, target, false);
                shown.add(tables.targets()
                        .get(wanted.key())
                        .map(row -> shown(group, row, used))
                        .orElseGet(() -> unknown(group, wanted)));
            }
            return DescribeTargetHealthResponse.builder()
                    .targetHealthDescriptions(shown)
                    .build();
        });
    }

    private static TargetHealthDescription shown(TargetGroupRow group, TargetRow row, boolean used) {
        TargetHealth.Builder health = TargetHealth.builder();
        if (used || row.isDraining()) {
            health.state(row.state())
                    .reason(row.reason().orElse(null))
                    .description(row.description().isEmpty() ? null : row.description());
        } else {
            health.state(TargetHealthStateEnum.UNUSED)
                    .reason(TargetHealthReasonEnum.TARGET_NOT_IN_USE)
                    .description("Target group is not configured to receive traffic from the load balancer");
        }
        return described(group, row, health.build());
    }

    private static TargetHealthDescription unknown(TargetGroupRow group, TargetRow wanted) {
        return described(
                group,
                wanted,
                TargetHealth.builder()
                        .state(TargetHealthStateEnum.UNUSED)
                        .reason(TargetHealthReasonEnum.TARGET_NOT_REGISTERED)
                        .description("Target is not registered to the target group")
                        .build());
    }

    private static TargetHealthDescription described(TargetGroupRow group, TargetRow row, TargetHealth health) {
        TargetHealthDescription.Builder shown = TargetHealthDescription.builder()
                .target(t -> t.id(row.id())
                        .port(group.isLambda() ? null : row.port())
                        .availabilityZone(row.zone().isEmpty() ? null : row.zone()))
                .targetHealth(health);
        if (!group.isLambda()) {
            String port = group.group().healthCheckPort();
            shown.healthCheckPort(port.equals("traffic-port") ? Integer.toString(row.port()) : port);
        }
        return shown.build();
    }
}
