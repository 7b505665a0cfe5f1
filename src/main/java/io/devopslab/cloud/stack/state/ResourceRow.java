package io.devopslab.cloud.stack.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;

/**
 * A resource of a stack.
 *
 * @param current what stands; empty before the creation succeeded
 * @param before what stood when the running update began, if the update touched the resource
 * @param step what was last done to it
 */
public record ResourceRow(
        String stackId,
        String logicalId,
        String type,
        ResourceStatus status,
        Optional<String> reason,
        Instant timestamp,
        Optional<State> current,
        Optional<State> before,
        Step step) {

    /**
     * A resource that was provisioned.
     *
     * @param declared the properties of the template with their functions applied: what the next update compares
     * @param properties the same with dynamic references resolved: what the handler was given
     * @param dependencies the resources that were needed for it, and so go after it
     * @param live what the service told of it then: what drift is measured from; empty when it tells nothing
     */
    public record State(
            String type,
            String physicalId,
            ObjectNode declared,
            ObjectNode properties,
            ObjectNode attributes,
            ObjectNode metadata,
            String deletionPolicy,
            String updateReplacePolicy,
            List<String> dependencies,
            Optional<ObjectNode> live) {

        public State {
            dependencies = List.copyOf(dependencies);
        }
    }

    /** What can be done to a resource. */
    public enum Action {
        CREATE,
        UPDATE,
        REPLACE,
        REVERT,
        DELETE
    }

    /**
     * One thing done to the resource.
     *
     * @param operation the operation it belongs to
     * @param token what the handler gets at each attempt
     * @param generatedName the name that the resource gets when its template gives none
     * @param attempted the properties that the handler was given, for the way back; empty object when none
     * @param finished whether the handler has answered; until then it must be asked again
     */
    public record Step(
            String operation,
            Action action,
            String token,
            String generatedName,
            ObjectNode attempted,
            boolean finished) {

        /** The same step, done with these properties. */
        public Step finish(ObjectNode with) {
            return new Step(operation, action, token, generatedName, with, true);
        }
    }

    /** What {@code PhysicalResourceId} shows; empty until there is one. */
    public String physicalId() {
        return current.map(State::physicalId).orElse("");
    }

    public ResourceRow withStatus(ResourceStatus newStatus, Optional<String> newReason, Instant when) {
        return new ResourceRow(stackId, logicalId, type, newStatus, newReason, when, current, before, step);
    }

    public ResourceRow withCurrent(Optional<State> newCurrent) {
        String newType = newCurrent.map(State::type).orElse(type);
        return new ResourceRow(stackId, logicalId, newType, status, reason, timestamp, newCurrent, before, step);
    }

    public ResourceRow withBefore(Optional<State> newBefore) {
        return new ResourceRow(stackId, logicalId, type, status, reason, timestamp, current, newBefore, step);
    }

    public ResourceRow withStep(Step newStep) {
        return new ResourceRow(stackId, logicalId, type, status, reason, timestamp, current, before, newStep);
    }
}
