package io.devopslab.cloud.service.ec2.state;

/** A kind of resource: its identifiers and how errors speak of it. */
public enum Kind {
    VPC("vpc", "InvalidVpcID", "vpc ID", "vpc"),
    SUBNET("subnet", "InvalidSubnetID", "subnet ID", "subnet"),
    SECURITY_GROUP("sg", "InvalidGroup", "security group", "security-group"),
    INTERNET_GATEWAY("igw", "InvalidInternetGatewayID", "internetGateway ID", "internet-gateway"),
    ROUTE_TABLE("rtb", "InvalidRouteTableID", "routeTable ID", "route-table"),
    ROUTE_TABLE_ASSOCIATION("rtbassoc", "InvalidAssociationID", "association ID", "route-table-association"),
    INSTANCE("i", "InvalidInstanceID", "instance ID", "instance");

    private final String prefix;
    private final String code;
    private final String words;
    private final String resourceType;

    Kind(String prefix, String code, String words, String resourceType) {
        this.prefix = prefix;
        this.code = code;
        this.words = words;
        this.resourceType = resourceType;
    }

    public String prefix() {
        return prefix;
    }

    String code() {
        return code;
    }

    String words() {
        return words;
    }

    /** As {@code ResourceType} of a tag. */
    public String resourceType() {
        return resourceType;
    }
}
