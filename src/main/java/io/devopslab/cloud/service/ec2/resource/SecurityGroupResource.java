package io.devopslab.cloud.service.ec2.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.service.ec2.state.Kind;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** {@code AWS::EC2::SecurityGroup}, known by its identifier, with the rules that its template lists. */
final class SecurityGroupResource implements ResourceHandler {

    private static final String IN = "SecurityGroupIngress";
    private static final String OUT = "SecurityGroupEgress";
    private static final Set<String> KNOWN = Set.of("GroupDescription", "GroupName", "VpcId", IN, OUT, "Tags");

    private final Supplier<Ec2Client> client;

    SecurityGroupResource(Supplier<Ec2Client> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::EC2::SecurityGroup";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("GroupDescription", "GroupName", "VpcId");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        Ec2Templates.checkNames(request, KNOWN);
        ObjectNode properties = request.properties();
        String id =
                client
                        .get()
                        .describeSecurityGroups(r -> r.filters(Ec2Templates.madeFor(request)))
                        .securityGroups()
                        .stream()
                        .map(SecurityGroup::groupId)
                        .findFirst()
                        .orElseGet(() -> client.get()
                                .createSecurityGroup(CreateSecurityGroupRequest.builder()
                                        .groupName(properties.path("GroupName").asText(request.generatedName()))
                                        .description(Ec2Templates.text(properties, "GroupDescription"))
                                        .vpcId(Ec2Templates.text(properties, "VpcId"))
                                        .tagSpecifications(Ec2Templates.tags(request, Kind.SECURITY_GROUP))
                                        .overrideConfiguration(Ec2Templates.source(request))
                                        .build())
                                .groupId());
        setRules(id, properties);
        return provisioned(get(id));
    }

    /** Rules are replaced as a whole; a template without rules for what goes out means that all may. */
    private void setRules(String id, ObjectNode properties) {
        SecurityGroup group = get(id);
        if (!group.ipPermissions().isEmpty()) {
            client.get().revokeSecurityGroupIngress(r -> r.groupId(id).ipPermissions(group.ipPermissions()));
        }
        List<IpPermission> in = permissions(properties.path(IN), true);
        if (!in.isEmpty()) {
            client.get().authorizeSecurityGroupIngress(r -> r.groupId(id).ipPermissions(in));
        }
        if (!group.ipPermissionsEgress().isEmpty()) {
            client.get().revokeSecurityGroupEgress(r -> r.groupId(id).ipPermissions(group.ipPermissionsEgress()));
        }
        List<IpPermission> out = properties.has(OUT)
                ? permissions(properties.path(OUT), false)
                : List.of(IpPermission.builder()
                        .ipProtocol("-1")
                        .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
                        .build());
        if (!out.isEmpty()) {
            client.get().authorizeSecurityGroupEgress(r -> r.groupId(id).ipPermissions(out));
        }
    }

    private static List<IpPermission> permissions(JsonNode rules, boolean in) {
        List<IpPermission> permissions = new ArrayList<>();
        rules.forEach(rule -> permissions.add(permission(rule, in)));
        return permissions;
    }

    private static IpPermission permission(JsonNode rule, boolean in) {
        String description = Ec2Templates.text(rule, "Description");
        IpPermission.Builder permission = IpPermission.builder().ipProtocol(Ec2Templates.text(rule, "IpProtocol"));
        if (rule.has("FromPort")) {
            permission.fromPort(rule.path("FromPort").asInt());
        }
        if (rule.has("ToPort")) {
            permission.toPort(rule.path("ToPort").asInt());
        }
        String cidr = Ec2Templates.text(rule, "CidrIp");
        if (cidr != null) {
            permission.ipRanges(
                    IpRange.builder().cidrIp(cidr).description(description).build());
        }
        String wide = Ec2Templates.text(rule, "CidrIpv6");
        if (wide != null) {
            permission.ipv6Ranges(
                    Ipv6Range.builder().cidrIpv6(wide).description(description).build());
        }
        String group = Ec2Templates.text(rule, in ? "SourceSecurityGroupId" : "DestinationSecurityGroupId");
        if (group != null) {
            permission.userIdGroupPairs(UserIdGroupPair.builder()
                    .groupId(group)
                    .description(description)
                    .build());
        }
        String name = Ec2Templates.text(rule, "SourceSecurityGroupName");
        if (in && name != null) {
            permission.userIdGroupPairs(UserIdGroupPair.builder()
                    .groupName(name)
                    .description(description)
                    .build());
        }
        return permission.build();
    }

    private static Provisioned provisioned(SecurityGroup group) {
        return Ec2Templates.provisioned(
                group.groupId(), "GroupId", group.groupId(), "VpcId", group.vpcId(), "Id", group.groupId());
    }

    private SecurityGroup get(String id) {
        return client.get()
                .describeSecurityGroups(r -> r.groupIds(id))
                .securityGroups()
                .get(0);
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        Ec2Templates.checkNames(request, KNOWN);
        boolean same = request.properties().path(IN).equals(request.previous().path(IN))
                && request.properties().path(OUT).equals(request.previous().path(OUT));
        if (!same) {
            setRules(request.physicalId(), request.properties());
        }
        Ec2Templates.retag(client.get(), request);
        return provisioned(get(request.physicalId()));
    }

    @Override
    public void delete(ResourceRequest request) {
        Ec2Templates.deleteUnlessGone(() -> client.get().deleteSecurityGroup(r -> r.groupId(request.physicalId())));
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        return Ec2Templates.unlessGone(() -> get(physicalId)).map(group -> Ec2Templates.object()
                .put("GroupDescription", group.description())
                .put("GroupName", group.groupName())
                .put("VpcId", group.vpcId()));
    }
}
