package io.devopslab.cloud.service.ec2.network;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.ec2.state.Ec2Errors;
import io.devopslab.cloud.service.ec2.state.Ec2Pages;
import io.devopslab.cloud.service.ec2.state.Ec2Tables;
import io.devopslab.cloud.service.ec2.state.Filters;
import io.devopslab.cloud.service.ec2.state.Kind;
import io.devopslab.cloud.service.ec2.state.TagSets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Security groups. Their rules are kept; nothing is kept out. */
public final class SecurityGroups {

    private static final String DEFAULT = "default";
    private static final Pattern LETTERS = Pattern.compile("[A-Za-z0-9. _:/()#,@\\[\\]+=&;{}!$*-]*");

    private static final Filters<SecurityGroup> FILTERS = new Filters<SecurityGroup>(SecurityGroup::tags)
            .by("group-id", SecurityGroup::groupId)
            .by("group-name", SecurityGroup::groupName)
            .by("description", SecurityGroup::description)
            .by("vpc-id", SecurityGroup::vpcId)
            .by("owner-id", SecurityGroup::ownerId)
            .byEach("ip-permission.cidr", group -> group.ipPermissions().stream()
                    .flatMap(permission -> permission.ipRanges().stream())
                    .map(range -> range.cidrIp())
                    .toList())
            .byEach("ip-permission.from-port", group -> group.ipPermissions().stream()
                    .map(permission -> String.valueOf(permission.fromPort()))
                    .toList())
            .byEach("ip-permission.to-port", group -> group.ipPermissions().stream()
                    .map(permission -> String.valueOf(permission.toPort()))
                    .toList())
            .byEach("ip-permission.protocol", group -> group.ipPermissions().stream()
                    .map(IpPermission::ipProtocol)
                    .toList())
            .byEach("egress.ip-permission.cidr", group -> group.ipPermissionsEgress().stream()
                    .flatMap(permission -> permission.ipRanges().stream())
                    .map(range -> range.cidrIp())
                    .toList())
            .byEach("egress.ip-permission.protocol", group -> group.ipPermissionsEgress().stream()
                    .map(IpPermission::ipProtocol)
                    .toList())
            .byEach("ip-permission.group-id", group -> group.ipPermissions().stream()
                    .flatMap(permission -> permission.userIdGroupPairs().stream())
                    .map(UserIdGroupPair::groupId)
                    .toList());

    private static final IpPermission ALL_OUT = IpPermission.builder()
            .ipProtocol("-1")
            .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
            .build();

    private final ServiceContext context;
    private final Ec2Tables tables;

    public SecurityGroups(ServiceContext context, Ec2Tables tables) {
        this.context = context;
        this.tables = tables;
    }

    /** Inside a write: the group that a VPC always has, whose members may reach each other. */
    static void keepDefault(ServiceContext context, Ec2Tables tables, Vpc vpc) {
        SecurityGroup group = make(context, vpc.vpcId(), DEFAULT, "default VPC security group", List.of());
        SecurityGroup own = group.toBuilder()
                .ipPermissions(IpPermission.builder()
                        .ipProtocol("-1")
                        .userIdGroupPairs(UserIdGroupPair.builder()
                                .groupId(group.groupId())
                                .userId(context.scope().account())
                                .build())
                        .build())
                .build();
        tables.groups().put(own.groupId(), own);
    }

    private static SecurityGroup make(
            ServiceContext context, String vpcId, String name, String description, List<Tag> tags) {
        String id = "sg-0" + context.ids().hex(16);
        return SecurityGroup.builder()
                .groupId(id)
                .groupName(name)
                .description(description)
                .vpcId(vpcId)
                .ownerId(context.scope().account())
                .securityGroupArn(Arns.of("ec2", context.scope(), "security-group/" + id))
                .ipPermissions(List.of())
                .ipPermissionsEgress(ALL_OUT)
                .tags(tags)
                .build();
    }

