package io.devopslab.cloud.service.ec2.network;

import io.devopslab.cloud.kernel.Scope;
import io.devopslab.cloud.service.ec2.state.Ec2Errors;
import io.devopslab.cloud.service.ec2.state.Filters;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.AvailabilityZoneOptInStatus;
import software.amazon.awssdk.services.ec2.model.AvailabilityZoneState;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsResponse;
import software.amazon.awssdk.services.ec2.model.Region;

/** Regions, and the three Availability Zones that each has here. */
public final class Zones {

    /** The regions that an account has without asking for them. */
    private static final List<String> REGIONS = List.of(
            "ap-northeast-1",
            "ap-northeast-2",
            "ap-northeast-3",
            "ap-south-1",
            "ap-southeast-1",
            "ap-southeast-2",
            "ca-central-1",
            "eu-central-1",
            "eu-north-1",
            "eu-west-1",
            "eu-west-2",
            "eu-west-3",
            "sa-east-1",
            "us-east-1",
            "us-east-2",
            "us-west-1",
            "us-west-2");

    private static final Filters<AvailabilityZone> ZONE_FILTERS = new Filters<AvailabilityZone>(zone -> List.of())
            .by("zone-name", AvailabilityZone::zoneName)
            .by("zone-id", AvailabilityZone::zoneId)
            .by("zone-type", AvailabilityZone::zoneType)
            .by("region-name", AvailabilityZone::regionName)
            .by("group-name", AvailabilityZone::groupName)
            .by("opt-in-status", AvailabilityZone::optInStatusAsString)
            .by("state", AvailabilityZone::stateAsString);

    private static final Filters<Region> REGION_FILTERS = new Filters<Region>(region -> List.of())
            .by("region-name", Region::regionName)
            .by("endpoint", Region::endpoint)
            .by("opt-in-status", Region::optInStatus);

    private final Scope scope;

    public Zones(Scope scope) {
        this.scope = scope;
    }

    /** The names of the region's zones. */
    List<String> names() {
        return Stream.of("a", "b", "c").map(scope.region()::concat).toList();
    }

    /** The identifier of a zone, which is the same in all accounts: {@code euw1-az1} of {@code eu-west-1a}. */
    String id(String name) {
        String[] parts = scope.region().split("-", -1);
        StringBuilder id = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length - 1; i++) {
            for (String direction : List.of("north", "south", "east", "west", "central")) {
                id.append(parts[i].contains(direction) ? direction.substring(0, 1) : "");
            }
        }
        return id + parts[parts.length - 1] + "-az" + (name.charAt(name.length() - 1) - 'a' + 1);
    }

    public DescribeAvailabilityZonesResponse describe(DescribeAvailabilityZonesRequest request) {
        List<AvailabilityZone> all = names().stream().map(this::zone).toList();
        request.zoneNames().stream()
                .filter(name -> !names().contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Ec2Errors.invalid("Invalid availability zone: [" + name + "]");
                });
        List<AvailabilityZone> named = all.stream()
                .filter(zone ->
                        request.zoneNames().isEmpty() || request.zoneNames().contains(zone.zoneName()))
                .filter(zone -> request.zoneIds().isEmpty() || request.zoneIds().contains(zone.zoneId()))
                .toList();
        return DescribeAvailabilityZonesResponse.builder()
                .availabilityZones(ZONE_FILTERS.of(named, request.filters()))
                .build();
    }

    private AvailabilityZone zone(String name) {
        return AvailabilityZone.builder()
                .zoneName(name)
                .zoneId(id(name))
                .zoneType("availability-zone")
                .regionName(scope.region())
                .groupName(scope.region())
                .networkBorderGroup(scope.region())
                .optInStatus(AvailabilityZoneOptInStatus.OPT_IN_NOT_REQUIRED)
                .state(AvailabilityZoneState.AVAILABLE)
                .build();
    }

    public DescribeRegionsResponse describe(DescribeRegionsRequest request) {
        List<String> known = REGIONS.contains(scope.region())
                ? REGIONS
                : Stream.concat(REGIONS.stream(), Stream.of(scope.region()))
                        .sorted()
                        .toList();
        request.regionNames().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Ec2Errors.invalid("Invalid region provided: [" + name + "]");
                });
        List<Region> regions = known.stream()
                .filter(name ->
                        request.regionNames().isEmpty() || request.regionNames().contains(name))
                .map(name -> Region.builder()
                        .regionName(name)
                        .endpoint("ec2." + name + ".amazonaws.com")
                        .optInStatus("opt-in-not-required")
                        .build())
                .toList();
        return DescribeRegionsResponse.builder()
                .regions(REGION_FILTERS.of(regions, request.filters()))
                .build();
    }
}
