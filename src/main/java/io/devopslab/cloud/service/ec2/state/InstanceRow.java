package io.devopslab.cloud.service.ec2.state;

import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * An instance.
 *
 * @param instance as it is shown
 * @param reservationId what it was started with
 * @param userData in Base64, as it was given
 * @param port where its application is expected to listen
 * @param protectedFromEnd whether it may not be terminated by the API
 * @param ended when it was terminated; it is shown for an hour more
 */
public record InstanceRow(
        Instance instance,
        String reservationId,
        String userData,
        int port,
        boolean protectedFromEnd,
        Optional<Instant> ended) {

    public String id() {
        return instance.instanceId();
    }

    public InstanceStateName state() {
        return instance.state().name();
    }

    public boolean isIn(InstanceStateName name) {
        return state() == name;
    }

    public InstanceRow with(Instance changed) {
        return new InstanceRow(changed, reservationId, userData, port, protectedFromEnd, ended);
    }

    /** The instance at that address; its public address, if it has one, is the same. */
    public InstanceRow at(String address, int toPort, String region) {
        String dns = "ip-" + address.replace('.', '-') + "." + region + ".compute.internal";
        boolean isPublic = instance.publicIpAddress() != null;
        Instance moved = instance.toBuilder()
                .privateIpAddress(address)
                .privateDnsName(dns)
                .publicIpAddress(isPublic ? address : null)
                .publicDnsName(isPublic ? dns : "")
                .build();
        return new InstanceRow(moved, reservationId, userData, toPort, protectedFromEnd, ended);
    }

    public InstanceRow in(InstanceStateName name) {
        return with(
                instance.toBuilder().state(s -> s.name(name).code(code(name))).build());
    }

    public InstanceRow withProtection(boolean isProtected) {
        return new InstanceRow(instance, reservationId, userData, port, isProtected, ended);
    }

    public InstanceRow endedAt(Instant time) {
        return new InstanceRow(instance, reservationId, userData, port, protectedFromEnd, Optional.of(time));
    }

    /** "InstanceState" of the API Reference. */
    private static int code(InstanceStateName name) {
        return switch (name) {
            case RUNNING -> 16;
            case SHUTTING_DOWN -> 32;
            case TERMINATED -> 48;
            case STOPPING -> 64;
            case STOPPED -> 80;
            default -> 0;
        };
    }
}
