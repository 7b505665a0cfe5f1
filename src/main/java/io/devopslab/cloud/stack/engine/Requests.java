package io.devopslab.cloud.stack.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.stack.ResourceRequest;
import io.devopslab.cloud.stack.state.Leftover;
import io.devopslab.cloud.stack.state.ResourceRow;
import io.devopslab.cloud.stack.state.StackRow;

/** Makes what handlers are asked, and the names of what they make. */
final class Requests {

    /** The longest name that every service takes. */
    private static final int MAX_NAME = 63;

    private Requests() {}

    static ResourceRequest create(StackRow stack, ResourceRow row, ObjectNode properties) {
        return request(stack, row, "", properties, empty());
    }

    static ResourceRequest update(StackRow stack, ResourceRow row, ObjectNode properties, ObjectNode previous) {
        return request(stack, row, row.physicalId(), properties, previous);
    }

    private static ResourceRequest request(
            StackRow stack, ResourceRow row, String physicalId, ObjectNode properties, ObjectNode previous) {
        return new ResourceRequest(
                stack.name(),
                stack.id(),
                row.logicalId(),
                physicalId,
                properties.deepCopy(),
                previous.deepCopy(),
                stack.definition().tagMap(),
                row.step().token(),
                row.step().generatedName());
    }

    static ResourceRequest delete(StackRow stack, Leftover leftover) {
        return new ResourceRequest(
                stack.name(),
                stack.id(),
                leftover.logicalId(),
                leftover.state().physicalId(),
                leftover.state().properties().deepCopy(),
                empty(),
                stack.definition().tagMap(),
                leftover.token(),
                "");
    }

    static ObjectNode empty() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** {@code stack-logical-RANDOM}, both names cut where they are too long. */
    static String name(StackRow stack, String logicalId, String random) {
        int room = MAX_NAME - random.length() - 2;
        int forLogical = Math.min(
                logicalId.length(), Math.max(room / 2, room - stack.name().length()));
        int forStack = Math.min(stack.name().length(), room - forLogical);
        return stack.name().substring(0, forStack) + "-" + logicalId.substring(0, forLogical) + "-" + random;
    }
}
