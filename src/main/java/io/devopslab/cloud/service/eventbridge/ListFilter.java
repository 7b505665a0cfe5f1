package io.devopslab.cloud.service.eventbridge;

import io.devopslab.cloud.kernel.Constraints;
import java.util.Collection;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;

/**
 * What a list of archives or replays is asked for: all of it, or what one filter lets pass (API reference, ListArchives
 * and ListReplays).
 */
record ListFilter(
        @Nullable String namePrefix,
        @Nullable String eventSourceArn,
        @Nullable String state) {

    /**
     * @param operation of the list
     * @param longestName of what is listed
     * @param states which there are
     * @param limit how many are to be shown at most
     * @throws EventBridgeException for what AWS takes for no filter, and for more than one
     */
    ListFilter verify(String operation, int longestName, Collection<?> states, @Nullable Integer limit) {
        new Constraints()
                .length("namePrefix", namePrefix, 1, longestName)
                .pattern("namePrefix", namePrefix, Archives.NAME)
                .oneOf("state", state, states)
                .range("limit", limit, 1, 100)
                .verify(EventBridgeException.builder());
        if (Stream.of(namePrefix, eventSourceArn, state)
                        .filter(Objects::nonNull)
                        .count()
                > 1) {
            throw EventBridgeErrors.validation("At most one filter is allowed for " + operation
                    + ". Use either : State, EventSourceArn, or NamePrefix.");
        }
        return this;
    }

    boolean passes(String name, String source, String itsState) {
        return (namePrefix == null || name.startsWith(namePrefix))
                && (eventSourceArn == null || source.equals(eventSourceArn))
                && (state == null || itsState.equals(state));
    }
}
