package io.devopslab.cloud.service.ec2.network;

import io.devopslab.cloud.service.ec2.state.Ec2Errors;
import io.devopslab.cloud.service.ec2.state.Ec2Tables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** Rules of security groups: taken apart into one for each source, and put together again as they are shown. */
final class Permissions {

    private Permissions() {}

    /** What a request names, in either of its two forms. */
    static List<IpPermission> given(
            List<IpPermission> permissions,
            @Nullable String protocol,
            @Nullable Integer from,
            @Nullable Integer to,
            @Nullable String cidr,
            @Nullable String sourceGroup) {
        if (!permissions.isEmpty()) {
            return permissions;
        }
        Ec2Errors.required("ipPermissions", protocol);
        IpPermission.Builder permission =
                IpPermission.builder().ipProtocol(protocol).fromPort(from).toPort(to);
        if (cidr != null) {
            permission.ipRanges(IpRange.builder().cidrIp(cidr).build());
        }
        if (sourceGroup != null) {
            permission.userIdGroupPairs(
                    UserIdGroupPair.builder().groupName(sourceGroup).build());
        }
        return List.of(permission.build());
    }

    /** One permission for each source, checked. */
    static List<IpPermission> single(List<IpPermission> permissions, Ec2Tables tables, String vpcId, String account) {
        List<IpPermission> single = new ArrayList<>();
        for (IpPermission permission : permissions) {
            IpPermission base = base(permission);
            for (IpRange range : permission.ipRanges()) {
                String cidr = CidrBlock.parse(String.valueOf(range.cidrIp()))
                        .map(CidrBlock::toString)
                        .orElseThrow(() -> Ec2Errors.invalid("CIDR block " + range.cidrIp() + " is malformed"));
                single.add(base.toBuilder()
                        .ipRanges(range.toBuilder().cidrIp(cidr).build())
                        .build());
            }
            for (Ipv6Range range : permission.ipv6Ranges()) {
                single.add(base.toBuilder().ipv6Ranges(range).build());
            }
            for (UserIdGroupPair pair : permission.userIdGroupPairs()) {
                single.add(base.toBuilder()
                        .userIdGroupPairs(pair(pair, tables, vpcId, account))
                        .build());
            }
            for (PrefixListId list : permission.prefixListIds()) {
                single.add(base.toBuilder().prefixListIds(list).build());
            }
        }
        if (single.isEmpty()) {
            throw Ec2Errors.of(
                    "MissingParameter", "Missing source specification: include source security group or CIDR");
        }
        return single;
    }

    private static UserIdGroupPair pair(UserIdGroupPair pair, Ec2Tables tables, String vpcId, String account) {
        String id = pair.groupId() != null
                ? tables.group(pair.groupId()).groupId()
                : tables.groupsOf(vpcId).stream()
                        .filter(group -> group.groupName().equals(pair.groupName()))
                        .findFirst()
                        .orElseThrow(() -> Ec2Errors.of(
                                "InvalidGroup.NotFound",
                                "The security group '" + pair.groupName() + "' does not exist"))
                        .groupId();
        return UserIdGroupPair.builder()
                .groupId(id)
                .userId(account)
                .description(pair.description())
                .build();
    }

    /** The protocol by the name that EC2 shows, and the ports. */
    private static IpPermission base(IpPermission permission) {
        String given = Ec2Errors.required("ipProtocol", permission.ipProtocol());
        String protocol =
                switch (given.toLowerCase(java.util.Locale.ROOT)) {
                    case "6", "tcp" -> "tcp";
                    case "17", "udp" -> "udp";
                    case "1", "icmp" -> "icmp";
                    case "58", "icmpv6" -> "icmpv6";
                    case "-1", "all" -> "-1";
                    default -> {
                        if (!given.matches("\\d{1,3}")) {
                            throw Ec2Errors.invalid("Invalid value '" + given + "' for IP protocol. Unknown protocol.");
                        }
                        yield given;
                    }
                };
        IpPermission.Builder base = IpPermission.builder().ipProtocol(protocol);
        if (protocol.equals("tcp") || protocol.equals("udp")) {
            ports(permission);
        }
        return protocol.equals("-1")
                ? base.build()
                : base.fromPort(permission.fromPort())
                        .toPort(permission.toPort())
                        .build();
    }

    private static void ports(IpPermission permission) {
        Integer from = permission.fromPort();
        Integer to = permission.toPort();
        if (from == null || to == null) {
            throw Ec2Errors.invalid("Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
        }
        if (from < 0 || to > 65_535 || from > to) {
            throw Ec2Errors.invalid("Invalid value '" + from + "-" + to + "' for portRange.");
        }
    }

    /** Without the description, which does not tell one rule from another. */
    static IpPermission key(IpPermission single) {
        return single.toBuilder()
                .ipRanges(single.ipRanges().stream()
                        .map(range -> range.toBuilder().description(null).build())
                        .toList())
                .ipv6Ranges(single.ipv6Ranges().stream()
                        .map(range -> range.toBuilder().description(null).build())
                        .toList())
                .userIdGroupPairs(single.userIdGroupPairs().stream()
                        .map(pair -> pair.toBuilder().description(null).build())
                        .toList())
                .prefixListIds(single.prefixListIds().stream()
                        .map(list -> list.toBuilder().description(null).build())
                        .toList())
                .build();
    }

    /** Permissions of the same protocol and ports as one, as EC2 shows them. */
    static List<IpPermission> together(List<IpPermission> singles) {
        Map<IpPermission, List<IpPermission>> byPorts = new LinkedHashMap<>();
        singles.forEach(single -> byPorts.computeIfAbsent(
                        single.toBuilder()
                                .ipRanges(List.of())
                                .ipv6Ranges(List.of())
                                .userIdGroupPairs(List.of())
                                .prefixListIds(List.of())
                                .build(),
                        key -> new ArrayList<>())
                .add(single));
        return byPorts.entrySet().stream()
                .map(entry -> entry.getKey().toBuilder()
                        .ipRanges(entry.getValue().stream()
                                .flatMap(p -> p.ipRanges().stream())
                                .toList())
                        .ipv6Ranges(entry.getValue().stream()
                                .flatMap(p -> p.ipv6Ranges().stream())
                                .toList())
                        .userIdGroupPairs(entry.getValue().stream()
                                .flatMap(p -> p.userIdGroupPairs().stream())
                                .toList())
                        .prefixListIds(entry.getValue().stream()
                                .flatMap(p -> p.prefixListIds().stream())
                                .toList())
                        .build())
                .toList();
    }
}