    /** Groups of a network take these letters alone (API Reference, "CreateSecurityGroup"). */
    private static void checkLetters(String what, String text) {
        if (!LETTERS.matcher(text).matches()) {
            throw Ec2Errors.invalid("Invalid security group " + what + ". Valid " + what
                    + "s are strings less than 256 characters from the following set:"
                    + " a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*");
        }
    }

    public CreateSecurityGroupResponse create(CreateSecurityGroupRequest request) {
        String name = Ec2Errors.required("GroupName", request.groupName());
        String description = Ec2Errors.required("GroupDescription", request.description());
        if (name.startsWith("sg-") || name.length() > 255 || name.isEmpty()) {
            throw Ec2Errors.invalid(
                    "Value (" + name + ") for parameter GroupName is invalid. Group names may not be in the"
                            + " format sg-* and must have at most 255 characters.");
        }
        if (description.length() > 255) {
            throw Ec2Errors.invalid(
                    "Value for parameter GroupDescription is invalid. It must have at most 255 characters.");
        }
        checkLetters("name", name);
        checkLetters("description", description);
        List<Tag> tags = TagSets.of(
                request.tagSpecifications(),
                Kind.SECURITY_GROUP,
                CallSource.of(request).isPresent());
        SecurityGroup made = tables.store().write(() -> {
            String vpcId = request.vpcId() == null
                    ? defaultVpc()
                    : tables.vpc(request.vpcId()).vpcId();
            boolean taken = tables.groupsOf(vpcId).stream()
                    .anyMatch(group -> group.groupName().equals(name));
            if (taken) {
                throw Ec2Errors.of(
                        "InvalidGroup.Duplicate",
                        "The security group '" + name + "' already exists for VPC '" + vpcId + "'");
            }
            SecurityGroup group = make(context, vpcId, name, description, tags);
            tables.groups().put(group.groupId(), group);
            return group;
        });
        return CreateSecurityGroupResponse.builder()
                .groupId(made.groupId())
                .securityGroupArn(made.securityGroupArn())
                .tags(made.tags())
                .build();
    }

    private String defaultVpc() {
        return tables.vpcs().values().stream()
                .filter(Vpc::isDefault)
                .findFirst()
                .orElseThrow(() -> Ec2Errors.of("VPCIdNotSpecified", "No default VPC for this user"))
                .vpcId();
    }

    public void delete(DeleteSecurityGroupRequest request) {
        tables.store().write(() -> {
            SecurityGroup group = named(request.groupId(), request.groupName());
            if (group.groupName().equals(DEFAULT)) {
                throw Ec2Errors.of(
                        "CannotDelete",
                        "the specified group: \"" + group.groupId()
                                + "\" name: \"default\" cannot be deleted by a user");
            }
            boolean referred = tables.groups().values().stream()
                    .filter(other -> !other.groupId().equals(group.groupId()))
                    .flatMap(other -> java.util.stream.Stream.concat(
                            other.ipPermissions().stream(), other.ipPermissionsEgress().stream()))
                    .flatMap(permission -> permission.userIdGroupPairs().stream())
                    .anyMatch(pair -> group.groupId().equals(pair.groupId()));
            boolean worn = tables.instances().values().stream()
                    .filter(row -> !row.isIn(InstanceStateName.TERMINATED))
                    .flatMap(row -> row.instance().securityGroups().stream())
                    .anyMatch(identifier -> group.groupId().equals(identifier.groupId()));
            if (referred || worn) {
                throw Ec2Errors.of("DependencyViolation", "resource " + group.groupId() + " has a dependent object");
            }
            tables.groups().remove(group.groupId());
        });
    }

    private SecurityGroup named(@Nullable String id, @Nullable String name) {
        if (id != null) {
            return tables.group(id);
        }
        String wanted = Ec2Errors.required("GroupId", name);
        return tables.groupsOf(defaultVpc()).stream()
                .filter(group -> group.groupName().equals(wanted))
                .findFirst()
                .orElseThrow(() ->
                        Ec2Errors.of("InvalidGroup.NotFound", "The security group '" + wanted + "' does not exist"));
    }

