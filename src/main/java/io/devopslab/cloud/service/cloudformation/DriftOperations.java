package io.devopslab.cloud.service.cloudformation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.service.cloudformation.DriftTable.Detection;
import io.devopslab.cloud.stack.engine.EngineContext;
import io.devopslab.cloud.stack.state.ResourceRow;
import io.devopslab.cloud.stack.state.StackRow;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackDriftDetectionStatusRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackDriftDetectionStatusResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourceDriftsRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourceDriftsResponse;
import software.amazon.awssdk.services.cloudformation.model.DetectStackDriftRequest;
import software.amazon.awssdk.services.cloudformation.model.DetectStackDriftResponse;
import software.amazon.awssdk.services.cloudformation.model.DetectStackResourceDriftRequest;
import software.amazon.awssdk.services.cloudformation.model.DetectStackResourceDriftResponse;
import software.amazon.awssdk.services.cloudformation.model.StackDriftDetectionStatus;
import software.amazon.awssdk.services.cloudformation.model.StackDriftInformation;
import software.amazon.awssdk.services.cloudformation.model.StackDriftStatus;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDrift;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDriftStatus;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** The operations on drift. */
final class DriftOperations {

    private static final Logger LOG = LoggerFactory.getLogger(DriftOperations.class);
    private static final int PAGE = 100;

    private static final Set<StackStatus> STABLE = Set.of(
            StackStatus.CREATE_COMPLETE,
            StackStatus.UPDATE_COMPLETE,
            StackStatus.UPDATE_ROLLBACK_COMPLETE,
            StackStatus.UPDATE_ROLLBACK_FAILED);

    private final EngineContext context;
    private final DriftTable table;
    private final DriftDetector detector;

    DriftOperations(EngineContext context, DriftTable table) {
        this.context = context;
        this.table = table;
        this.detector = new DriftDetector(context);
    }

    DetectStackDriftResponse detect(DetectStackDriftRequest request) {
        StackRow stack = stable(request.stackName());
        request.logicalResourceIds().forEach(logicalId -> resource(stack, logicalId));
        Detection detection = context.store().write(() -> {
            if (table.running().stream().anyMatch(other -> other.stackId().equals(stack.id()))) {
                throw Problems.validation("Drift detection is already in progress for stack [" + stack.id() + "]");
            }
            Detection begun = new Detection(
                    context.service().ids().uuid(),
                    stack.id(),
                    request.logicalResourceIds(),
                    context.time().instant(),
                    StackDriftDetectionStatus.DETECTION_IN_PROGRESS,
                    Optional.empty(),
                    StackDriftStatus.UNKNOWN,
                    0);
            table.put(begun);
            return begun;
        });
        context.time().execute(() -> run(detection));
        return DetectStackDriftResponse.builder()
                .stackDriftDetectionId(detection.id())
                .build();
    }

    /** Takes up what an earlier process left in the middle. */
    void resume() {
        table.running().forEach(detection -> context.time().execute(() -> run(detection)));
    }

    private void run(Detection detection) {
        try {
            List<StackResourceDrift> found = context.store().resources(detection.stackId()).stream()
                    .filter(row -> detection.logicalIds().isEmpty()
                            || detection.logicalIds().contains(row.logicalId()))
                    .flatMap(row -> detector.detect(row).stream())
                    .toList();
            context.store().write(() -> keep(detection, found));
        } catch (RuntimeException e) {
            LOG.warn("The drift of the stack {} could not be detected.", detection.stackId(), e);
            table.put(detection.end(
                    StackDriftDetectionStatus.DETECTION_FAILED,
                    Optional.of("Failed to detect drift: " + e.getMessage()),
                    StackDriftStatus.UNKNOWN,
                    0));
        }
    }

    private void keep(Detection detection, List<StackResourceDrift> found) {
        found.forEach(table::put);
        table.of(detection.stackId()).stream()
                .filter(drift -> context.store()
                        .resource(drift.stackId(), drift.logicalResourceId())
                        .isEmpty())
                .forEach(table::forget);
        List<StackResourceDrift> all = table.of(detection.stackId());
        int drifted = (int) all.stream().filter(DriftOperations::isDrifted).count();
        StackDriftStatus status = drifted > 0 ? StackDriftStatus.DRIFTED : StackDriftStatus.IN_SYNC;
        table.put(
                detection.stackId(),
                StackDriftInformation.builder()
                        .stackDriftStatus(status)
                        .lastCheckTimestamp(context.time().instant())
                        .build());
        table.put(detection.end(StackDriftDetectionStatus.DETECTION_COMPLETE, Optional.empty(), status, drifted));
        publish(detection, status, drifted);
    }

