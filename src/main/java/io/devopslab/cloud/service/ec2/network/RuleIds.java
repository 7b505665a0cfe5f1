package io.devopslab.cloud.service.ec2.network;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import software.amazon.awssdk.services.ec2.model.IpPermission;

/** Identifiers of rules of security groups. They come from what the rules say, for a rule never changes. */
final class RuleIds {

    private static final int DIGITS = 16;

    private RuleIds() {}

    static String of(String groupId, boolean egress, IpPermission rule) {
        byte[] text = (groupId + egress + Permissions.key(rule)).getBytes(StandardCharsets.UTF_8);
        return "sgr-0"
                + UUID.nameUUIDFromBytes(text).toString().replace("-", "").substring(0, DIGITS);
    }
}
