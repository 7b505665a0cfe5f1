package io.devopslab.cloud.service.ec2.instance;

import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.runtime.network.LoopbackAddresses;
import io.devopslab.cloud.service.ec2.state.Ec2Errors;
import io.devopslab.cloud.service.ec2.state.Ec2Tables;
import io.devopslab.cloud.service.ec2.state.InstanceRow;
import io.devopslab.cloud.service.ec2.state.Kind;
import io.devopslab.cloud.service.ec2.state.TagSets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.ArchitectureValues;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.HypervisorType;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfile;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.MonitoringState;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Tenancy;
import software.amazon.awssdk.services.ec2.model.VirtualizationType;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Makes instances of a request ("RunInstances"). */
final class Launches {

    private static final int MOST_USER_DATA = 16 * 1024;
    private static final int MOST = 100;

    private final ServiceContext context;
    private final Ec2Tables tables;
    private final LoopbackAddresses addresses;
    private final Profiles profiles;

    Launches(ServiceContext context, Ec2Tables tables, LoopbackAddresses addresses, Profiles profiles) {
        this.profiles = profiles;
        this.context = context;
        this.tables = tables;
        this.addresses = addresses;
    }

    /** Keeps the instances, pending; those of an earlier request with the same token are given again. */
    List<InstanceRow> launch(RunInstancesRequest request) {
        check(request);
        List<Tag> tags = TagSets.of(
                request.tagSpecifications(),
                Kind.INSTANCE,
                CallSource.of(request).isPresent());
        Optional<IamInstanceProfile> profile = profiles.of(request.iamInstanceProfile());
        String reservation = "r-0" + context.ids().hex(16);
        return tables.store().write(() -> {
            List<InstanceRow> earlier = tables.instances().values().stream()
                    .filter(row -> request.clientToken() != null
                            && request.clientToken().equals(row.instance().clientToken()))
                    .toList();
            if (!earlier.isEmpty()) {
                checkSame(request, earlier);
                return earlier;
            }
            Subnet subnet = subnet(request);
            List<GroupIdentifier> groups = groups(request, subnet.vpcId());
            List<InstanceRow> made = new ArrayList<>();
            for (int index = 0; index < request.maxCount(); index++) {
                InstanceRow row = row(request, subnet, groups, tags, reservation, index, profile);
                tables.instances().put(row.id(), row);
                made.add(row);
            }
            return made;
        });
    }

    /** A token stands for one request (API Reference, "Ensuring idempotency in Amazon EC2 API requests"). */
    private static void checkSame(RunInstancesRequest request, List<InstanceRow> earlier) {
        InstanceRow row = earlier.get(0);
        Instance instance = row.instance();
        boolean isSame = instance.imageId().equals(request.imageId())
                && type(request) == instance.instanceType()
                && earlier.size() == request.maxCount()
                && row.userData().equals(Objects.requireNonNullElse(request.userData(), ""))
                && Objects.equals(instance.keyName(), request.keyName())
                && (request.subnetId() == null || request.subnetId().equals(instance.subnetId()));
        if (!isSame) {
            throw Ec2Errors.of(
                    "IdempotentParameterMismatch",
                    "Arguments on this idempotent request are inconsistent with arguments used in previous"
                            + " request(s).");
        }
    }

    private static InstanceType type(RunInstancesRequest request) {
        return request.instanceType() == null ? InstanceType.M1_SMALL : request.instanceType();
    }

    private static void check(RunInstancesRequest request) {
        if (request.launchTemplate() != null) {
            throw new UnsupportedOperationException("The embedded cloud has no launch templates.");
        }
        String image = Ec2Errors.required("ImageId", request.imageId());
        if (!image.matches("ami-[0-9a-f]{8}([0-9a-f]{9})?")) {
            throw Ec2Errors.of("InvalidAMIID.Malformed", "Invalid id: \"" + image + "\"");
        }
        int least = Ec2Errors.required("MinCount", request.minCount());
        int most = Ec2Errors.required("MaxCount", request.maxCount());
        if (least < 1 || most < least) {
            throw Ec2Errors.invalid("Invalid value '" + (least < 1 ? least : most) + "' for "
                    + (least < 1 ? "min_count" : "max_count") + ". Must be at least " + Math.max(least, 1) + ".");
        }
        if (most > MOST) {
            throw Ec2Errors.of("InstanceLimitExceeded", "Your quota allows for " + MOST + " more running instance(s).");
        }
        if (request.instanceType() == InstanceType.UNKNOWN_TO_SDK_VERSION) {
            throw Ec2Errors.invalid("Invalid value '" + request.instanceTypeAsString() + "' for InstanceType.");
        }
        if (request.userData() != null) {
            try {
                if (Base64.getMimeDecoder().decode(request.userData()).length > MOST_USER_DATA) {
                    throw Ec2Errors.invalid("User data is limited to " + MOST_USER_DATA + " bytes");
                }
            } catch (IllegalArgumentException e) {
                throw Ec2Errors.of("InvalidUserData.Malformed", "Invalid BASE64 encoding of user data.");
            }
        }
    }

