package io.devopslab.cloud.service.elasticloadbalancingv2;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.ElbErrors;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.ElbTables;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.TargetGroupRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DuplicateTargetGroupNameException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ResourceInUseException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupIpAddressTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** Target groups. */
final class TargetGroups {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?");

    private final ServiceContext context;
    private final ElbTables tables;
    private final Network network;

    TargetGroups(ServiceContext context, ElbTables tables, Network network) {
        this.context = context;
        this.tables = tables;
        this.network = network;
    }

    CreateTargetGroupResponse create(CreateTargetGroupRequest request) {
        TargetGroup group = group(request);
        Map<String, String> tags =
                TagSet.checked(request.tags(), CallSource.of(request).isPresent());
        TargetGroupRow made = tables.store().write(() -> {
            Optional<TargetGroupRow> present = byName(request.name());
            if (present.isPresent()) {
                return same(present.get(), group);
            }
            TargetGroupRow row = new TargetGroupRow(group, Map.of(), tags);
            tables.groups().put(row.arn(), row);
            return row;
        });
        return CreateTargetGroupResponse.builder().targetGroups(shown(made)).build();
    }

    private static TargetGroupRow same(TargetGroupRow present, TargetGroup wanted) {
        TargetGroup comparable =
                wanted.toBuilder().targetGroupArn(present.arn()).build();
        if (!present.group().equals(comparable)) {
            throw ElbErrors.of(
                    DuplicateTargetGroupNameException.builder(),
                    "DuplicateTargetGroupName",
                    "A target group with the same name '" + wanted.targetGroupName()
                            + "' exists, but with different settings");
        }
        return present;
    }

    private TargetGroup group(CreateTargetGroupRequest request) {
        checkName(request.name());
        TargetTypeEnum type = request.targetType() == null ? TargetTypeEnum.INSTANCE : request.targetType();
        TargetGroup.Builder group = TargetGroup.builder()
                .targetGroupArn(Arns.of(
                        "elasticloadbalancing",
                        context.scope(),
                        "targetgroup/" + request.name() + "/" + context.ids().hex(16)))
                .targetGroupName(request.name())
                .targetType(type)
                .ipAddressType(TargetGroupIpAddressTypeEnum.IPV4);
        switch (type) {
            case LAMBDA -> checkFunctionGroup(request);
            case INSTANCE, IP -> server(request, group);
            case ALB ->
                throw new UnsupportedOperationException("Only network load balancers have load balancers as targets.");
            default ->
                throw ElbErrors.validation("Target type '" + request.targetTypeAsString()
                        + "' must be one of 'instance', 'ip', 'lambda', 'alb'");
        }
        GroupSettings.create(request, group);
        return group.build();
    }

    private static void checkName(@Nullable String name) {
        if (name == null) {
            throw ElbErrors.validation("1 validation error detected: Value null at 'name' failed to satisfy constraint:"
                    + " Member must not be null");
        }
        if (name.length() > 32) {
            throw ElbErrors.validation("Target group name '" + name + "' cannot be longer than '32' characters");
        }
        if (!NAME.matcher(name).matches()) {
            throw ElbErrors.validation("Target group name '" + name
                    + "' can only contain characters that are alphanumeric characters or hyphens(-), and cannot begin or"
                    + " end with a hyphen");
        }
    }

    private static void checkFunctionGroup(CreateTargetGroupRequest request) {
        if (request.protocol() != null || request.port() != null || request.vpcId() != null) {
            throw ElbErrors.validation(
                    "Protocol, port and VPC cannot be specified for target groups with target type 'lambda'");
        }
    }

    private void server(CreateTargetGroupRequest request, TargetGroup.Builder group) {
        if (request.protocol() == null) {
            throw ElbErrors.validation("A protocol must be specified");
        }
        if (request.port() == null) {
            throw ElbErrors.validation("A port must be specified");
        }
        if (request.port() < 1 || request.port() > 65_535) {
            throw ElbErrors.validation("1 validation error detected: Value '" + request.port()
                    + "' at 'port' failed to satisfy constraint: Member must have value between 1 and 65535");
        }
        if (request.vpcId() == null) {
            throw ElbErrors.validation("A VPC ID must be specified");
        }
        if (request.protocol() == ProtocolEnum.UNKNOWN_TO_SDK_VERSION) {
            throw ElbErrors.validation("Target group protocol '" + request.protocolAsString() + "' is not valid");
        }
        if (request.protocol() != ProtocolEnum.HTTP) {
            throw new UnsupportedOperationException("The embedded cloud speaks HTTP with targets only.");
        }
        String version = request.protocolVersion() == null ? "HTTP1" : request.protocolVersion();
        if (!version.equals("HTTP1")) {
            throw version.equals("HTTP2") || version.equals("GRPC")
                    ? new UnsupportedOperationException("The embedded cloud speaks HTTP/1.1 with targets only.")
                    : ElbErrors.validation(
                            "Protocol version '" + version + "' must be one of 'HTTP1', 'HTTP2', 'GRPC'");
        }
        if (!network.hasVpc(request.vpcId())) {
            throw ElbErrors.validation("The VPC ID '" + request.vpcId() + "' is not found");
        }
        group.protocol(request.protocol())
                .port(request.port())
                .vpcId(request.vpcId())
                .protocolVersion(version);
    }