    public DescribeSecurityGroupsResponse describe(DescribeSecurityGroupsRequest request) {
        List<SecurityGroup> found = new ArrayList<>();
        request.groupIds().forEach(id -> found.add(tables.group(id)));
        request.groupNames().forEach(name -> found.add(named(null, name)));
        if (request.groupIds().isEmpty() && request.groupNames().isEmpty()) {
            found.addAll(tables.groups().values());
        }
        Page<SecurityGroup> page = Ec2Pages.of(
                FILTERS.of(found, request.filters()),
                SecurityGroup::groupId,
                request.nextToken(),
                request.maxResults());
        return DescribeSecurityGroupsResponse.builder()
                .securityGroups(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    /** Adds rules to a group, all or none; gives them one by one. */
    List<IpPermission> authorize(@Nullable String id, @Nullable String name, boolean egress, List<IpPermission> given) {
        return tables.store().write(() -> {
            SecurityGroup group = named(id, name);
            List<IpPermission> added = Permissions.single(
                    given, tables, group.vpcId(), context.scope().account());
            List<IpPermission> all = new ArrayList<>(singles(group, egress));
            for (IpPermission rule : added) {
                if (all.stream().anyMatch(present -> Permissions.key(present).equals(Permissions.key(rule)))) {
                    throw Ec2Errors.of(
                            "InvalidPermission.Duplicate", "the specified rule \"" + words(rule) + "\" already exists");
                }
                all.add(rule);
            }
            keep(group, egress, all);
            return added;
        });
    }

    /** Takes rules from a group, all or none; gives them one by one. */
    List<IpPermission> revoke(
            @Nullable String id,
            @Nullable String name,
            boolean egress,
            List<IpPermission> given,
            List<String> ruleIds) {
        return tables.store().write(() -> {
            SecurityGroup group = named(id, name);
            List<IpPermission> all = new ArrayList<>(singles(group, egress));
            List<IpPermission> gone = new ArrayList<>();
            ruleIds.forEach(ruleId -> gone.add(all.stream()
                    .filter(rule -> RuleIds.of(group.groupId(), egress, rule).equals(ruleId))
                    .findFirst()
                    .orElseThrow(() -> Ec2Errors.of(
                            "InvalidSecurityGroupRuleId.NotFound",
                            "The security group rule ID '" + ruleId + "' does not exist"))));
            if (ruleIds.isEmpty()) {
                gone.addAll(Permissions.single(
                        given, tables, group.vpcId(), context.scope().account()));
            }
            for (IpPermission rule : gone) {
                boolean removed =
                        all.removeIf(present -> Permissions.key(present).equals(Permissions.key(rule)));
                if (!removed) {
                    throw Ec2Errors.of(
                            "InvalidPermission.NotFound", "The specified rule does not exist in this security group.");
                }
            }
            keep(group, egress, all);
            return gone;
        });
    }

    List<IpPermission> singles(SecurityGroup group, boolean egress) {
        List<IpPermission> shown = egress ? group.ipPermissionsEgress() : group.ipPermissions();
        return shown.isEmpty()
                ? List.of()
                : Permissions.single(
                        shown, tables, group.vpcId(), context.scope().account());
    }

    private void keep(SecurityGroup group, boolean egress, List<IpPermission> singles) {
        List<IpPermission> shown = Permissions.together(singles);
        SecurityGroup.Builder changed = group.toBuilder();
        tables.groups()
                .put(
                        group.groupId(),
                        (egress ? changed.ipPermissionsEgress(shown) : changed.ipPermissions(shown)).build());
    }

    SecurityGroup required(@Nullable String id, @Nullable String name) {
        return named(id, name);
    }

    private static String words(IpPermission rule) {
        String peer = rule.ipRanges().isEmpty()
                ? "peer: group"
                : "peer: " + rule.ipRanges().get(0).cidrIp();
        return peer + ", " + rule.ipProtocol().toUpperCase(java.util.Locale.ROOT) + ", from port: " + rule.fromPort()
                + ", to port: " + rule.toPort() + ", ALLOW";
    }
}
