package io.devopslab.cloud.service.elasticloadbalancingv2;

import io.devopslab.cloud.service.elasticloadbalancingv2.state.ElbErrors;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AvailabilityZone;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.InvalidConfigurationRequestException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.InvalidSecurityGroupException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SubnetMapping;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SubnetNotFoundException;

/** Where load balancers stand: in subnets and behind security groups, as EC2 knows them. */
final class Network {

    private final Supplier<Ec2Client> ec2;

    Network(Supplier<Ec2Client> ec2) {
        this.ec2 = ec2;
    }

    /** A place in one VPC. */
    record Place(String vpcId, List<AvailabilityZone> zones, List<String> securityGroups) {}

    /**
     * @param given security groups; none means the default one of the VPC
     */
    Place place(List<String> subnets, List<SubnetMapping> mappings, List<String> given) {
        if (!subnets.isEmpty() && !mappings.isEmpty()) {
            throw ElbErrors.validation("You must specify either subnets or subnet mappings");
        }
        List<Subnet> found =
                subnets(Stream.concat(subnets.stream(), mappings.stream().map(SubnetMapping::subnetId))
                        .toList());
        String vpcId = found.get(0).vpcId();
        List<AvailabilityZone> zones = found.stream()
                .map(subnet -> AvailabilityZone.builder()
                        .subnetId(subnet.subnetId())
                        .zoneName(subnet.availabilityZone())
                        .build())
                .toList();
        return new Place(vpcId, zones, securityGroups(vpcId, given));
    }

    private List<Subnet> subnets(List<String> ids) {
        if (ids.isEmpty()) {
            throw ElbErrors.validation("At least two subnets in two different Availability Zones must be specified");
        }
        List<Subnet> found;
        try {
            found = ec2.get().describeSubnets(r -> r.subnetIds(ids)).subnets();
        } catch (AwsServiceException e) {
            throw ElbErrors.of(
                    SubnetNotFoundException.builder(),
                    "SubnetNotFound",
                    String.valueOf(e.awsErrorDetails().errorMessage()));
        }
        Set<String> zones = new HashSet<>();
        Set<String> vpcs = new HashSet<>();
        for (Subnet subnet : found) {
            vpcs.add(subnet.vpcId());
            if (!zones.add(subnet.availabilityZone())) {
                throw ElbErrors.of(
                        InvalidConfigurationRequestException.builder(),
                        "InvalidConfigurationRequest",
                        "A load balancer cannot be attached to multiple subnets in the same Availability Zone");
            }
        }
        if (vpcs.size() > 1) {
            throw ElbErrors.configuration(
                    "All subnets must belong to the same VPC: '" + String.join("', '", ids) + "'");
        }
        if (zones.size() < 2) {
            throw ElbErrors.validation("At least two subnets in two different Availability Zones must be specified");
        }
        return found;
    }

    List<String> securityGroups(String vpcId, List<String> given) {
        if (given.isEmpty()) {
            return ec2
                    .get()
                    .describeSecurityGroups(r -> r.filters(
                            Filter.builder().name("vpc-id").values(vpcId).build(),
                            Filter.builder()
                                    .name("group-name")
                                    .values("default")
                                    .build()))
                    .securityGroups()
                    .stream()
                    .map(SecurityGroup::groupId)
                    .toList();
        }
        try {
            boolean foreign = ec2.get().describeSecurityGroups(r -> r.groupIds(given)).securityGroups().stream()
                    .anyMatch(group -> !vpcId.equals(group.vpcId()));
            if (foreign) {
                throw ElbErrors.configuration(
                        "One or more security groups are invalid: they belong to another VPC than " + vpcId);
            }
        } catch (AwsServiceException e) {
            if (e instanceof InvalidConfigurationRequestException) {
                throw e;
            }
            throw ElbErrors.of(
                    InvalidSecurityGroupException.builder(),
                    "InvalidSecurityGroup",
                    String.valueOf(e.awsErrorDetails().errorMessage()));
        }
        return given;
    }

    /** Whether EC2 has the VPC. */
    boolean hasVpc(String vpcId) {
        try {
            return !ec2.get().describeVpcs(r -> r.vpcIds(vpcId)).vpcs().isEmpty();
        } catch (AwsServiceException e) {
            return false;
        }
    }

    /** The instances of EC2 with these identifiers that are not terminated. */
    boolean hasInstance(String instanceId) {
        try {
            return ec2.get().describeInstances(r -> r.instanceIds(instanceId)).reservations().stream()
                    .flatMap(reservation -> reservation.instances().stream())
                    .anyMatch(instance -> !instance.state().nameAsString().equals("terminated"));
        } catch (AwsServiceException e) {
            return false;
        }
    }
}
