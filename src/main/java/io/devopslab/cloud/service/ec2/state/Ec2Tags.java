package io.devopslab.cloud.service.ec2.state;

import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagDescription;

/** The tags of all kinds of resources. */
public final class Ec2Tags {

    private static final Filters<TagDescription> FILTERS = new Filters<TagDescription>(tag -> List.of())
            .by("key", TagDescription::key)
            .by("value", TagDescription::value)
            .by("resource-id", TagDescription::resourceId)
            .by("resource-type", TagDescription::resourceTypeAsString);

    private final Ec2Tables tables;

    public Ec2Tags(Ec2Tables tables) {
        this.tables = tables;
    }

    public void create(CreateTagsRequest request) {
        Ec2Errors.required("resourceId", request.resources());
        Ec2Errors.required("tag", request.tags());
        boolean byService = CallSource.of(request).isPresent();
        tables.store().write(() -> request.resources()
                .forEach(id -> change(id, tags -> TagSets.merged(tags, request.tags(), byService))));
    }

    /** A tag that is named with a value goes only if it has that value; without tags all go that are no service's. */
    public void delete(DeleteTagsRequest request) {
        Ec2Errors.required("resourceId", request.resources());
        tables.store().write(() -> request.resources()
                .forEach(id -> change(id, tags -> tags.stream()
                        .filter(tag -> !isMeant(tag, request.tags()))
                        .toList())));
    }

    private static boolean isMeant(Tag present, List<Tag> named) {
        if (named.isEmpty()) {
            return !present.key().startsWith("aws:");
        }
        return named.stream()
                .anyMatch(tag -> present.key().equals(tag.key())
                        && (tag.value() == null || present.value().equals(tag.value())));
    }

    private void change(String id, UnaryOperator<List<Tag>> change) {
        switch (id.split("-", 2)[0]) {
            case "vpc" -> {
                var vpc = tables.vpc(id);
                tables.vpcs()
                        .put(id, vpc.toBuilder().tags(change.apply(vpc.tags())).build());
            }
            case "subnet" -> {
                var subnet = tables.subnet(id);
                tables.subnets()
                        .put(
                                id,
                                subnet.toBuilder()
                                        .tags(change.apply(subnet.tags()))
                                        .build());
            }
            case "sg" -> {
                var group = tables.group(id);
                tables.groups()
                        .put(
                                id,
                                group.toBuilder()
                                        .tags(change.apply(group.tags()))
                                        .build());
            }
            case "igw" -> {
                var gateway = tables.gateway(id);
                tables.gateways()
                        .put(
                                id,
                                gateway.toBuilder()
                                        .tags(change.apply(gateway.tags()))
                                        .build());
            }
            case "rtb" -> {
                var table = tables.routeTable(id);
                tables.routeTables()
                        .put(
                                id,
                                table.toBuilder()
                                        .tags(change.apply(table.tags()))
                                        .build());
            }
            case "i" -> {
                InstanceRow row = tables.instance(id);
                tables.instances()
                        .put(
                                id,
                                row.with(row.instance().toBuilder()
                                        .tags(change.apply(row.instance().tags()))
                                        .build()));
            }
            default -> throw Ec2Errors.of("InvalidID", "The ID '" + id + "' is not valid");
        }
    }

    public DescribeTagsResponse describe(DescribeTagsRequest request) {
        List<TagDescription> all = new ArrayList<>();
        tables.vpcs().values().forEach(vpc -> add(all, Kind.VPC, vpc.vpcId(), vpc.tags()));
        tables.subnets().values().forEach(subnet -> add(all, Kind.SUBNET, subnet.subnetId(), subnet.tags()));
        tables.groups().values().forEach(group -> add(all, Kind.SECURITY_GROUP, group.groupId(), group.tags()));
        tables.gateways()
                .values()
                .forEach(gateway -> add(all, Kind.INTERNET_GATEWAY, gateway.internetGatewayId(), gateway.tags()));
        tables.routeTables().values().forEach(table -> add(all, Kind.ROUTE_TABLE, table.routeTableId(), table.tags()));
        tables.instances()
                .values()
                .forEach(row -> add(all, Kind.INSTANCE, row.id(), row.instance().tags()));
        Page<TagDescription> page = Ec2Pages.of(
                FILTERS.of(all, request.filters()),
                tag -> tag.resourceId() + " " + tag.key(),
                request.nextToken(),
                request.maxResults());
        return DescribeTagsResponse.builder()
                .tags(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static void add(List<TagDescription> all, Kind kind, String id, List<Tag> tags) {
        tags.forEach(tag -> all.add(TagDescription.builder()
                .resourceId(id)
                .resourceType(kind.resourceType())
                .key(tag.key())
                .value(tag.value())
                .build()));
    }
}
