package io.devopslab.cloud.service.ec2.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.Time;
import io.devopslab.cloud.service.ec2.state.Kind;
import io.devopslab.cloud.stack.ResourceFailure;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

/** {@code AWS::EC2::Instance}, known by its identifier. Changes of what is run need another instance here. */
final class InstanceResource implements ResourceHandler {

    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final int MOST_LOOKS = 60;

    private static final Set<String> FIXED = Set.of(
            "ImageId",
            "InstanceType",
            "SubnetId",
            "UserData",
            "AvailabilityZone",
            "KeyName",
            "SecurityGroups",
            "NetworkInterfaces",
            "IamInstanceProfile");
    private static final Set<String> CHANGEABLE = Set.of("SecurityGroupIds", "DisableApiTermination", "Tags");

    private final Time time;
    private final Supplier<Ec2Client> client;

    InstanceResource(Time time, Supplier<Ec2Client> client) {
        this.time = time;
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::EC2::Instance";
    }

    @Override
    public Set<String> createOnly() {
        return FIXED;
    }

    private static void check(ResourceRequest request) {
        Set<String> known = new java.util.HashSet<>(FIXED);
        known.addAll(CHANGEABLE);
        Ec2Templates.checkNames(request, known);
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        check(request);
        ObjectNode properties = request.properties();
        RunInstancesRequest.Builder run = RunInstancesRequest.builder()
                .imageId(Ec2Templates.text(properties, "ImageId"))
                .instanceType(Ec2Templates.text(properties, "InstanceType"))
                .subnetId(Ec2Templates.text(properties, "SubnetId"))
                .keyName(Ec2Templates.text(properties, "KeyName"))
                .userData(Ec2Templates.text(properties, "UserData"))
                .disableApiTermination(properties.path("DisableApiTermination").asBoolean())
                .securityGroupIds(Ec2Templates.strings(properties.path("SecurityGroupIds")))
                .securityGroups(Ec2Templates.strings(properties.path("SecurityGroups")))
                .minCount(1)
                .maxCount(1)
                .clientToken(request.token())
                .tagSpecifications(Ec2Templates.tags(request, Kind.INSTANCE))
                .overrideConfiguration(Ec2Templates.source(request));
        String profile = Ec2Templates.text(properties, "IamInstanceProfile");
        if (profile != null) {
            run.iamInstanceProfile(p -> p.name(profile));
        }
        String zone = Ec2Templates.text(properties, "AvailabilityZone");
        if (zone != null) {
            run.placement(p -> p.availabilityZone(zone));
        }
        JsonNode face = properties.path("NetworkInterfaces").path(0);
        if (face.isObject()) {
            run.networkInterfaces(InstanceNetworkInterfaceSpecification.builder()
                    .deviceIndex(0)
                    .subnetId(Ec2Templates.text(face, "SubnetId"))
                    .groups(Ec2Templates.strings(face.path("GroupSet")))
                    .build());
        }
        String id = client.get().runInstances(run.build()).instances().get(0).instanceId();
        return provisioned(awaitState(id, InstanceStateName.RUNNING));
    }

    private Instance awaitState(String id, InstanceStateName wanted) {
        for (int look = 0; look < MOST_LOOKS; look++) {
            Instance instance = get(id);
            if (instance.state().name() == wanted) {
                return instance;
            }
            try {
                time.standBy(LOOK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ResourceFailure("Waiting for the instance " + id + " was interrupted.", id);
            }
        }
        throw new ResourceFailure("The instance " + id + " does not become " + wanted + ".", id);
    }

    private Instance get(String id) {
        return client.get()
                .describeInstances(r -> r.instanceIds(id))
                .reservations()
                .get(0)
                .instances()
                .get(0);
    }

    private static Provisioned provisioned(Instance instance) {
        return Ec2Templates.provisioned(
                instance.instanceId(),
                "InstanceId",
                instance.instanceId(),
                "PrivateIp",
                instance.privateIpAddress(),
                "PrivateDnsName",
                instance.privateDnsName(),
                "PublicIp",
                instance.publicIpAddress() == null ? "" : instance.publicIpAddress(),
                "PublicDnsName",
                instance.publicDnsName(),
                "AvailabilityZone",
                instance.placement().availabilityZone(),
                "VpcId",
                instance.vpcId());
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        check(request);
        String id = request.physicalId();
        JsonNode groups = request.properties().path("SecurityGroupIds");
        if (!groups.isEmpty()) {
            client.get().modifyInstanceAttribute(r -> r.instanceId(id).groups(Ec2Templates.strings(groups)));
        }
        boolean isProtected = request.properties().path("DisableApiTermination").asBoolean();
        client.get().modifyInstanceAttribute(r -> r.instanceId(id).disableApiTermination(v -> v.value(isProtected)));
        Ec2Templates.retag(client.get(), request);
        return provisioned(get(id));
    }

    @Override
    public void delete(ResourceRequest request) {
        Ec2Templates.deleteUnlessGone(() -> {
            client.get().terminateInstances(r -> r.instanceIds(request.physicalId()));
            awaitState(request.physicalId(), InstanceStateName.TERMINATED);
        });
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        return Ec2Templates.unlessGone(() -> get(physicalId))
                .filter(instance -> instance.state().name() != InstanceStateName.TERMINATED)
                .map(instance -> {
                    ObjectNode properties = Ec2Templates.object()
                            .put("ImageId", instance.imageId())
                            .put("InstanceType", instance.instanceTypeAsString())
                            .put("SubnetId", instance.subnetId())
                            .put("AvailabilityZone", instance.placement().availabilityZone());
                    ArrayNode groups = properties.putArray("SecurityGroupIds");
                    instance.securityGroups().stream()
                            .map(GroupIdentifier::groupId)
                            .forEach(groups::add);
                    return properties;
                });
    }
}
