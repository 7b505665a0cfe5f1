package io.devopslab.cloud.service.ec2.network;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.ec2.state.Ec2Errors;
import io.devopslab.cloud.service.ec2.state.Ec2Pages;
import io.devopslab.cloud.service.ec2.state.Ec2Tables;
import io.devopslab.cloud.service.ec2.state.Filters;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressResponse;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesResponse;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressResponse;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

/** The rules of security groups as their own operations see them. */
public final class SecurityRules {

    private static final Filters<SecurityGroupRule> FILTERS = new Filters<SecurityGroupRule>(SecurityGroupRule::tags)
            .by("group-id", SecurityGroupRule::groupId)
            .by("security-group-rule-id", SecurityGroupRule::securityGroupRuleId);

    private final ServiceContext context;
    private final Ec2Tables tables;
    private final SecurityGroups groups;

    public SecurityRules(ServiceContext context, Ec2Tables tables, SecurityGroups groups) {
        this.context = context;
        this.tables = tables;
        this.groups = groups;
    }

    public AuthorizeSecurityGroupIngressResponse authorize(AuthorizeSecurityGroupIngressRequest request) {
        List<IpPermission> given = Permissions.given(
                request.ipPermissions(),
                request.ipProtocol(),
                request.fromPort(),
                request.toPort(),
                request.cidrIp(),
                request.sourceSecurityGroupName());
        SecurityGroup group = groups.required(request.groupId(), request.groupName());
        return AuthorizeSecurityGroupIngressResponse.builder()
                .returnValue(true)
                .securityGroupRules(shown(group, false, groups.authorize(group.groupId(), null, false, given)))
                .build();
    }

    public AuthorizeSecurityGroupEgressResponse authorize(AuthorizeSecurityGroupEgressRequest request) {
        List<IpPermission> given = Permissions.given(
                request.ipPermissions(),
                request.ipProtocol(),
                request.fromPort(),
                request.toPort(),
                request.cidrIp(),
                request.sourceSecurityGroupName());
        SecurityGroup group = tables.group(Ec2Errors.required("groupId", request.groupId()));
        return AuthorizeSecurityGroupEgressResponse.builder()
                .returnValue(true)
                .securityGroupRules(shown(group, true, groups.authorize(group.groupId(), null, true, given)))
                .build();
    }

    public RevokeSecurityGroupIngressResponse revoke(RevokeSecurityGroupIngressRequest request) {
        List<IpPermission> given = request.securityGroupRuleIds().isEmpty()
                ? Permissions.given(
                        request.ipPermissions(),
                        request.ipProtocol(),
                        request.fromPort(),
                        request.toPort(),
                        request.cidrIp(),
                        request.sourceSecurityGroupName())
                : List.of();
        groups.revoke(request.groupId(), request.groupName(), false, given, request.securityGroupRuleIds());
        return RevokeSecurityGroupIngressResponse.builder().returnValue(true).build();
    }

    public RevokeSecurityGroupEgressResponse revoke(RevokeSecurityGroupEgressRequest request) {
        List<IpPermission> given = request.securityGroupRuleIds().isEmpty()
                ? Permissions.given(
                        request.ipPermissions(),
                        request.ipProtocol(),
                        request.fromPort(),
                        request.toPort(),
                        request.cidrIp(),
                        request.sourceSecurityGroupName())
                : List.of();
        String id = Ec2Errors.required("groupId", request.groupId());
        groups.revoke(id, null, true, given, request.securityGroupRuleIds());
        return RevokeSecurityGroupEgressResponse.builder().returnValue(true).build();
    }

    public DescribeSecurityGroupRulesResponse describe(DescribeSecurityGroupRulesRequest request) {
        List<SecurityGroupRule> all = tables.groups().values().stream()
                .flatMap(group -> Stream.concat(
                        shown(group, false, groups.singles(group, false)).stream(),
                        shown(group, true, groups.singles(group, true)).stream()))
                .filter(rule -> request.securityGroupRuleIds().isEmpty()
                        || request.securityGroupRuleIds().contains(rule.securityGroupRuleId()))
                .toList();
        Page<SecurityGroupRule> page = Ec2Pages.of(
                FILTERS.of(all, request.filters()),
                SecurityGroupRule::securityGroupRuleId,
                request.nextToken(),
                request.maxResults());
        return DescribeSecurityGroupRulesResponse.builder()
                .securityGroupRules(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private List<SecurityGroupRule> shown(SecurityGroup group, boolean egress, List<IpPermission> rules) {
        return rules.stream().map(rule -> shown(group, egress, rule)).toList();
    }

    private SecurityGroupRule shown(SecurityGroup group, boolean egress, IpPermission rule) {
        String id = RuleIds.of(group.groupId(), egress, rule);
        SecurityGroupRule.Builder shown = SecurityGroupRule.builder()
                .securityGroupRuleId(id)
                .securityGroupRuleArn(Arns.of("ec2", context.scope(), "security-group-rule/" + id))
                .groupId(group.groupId())
                .groupOwnerId(group.ownerId())
                .isEgress(egress)
                .ipProtocol(rule.ipProtocol())
                .fromPort(rule.fromPort() == null ? -1 : rule.fromPort())
                .toPort(rule.toPort() == null ? -1 : rule.toPort());
        for (IpRange range : rule.ipRanges()) {
            shown.cidrIpv4(range.cidrIp()).description(range.description());
        }
        rule.ipv6Ranges().forEach(range -> shown.cidrIpv6(range.cidrIpv6()).description(range.description()));
        rule.userIdGroupPairs().forEach(pair -> shown.referencedGroupInfo(
                        r -> r.groupId(pair.groupId()).userId(pair.userId()))
                .description(pair.description()));
        rule.prefixListIds()
                .forEach(list -> shown.prefixListId(list.prefixListId()).description(list.description()));
        return shown.build();
    }
}