    private Optional<TargetGroupRow> byName(String name) {
        return tables.groups().values().stream()
                .filter(row -> row.group().targetGroupName().equals(name))
                .findFirst();
    }

    private TargetGroup shown(TargetGroupRow row) {
        return row.group().toBuilder()
                .loadBalancerArns(tables.balancersOf(row.arn()))
                .build();
    }

    DescribeTargetGroupsResponse describe(DescribeTargetGroupsRequest request) {
        int ways = (request.loadBalancerArn() == null ? 0 : 1)
                + (request.targetGroupArns().isEmpty() ? 0 : 1)
                + (request.names().isEmpty() ? 0 : 1);
        if (ways > 1) {
            throw ElbErrors.validation(
                    "Only one of load balancer ARN, target group ARNs and target group names can be specified");
        }
        List<TargetGroup> found;
        if (!request.targetGroupArns().isEmpty()) {
            found = request.targetGroupArns().stream()
                    .map(arn -> shown(require(arn)))
                    .toList();
        } else if (!request.names().isEmpty()) {
            found = request.names().stream()
                    .map(name -> shown(byName(name)
                            .orElseThrow(() -> ElbErrors.of(
                                    software.amazon.awssdk.services.elasticloadbalancingv2.model
                                            .TargetGroupNotFoundException.builder(),
                                    "TargetGroupNotFound",
                                    "One or more target groups not found"))))
                    .toList();
        } else {
            String balancer = request.loadBalancerArn();
            if (balancer != null && !tables.balancers().contains(balancer)) {
                throw ElbErrors.noBalancer(balancer);
            }
            found = tables.groups().values().stream()
                    .map(this::shown)
                    .filter(group ->
                            balancer == null || group.loadBalancerArns().contains(balancer))
                    .toList();
        }
        Page<TargetGroup> page = ElbPages.of(found, TargetGroup::targetGroupArn, request.marker(), request.pageSize());
        return DescribeTargetGroupsResponse.builder()
                .targetGroups(page.items())
                .nextMarker(page.nextToken().orElse(null))
                .build();
    }

    TargetGroupRow require(@Nullable String arn) {
        if (arn == null) {
            throw ElbErrors.validation("1 validation error detected: Value null at 'targetGroupArn' failed to satisfy"
                    + " constraint: Member must not be null");
        }
        if (!arn.startsWith("arn:") || !arn.contains(":targetgroup/")) {
            throw ElbErrors.validation("'" + arn + "' is not a valid target group ARN");
        }
        return tables.groups().get(arn).orElseThrow(() -> ElbErrors.noGroup(arn));
    }

    ModifyTargetGroupResponse modify(ModifyTargetGroupRequest request) {
        TargetGroupRow changed = tables.store().write(() -> {
            TargetGroupRow row = require(request.targetGroupArn());
            TargetGroupRow next = row.with(GroupSettings.modify(row.group(), request));
            tables.groups().put(row.arn(), next);
            return next;
        });
        return ModifyTargetGroupResponse.builder().targetGroups(shown(changed)).build();
    }

    /** Deletes a group with its targets; one that is gone already counts as deleted. */
    void delete(@Nullable String arn) {
        tables.store().write(() -> {
            if (arn != null && arn.contains(":targetgroup/") && !tables.groups().contains(arn)) {
                return;
            }
            TargetGroupRow row = require(arn);
            if (!tables.balancersOf(row.arn()).isEmpty()) {
                throw ElbErrors.of(
                        ResourceInUseException.builder(),
                        "ResourceInUse",
                        "Target group '" + row.arn() + "' is currently in use by a listener or a rule");
            }
            tables.targetsOf(row.arn()).forEach(target -> tables.targets().remove(target.key()));
            tables.groups().remove(row.arn());
        });
    }
}
