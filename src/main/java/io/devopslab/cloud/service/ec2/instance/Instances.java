package io.devopslab.cloud.service.ec2.instance;

import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.runtime.network.LoopbackAddresses;
import io.devopslab.cloud.runtime.process.Machine;
import io.devopslab.cloud.runtime.process.Machines;
import io.devopslab.cloud.service.ec2.state.Ec2Errors;
import io.devopslab.cloud.service.ec2.state.Ec2Pages;
import io.devopslab.cloud.service.ec2.state.Ec2Tables;
import io.devopslab.cloud.service.ec2.state.Filters;
import io.devopslab.cloud.service.ec2.state.InstanceRow;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputRequest;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputResponse;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfile;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.InstanceStatusDetails;
import software.amazon.awssdk.services.ec2.model.InstanceStatusSummary;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StatusName;
import software.amazon.awssdk.services.ec2.model.StatusType;
import software.amazon.awssdk.services.ec2.model.SummaryStatus;
import software.amazon.awssdk.services.iam.IamClient;

/** Instances: started, shown and ended. */
public final class Instances implements Machines, AutoCloseable {

    /** "For example, 2021-09-29T11:04:43.305Z" (API Reference, "DescribeInstances"). */
    private static final DateTimeFormatter LAUNCH_TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final Filters<InstanceRow> FILTERS = new Filters<InstanceRow>(
                    row -> row.instance().tags())
            .by("instance-id", InstanceRow::id)
            .by("instance-state-name", row -> row.state().toString())
            .by("instance-state-code", row -> row.instance().state().code())
            .by("instance-type", row -> row.instance().instanceTypeAsString())
            .by("image-id", row -> row.instance().imageId())
            .by("vpc-id", row -> row.instance().vpcId())
            .by("subnet-id", row -> row.instance().subnetId())
            .by("availability-zone", row -> row.instance().placement().availabilityZone())
            .by("private-ip-address", row -> row.instance().privateIpAddress())
            .by("ip-address", row -> row.instance().publicIpAddress())
            .by("private-dns-name", row -> row.instance().privateDnsName())
            .by("key-name", row -> row.instance().keyName())
            .by("dns-name", row -> row.instance().publicDnsName())
            .by("hypervisor", row -> row.instance().hypervisorAsString())
            .by(
                    "iam-instance-profile.arn",
                    row -> profile(row).map(IamInstanceProfile::arn).orElse(null))
            .by(
                    "iam-instance-profile.id",
                    row -> profile(row).map(IamInstanceProfile::id).orElse(null))
            .by("instance-lifecycle", row -> row.instance().instanceLifecycleAsString())
            .by("launch-index", row -> row.instance().amiLaunchIndex())
            .by("launch-time", row -> LAUNCH_TIME.format(row.instance().launchTime()))
            .by("monitoring-state", row -> row.instance().monitoring().stateAsString())
            .by("root-device-name", row -> row.instance().rootDeviceName())
            .by("source-dest-check", row -> row.instance().sourceDestCheck())
            .by("tenancy", row -> row.instance().placement().tenancyAsString())
            .by("virtualization-type", row -> row.instance().virtualizationTypeAsString())
            .by("instance-status.status", row -> status(row).instanceStatus().statusAsString())
            .by("system-status.status", row -> status(row).systemStatus().statusAsString())
            .by("client-token", row -> row.instance().clientToken())
            .by("reservation-id", InstanceRow::reservationId)
            .by("architecture", row -> row.instance().architectureAsString())
            .byEach("instance.group-id", row -> row.instance().securityGroups().stream()
                    .map(GroupIdentifier::groupId)
                    .toList())
            .byEach("instance.group-name", row -> row.instance().securityGroups().stream()
                    .map(GroupIdentifier::groupName)
                    .toList());

    private final ServiceContext context;
    private final Ec2Tables tables;
    private final Launches launches;
    private final Lifecycle lifecycle;

    /**
     * @param iam that knows instance profiles
     */
    public Instances(ServiceContext context, Ec2Tables tables, Supplier<IamClient> iam) {
        this.context = context;
        this.tables = tables;
        LoopbackAddresses addresses = new LoopbackAddresses();
        this.launches = new Launches(context, tables, addresses, new Profiles(iam));
        this.lifecycle = new Lifecycle(context, tables, addresses);
    }

