package io.devopslab.cloud.service.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.stack.engine.EngineContext;
import io.devopslab.cloud.stack.plan.PropertyDrift;
import io.devopslab.cloud.stack.state.ResourceRow;
import io.devopslab.cloud.stack.state.ResourceRow.State;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDrift;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDriftStatus;

/** Looks at one resource and compares it with its template. */
final class DriftDetector {

    private final EngineContext context;

    DriftDetector(EngineContext context) {
        this.context = context;
    }

    /** The drift of a resource; empty when its type tells nothing of its resources. */
    Optional<StackResourceDrift> detect(ResourceRow row) {
        return row.current().flatMap(state -> detect(row, state));
    }

    private Optional<StackResourceDrift> detect(ResourceRow row, State state) {
        Optional<ObjectNode> live;
        try {
            live = context.handlers().get(state.type()).read(state.physicalId());
        } catch (UnsupportedOperationException e) {
            return Optional.empty();
        }
        StackResourceDrift.Builder drift = StackResourceDrift.builder()
                .stackId(row.stackId())
                .logicalResourceId(row.logicalId())
                .physicalResourceId(state.physicalId())
                .resourceType(state.type())
                .timestamp(context.time().instant());
        if (live.isEmpty()) {
            return Optional.of(drift.stackResourceDriftStatus(StackResourceDriftStatus.DELETED)
                    .expectedProperties(state.properties().toString())
                    .build());
        }
        PropertyDrift properties = new PropertyDrift(state, live.get());
        boolean drifted = !properties.differences().isEmpty();
        return Optional.of(drift.expectedProperties(properties.expected().toString())
                .actualProperties(properties.actual().toString())
                .propertyDifferences(properties.differences())
                .stackResourceDriftStatus(
                        drifted ? StackResourceDriftStatus.MODIFIED : StackResourceDriftStatus.IN_SYNC)
                .build());
    }
}