    private void publish(Detection detection, StackDriftStatus status, int drifted) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        detail.put("stack-id", detection.stackId()).put("stack-drift-detection-id", detection.id());
        detail.putObject("status-details")
                .put("stack-drift-status", status.toString())
                .put("detection-status", StackDriftDetectionStatus.DETECTION_COMPLETE.toString());
        detail.putObject("drift-detection-details").put("drifted-stack-resource-count", drifted);
        context.service()
                .events()
                .publish(
                        context.service().scope(),
                        "aws.cloudformation",
                        "CloudFormation Drift Detection Status Change",
                        List.of(detection.stackId()),
                        detail);
    }

    private static boolean isDrifted(StackResourceDrift drift) {
        return drift.stackResourceDriftStatus() == StackResourceDriftStatus.MODIFIED
                || drift.stackResourceDriftStatus() == StackResourceDriftStatus.DELETED;
    }

    DescribeStackDriftDetectionStatusResponse status(DescribeStackDriftDetectionStatusRequest request) {
        String id = Checks.nonEmpty(request.stackDriftDetectionId(), "stackDriftDetectionId");
        Detection detection = table.detection(id)
                .orElseThrow(() -> Problems.validation("Drift detection with id " + id + " does not exist"));
        boolean complete = detection.status() == StackDriftDetectionStatus.DETECTION_COMPLETE;
        return DescribeStackDriftDetectionStatusResponse.builder()
                .stackId(detection.stackId())
                .stackDriftDetectionId(id)
                .detectionStatus(detection.status())
                .detectionStatusReason(detection.reason().orElse(null))
                .stackDriftStatus(complete ? detection.drift() : null)
                .driftedStackResourceCount(complete ? detection.drifted() : null)
                .timestamp(detection.started())
                .build();
    }

    DetectStackResourceDriftResponse detectResource(DetectStackResourceDriftRequest request) {
        StackRow stack = stable(request.stackName());
        ResourceRow row = resource(stack, Checks.nonEmpty(request.logicalResourceId(), "logicalResourceId"));
        StackResourceDrift drift = detector.detect(row)
                .orElseThrow(() -> Problems.validation("Drift detection is not supported for resource type "
                        + row.type() + " of resource " + row.logicalId()));
        table.put(drift);
        return DetectStackResourceDriftResponse.builder()
                .stackResourceDrift(drift)
                .build();
    }

    DescribeStackResourceDriftsResponse describe(DescribeStackResourceDriftsRequest request) {
        String name = Checks.stackName(request.stackName());
        StackRow stack = context.store().find(name).orElseThrow(() -> Problems.noStackNamed(name));
        List<String> filters = request.stackResourceDriftStatusFiltersAsStrings();
        List<StackResourceDrift> all = table.of(stack.id()).stream()
                .filter(drift -> filters.isEmpty() || filters.contains(drift.stackResourceDriftStatusAsString()))
                .toList();
        int size = request.maxResults() == null ? PAGE : Math.min(PAGE, Math.max(1, request.maxResults()));
        Page<StackResourceDrift> page = Page.of(all, request.nextToken(), size, StackResourceDrift::logicalResourceId);
        return DescribeStackResourceDriftsResponse.builder()
                .stackResourceDrifts(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private StackRow stable(@Nullable String nameOrId) {
        String name = Checks.stackName(nameOrId);
        StackRow stack = context.store()
                .find(name)
                .filter(found -> !found.gone())
                .orElseThrow(() -> Problems.noStackNamed(name));
        if (!STABLE.contains(stack.status())) {
            throw Problems.validation("Stack [" + stack.id() + "] is in " + stack.status()
                    + " state and drift detection cannot be performed on it.");
        }
        return stack;
    }

    private ResourceRow resource(StackRow stack, String logicalId) {
        return context.store()
                .resource(stack.id(), logicalId)
                .orElseThrow(() ->
                        Problems.validation("Resource " + logicalId + " does not exist for stack " + stack.name()));
    }
}
