package io.devopslab.cloud.service.cloudformation;

import io.devopslab.cloud.kernel.Store;
import io.devopslab.cloud.kernel.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.StackDriftDetectionStatus;
import software.amazon.awssdk.services.cloudformation.model.StackDriftInformation;
import software.amazon.awssdk.services.cloudformation.model.StackDriftStatus;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDrift;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDriftInformation;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDriftStatus;

/** What drift detections found. */
final class DriftTable {

    private final Table<Detection> detections;
    private final Table<StackDriftInformation> stacks;
    private final Table<StackResourceDrift> resources;

    DriftTable(Store store) {
        this.detections = store.table("drift-detections", Detection.class);
        this.stacks = store.table("drift-of-stacks", StackDriftInformation.class);
        this.resources = store.table("drift-of-resources", StackResourceDrift.class);
    }

    /**
     * A run over a stack.
     *
     * @param logicalIds the resources that are looked at; all when empty
     * @param drifted how many have drifted
     */
    record Detection(
            String id,
            String stackId,
            List<String> logicalIds,
            Instant started,
            StackDriftDetectionStatus status,
            Optional<String> reason,
            StackDriftStatus drift,
            int drifted) {

        Detection {
            logicalIds = List.copyOf(logicalIds);
        }

        boolean running() {
            return status == StackDriftDetectionStatus.DETECTION_IN_PROGRESS;
        }

        Detection end(
                StackDriftDetectionStatus newStatus, Optional<String> why, StackDriftStatus newDrift, int newDrifted) {
            return new Detection(id, stackId, logicalIds, started, newStatus, why, newDrift, newDrifted);
        }
    }

    Optional<Detection> detection(String id) {
        return detections.get(id);
    }

    List<Detection> running() {
        return detections.values().stream().filter(Detection::running).toList();
    }

    void put(Detection detection) {
        detections.put(detection.id(), detection);
    }

    void put(String stackId, StackDriftInformation information) {
        stacks.put(stackId, information);
    }

    void put(StackResourceDrift drift) {
        resources.put(drift.stackId() + "#" + drift.logicalResourceId(), drift);
    }

    List<StackResourceDrift> of(String stackId) {
        return resources.valuesOf(stackId + "#");
    }

    void forget(StackResourceDrift drift) {
        resources.remove(drift.stackId() + "#" + drift.logicalResourceId());
    }

    /** What the stack shows of itself. */
    StackDriftInformation stack(String stackId) {
        return stacks.get(stackId).orElseGet(() -> StackDriftInformation.builder()
                .stackDriftStatus(StackDriftStatus.NOT_CHECKED)
                .build());
    }

    /** What a resource shows of itself. */
    StackResourceDriftInformation resource(String stackId, String logicalId) {
        return resources
                .get(stackId + "#" + logicalId)
                .map(drift -> StackResourceDriftInformation.builder()
                        .stackResourceDriftStatus(drift.stackResourceDriftStatus())
                        .lastCheckTimestamp(drift.timestamp())
                        .build())
                .orElseGet(() -> StackResourceDriftInformation.builder()
                        .stackResourceDriftStatus(StackResourceDriftStatus.NOT_CHECKED)
                        .build());
    }
}