    private Subnet subnet(RunInstancesRequest request) {
        String id = Optional.ofNullable(request.subnetId())
                .or(() -> face(request).map(InstanceNetworkInterfaceSpecification::subnetId))
                .orElse("");
        if (!id.isEmpty()) {
            return tables.subnet(id);
        }
        String zone = request.placement() == null ? null : request.placement().availabilityZone();
        Vpc vpc = tables.vpcs().values().stream()
                .filter(Vpc::isDefault)
                .findFirst()
                .orElseThrow(() -> Ec2Errors.of("VPCIdNotSpecified", "No default VPC for this user"));
        return tables.subnetsOf(vpc.vpcId()).stream()
                .filter(subnet -> subnet.defaultForAz() && (zone == null || zone.equals(subnet.availabilityZone())))
                .min(Comparator.comparing(Subnet::availabilityZone))
                .orElseThrow(() -> Ec2Errors.of(
                        "MissingInput",
                        "No subnets found for the default VPC '" + vpc.vpcId() + "'. Please specify a subnet."));
    }

    private static Optional<InstanceNetworkInterfaceSpecification> face(RunInstancesRequest request) {
        return request.networkInterfaces().stream().findFirst();
    }

    private List<GroupIdentifier> groups(RunInstancesRequest request, String vpcId) {
        List<SecurityGroup> own = tables.groupsOf(vpcId);
        List<SecurityGroup> found = new ArrayList<>();
        request.securityGroupIds().forEach(id -> found.add(tables.group(id)));
        face(request).ifPresent(face -> face.groups().forEach(id -> found.add(tables.group(id))));
        request.securityGroups()
                .forEach(name -> found.add(own.stream()
                        .filter(group -> group.groupName().equals(name))
                        .findFirst()
                        .orElseThrow(() -> Ec2Errors.of(
                                "InvalidGroup.NotFound", "The security group '" + name + "' does not exist"))));
        if (found.isEmpty()) {
            own.stream().filter(group -> group.groupName().equals("default")).forEach(found::add);
        }
        if (found.stream().anyMatch(group -> !vpcId.equals(group.vpcId()))) {
            throw Ec2Errors.of("InvalidParameter", "Security group and subnet belong to different networks.");
        }
        return found.stream()
                .map(group -> GroupIdentifier.builder()
                        .groupId(group.groupId())
                        .groupName(group.groupName())
                        .build())
                .toList();
    }

    private InstanceRow row(
            RunInstancesRequest request,
            Subnet subnet,
            List<GroupIdentifier> groups,
            List<Tag> tags,
            String reservation,
            int index,
            Optional<IamInstanceProfile> profile) {
        String digits = context.ids().hex(16);
        String id = "i-0" + digits;
        LoopbackAddresses.Place place = lease(id);
        boolean arm = request.imageId().endsWith("2a");
        Instance.Builder instance = Instance.builder()
                .instanceId(id)
                .imageId(request.imageId())
                .instanceType(type(request))
                .amiLaunchIndex(index)
                .architecture(arm ? ArchitectureValues.ARM64 : ArchitectureValues.X86_64)
                .clientToken(request.clientToken() == null ? "" : request.clientToken())
                .hypervisor(HypervisorType.XEN)
                .keyName(request.keyName())
                .launchTime(context.time().instant())
                .monitoring(m -> m.state(MonitoringState.DISABLED))
                .placement(p -> p.availabilityZone(subnet.availabilityZone()).tenancy(Tenancy.DEFAULT))
                .publicDnsName("")
                .stateTransitionReason("")
                .rootDeviceName("/dev/xvda")
                .securityGroups(groups)
                .sourceDestCheck(true)
                .subnetId(subnet.subnetId())
                .vpcId(subnet.vpcId())
                .virtualizationType(VirtualizationType.HVM)
                .tags(tags);
        if (Boolean.TRUE.equals(subnet.mapPublicIpOnLaunch())) {
            // There is no other way to it than the private one, and it is reachable from all of this machine.
            instance.publicIpAddress(place.address());
        }
        profile.ifPresent(instance::iamInstanceProfile);
        return new InstanceRow(
                        instance.build(),
                        reservation,
                        request.userData() == null ? "" : request.userData(),
                        place.port(),
                        Boolean.TRUE.equals(request.disableApiTermination()),
                        Optional.empty())
                .at(place.address(), place.port(), context.scope().region())
                .in(InstanceStateName.PENDING);
    }

    private LoopbackAddresses.Place lease(String id) {
        try {
            return addresses.lease(id, Optional.empty());
        } catch (IllegalStateException e) {
            throw Ec2Errors.of("InsufficientFreeAddressesInSubnet", String.valueOf(e.getMessage()));
        }
    }
}