    private static Optional<IamInstanceProfile> profile(InstanceRow row) {
        return Optional.ofNullable(row.instance().iamInstanceProfile());
    }

    /** Goes on with what the last process of the cloud left. */
    public void resume() {
        lifecycle.resume();
    }

    public RunInstancesResponse run(RunInstancesRequest request) {
        List<InstanceRow> rows = launches.launch(request);
        rows.stream().filter(row -> row.isIn(InstanceStateName.PENDING)).forEach(lifecycle::follow);
        return RunInstancesResponse.builder()
                .reservationId(rows.get(0).reservationId())
                .ownerId(context.scope().account())
                .groups(List.of())
                .instances(rows.stream().map(InstanceRow::instance).toList())
                .build();
    }

    public List<InstanceStateChange> start(List<String> ids) {
        return lifecycle.change(
                Ec2Errors.required("InstanceId", ids),
                Set.of(InstanceStateName.STOPPED),
                Set.of(InstanceStateName.PENDING, InstanceStateName.RUNNING),
                InstanceStateName.PENDING);
    }

    public List<InstanceStateChange> stop(List<String> ids) {
        return lifecycle.change(
                Ec2Errors.required("InstanceId", ids),
                Set.of(InstanceStateName.RUNNING, InstanceStateName.PENDING),
                Set.of(InstanceStateName.STOPPING, InstanceStateName.STOPPED),
                InstanceStateName.STOPPING);
    }

    public List<InstanceStateChange> terminate(List<String> ids) {
        return lifecycle.change(
                Ec2Errors.required("InstanceId", ids),
                Set.of(
                        InstanceStateName.RUNNING,
                        InstanceStateName.PENDING,
                        InstanceStateName.STOPPING,
                        InstanceStateName.STOPPED),
                Set.of(InstanceStateName.SHUTTING_DOWN, InstanceStateName.TERMINATED),
                InstanceStateName.SHUTTING_DOWN);
    }

    public void reboot(List<String> ids) {
        List<InstanceRow> rows = Ec2Errors.required("InstanceId", ids).stream()
                .map(tables::instance)
                .toList();
        rows.stream()
                .filter(row -> !row.isIn(InstanceStateName.RUNNING))
                .findFirst()
                .ifPresent(row -> {
                    throw Ec2Errors.of(
                            "IncorrectInstanceState",
                            "The instance '" + row.id() + "' is not in a state from which it can be rebooted.");
                });
        rows.forEach(lifecycle::reboot);
    }

    private List<InstanceRow> found(List<String> ids) {
        return ids.isEmpty()
                ? tables.instances().values()
                : ids.stream().map(tables::instance).toList();
    }

