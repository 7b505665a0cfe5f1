package io.devopslab.cloud.service.ec2.instance;

import io.devopslab.cloud.service.ec2.state.Ec2Errors;
import io.devopslab.cloud.service.ec2.state.Filters;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.ArchitectureValues;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.DeviceType;
import software.amazon.awssdk.services.ec2.model.HypervisorType;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.ImageTypeValues;
import software.amazon.awssdk.services.ec2.model.VirtualizationType;

/**
 * The images that there are: one for each architecture, and their names say what an instance of them is, a process of
 * this machine with its tools. Instances are started of any image's identifier that has the form of one.
 */
public final class Images {

    private static final List<Image> ALL = List.of(
            image("ami-0000000000000001a", "lab-this-machine-x86_64", ArchitectureValues.X86_64),
            image("ami-0000000000000002a", "lab-this-machine-arm64", ArchitectureValues.ARM64));

    private static final Filters<Image> FILTERS = new Filters<Image>(Image::tags)
            .by("image-id", Image::imageId)
            .by("name", Image::name)
            .by("architecture", Image::architectureAsString)
            .by("description", Image::description)
            .by("owner-alias", Image::imageOwnerAlias)
            .by("owner-id", Image::ownerId)
            .by("root-device-type", Image::rootDeviceTypeAsString)
            .by("virtualization-type", Image::virtualizationTypeAsString)
            .by("image-type", Image::imageTypeAsString)
            .by("is-public", Image::publicLaunchPermissions)
            .by("state", Image::stateAsString);

    private Images() {}

    private static Image image(String id, String name, ArchitectureValues architecture) {
        return Image.builder()
                .imageId(id)
                .name(name)
                .description("The embedded cloud runs instances as processes of this machine")
                .architecture(architecture)
                .creationDate("2026-01-01T00:00:00.000Z")
                .hypervisor(HypervisorType.XEN)
                .imageLocation("amazon/" + name)
                .imageOwnerAlias("amazon")
                .imageType(ImageTypeValues.MACHINE)
                .ownerId("137112412989")
                .platformDetails("Linux/UNIX")
                .publicLaunchPermissions(true)
                .rootDeviceName("/dev/xvda")
                .rootDeviceType(DeviceType.EBS)
                .state(ImageState.AVAILABLE)
                .usageOperation("RunInstances")
                .virtualizationType(VirtualizationType.HVM)
                .build();
    }

    public static DescribeImagesResponse describe(DescribeImagesRequest request) {
        request.imageIds().stream()
                .filter(id -> ALL.stream().noneMatch(image -> image.imageId().equals(id)))
                .findFirst()
                .ifPresent(id -> {
                    throw Ec2Errors.of("InvalidAMIID.NotFound", "The image id '[" + id + "]' does not exist");
                });
        List<Image> named = ALL.stream()
                .filter(image ->
                        request.imageIds().isEmpty() || request.imageIds().contains(image.imageId()))
                .filter(image -> request.owners().isEmpty()
                        || request.owners().contains("amazon")
                        || request.owners().contains(image.ownerId()))
                .toList();
        return DescribeImagesResponse.builder()
                .images(FILTERS.of(named, request.filters()))
                .build();
    }
}