    public DescribeInstancesResponse describe(DescribeInstancesRequest request) {
        Ec2Pages.checkCombination(request.instanceIds(), request.maxResults());
        List<InstanceRow> found = FILTERS.of(found(request.instanceIds()), request.filters());
        Page<InstanceRow> page = Ec2Pages.of(found, InstanceRow::id, request.nextToken(), request.maxResults());
        Map<String, Reservation.Builder> reservations = new LinkedHashMap<>();
        Map<String, List<InstanceRow>> byReservation = new LinkedHashMap<>();
        page.items().forEach(row -> byReservation
                .computeIfAbsent(row.reservationId(), key -> new java.util.ArrayList<>())
                .add(row));
        byReservation.forEach((id, rows) -> reservations.put(
                id,
                Reservation.builder()
                        .reservationId(id)
                        .ownerId(context.scope().account())
                        .groups(List.of())
                        .instances(rows.stream().map(InstanceRow::instance).toList())));
        return DescribeInstancesResponse.builder()
                .reservations(reservations.values().stream()
                        .map(Reservation.Builder::build)
                        .toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    public DescribeInstanceStatusResponse describe(DescribeInstanceStatusRequest request) {
        Ec2Pages.checkCombination(request.instanceIds(), request.maxResults());
        List<InstanceRow> found = FILTERS.of(found(request.instanceIds()), request.filters()).stream()
                .filter(row ->
                        Boolean.TRUE.equals(request.includeAllInstances()) || row.isIn(InstanceStateName.RUNNING))
                .toList();
        Page<InstanceRow> page = Ec2Pages.of(found, InstanceRow::id, request.nextToken(), request.maxResults());
        return DescribeInstanceStatusResponse.builder()
                .instanceStatuses(page.items().stream().map(Instances::status).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static InstanceStatus status(InstanceRow row) {
        boolean runs = row.isIn(InstanceStateName.RUNNING);
        InstanceStatusSummary.Builder summary =
                InstanceStatusSummary.builder().status(runs ? SummaryStatus.OK : SummaryStatus.NOT_APPLICABLE);
        if (runs) {
            summary.details(InstanceStatusDetails.builder()
                    .name(StatusName.REACHABILITY)
                    .status(StatusType.PASSED)
                    .build());
        }
        return InstanceStatus.builder()
                .instanceId(row.id())
                .availabilityZone(row.instance().placement().availabilityZone())
                .instanceState(row.instance().state())
                .instanceStatus(summary.build())
                .systemStatus(summary.build())
                .build();
    }

    public GetConsoleOutputResponse console(GetConsoleOutputRequest request) {
        InstanceRow row = tables.instance(Ec2Errors.required("InstanceId", request.instanceId()));
        return GetConsoleOutputResponse.builder()
                .instanceId(row.id())
                .timestamp(context.time().instant())
                .output(Base64.getEncoder()
                        .encodeToString(lifecycle.processes().console(row.id()).end()))
                .build();
    }

    public DescribeInstanceAttributeResponse describe(DescribeInstanceAttributeRequest request) {
        InstanceAttributeName attribute = Ec2Errors.required("attribute", request.attribute());
        InstanceRow row = tables.instance(Ec2Errors.required("instanceId", request.instanceId()));
        DescribeInstanceAttributeResponse.Builder response =
                DescribeInstanceAttributeResponse.builder().instanceId(row.id());
        return switch (attribute) {
            case USER_DATA -> // No value at all where there is none.
                response.userData(v -> v.value(row.userData().isEmpty() ? null : row.userData()))
                        .build();
            case INSTANCE_TYPE ->
                response.instanceType(v -> v.value(row.instance().instanceTypeAsString()))
                        .build();
            case DISABLE_API_TERMINATION ->
                response.disableApiTermination(v -> v.value(row.protectedFromEnd()))
                        .build();
            case GROUP_SET -> response.groups(row.instance().securityGroups()).build();
            default ->
                throw new UnsupportedOperationException(
                        "The embedded cloud does not tell the attribute " + request.attributeAsString() + ".");
        };
    }

    /** Changes the security groups, or whether an instance is protected. */
    public void modify(ModifyInstanceAttributeRequest request) {
        String id = Ec2Errors.required("instanceId", request.instanceId());
        @Nullable
        Boolean isProtected = request.disableApiTermination() == null
                ? null
                : request.disableApiTermination().value();
        if (isProtected == null && request.groups().isEmpty()) {
            throw new UnsupportedOperationException(
                    "The embedded cloud changes the attributes disableApiTermination and groups only.");
        }
        tables.store().write(() -> {
            InstanceRow row = tables.instance(id);
            if (isProtected != null) {
                row = row.withProtection(isProtected);
            }
            if (!request.groups().isEmpty()) {
                List<GroupIdentifier> groups = request.groups().stream()
                        .map(tables::group)
                        .map(group -> GroupIdentifier.builder()
                                .groupId(group.groupId())
                                .groupName(group.groupName())
                                .build())
                        .toList();
                row = row.with(row.instance().toBuilder().securityGroups(groups).build());
            }
            tables.instances().put(id, row);
        });
    }

    /** Those that are not terminated. */
    @Override
    public Optional<Machine> find(String id) {
        return tables.instances()
                .get(id)
                .filter(row -> !row.isIn(InstanceStateName.SHUTTING_DOWN) && !row.isIn(InstanceStateName.TERMINATED))
                .map(row -> lifecycle.machine(row));
    }

    @Override
    public void close() {
        lifecycle.close();
    }
}
