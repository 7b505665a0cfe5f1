package io.devopslab.cloud.service.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.service.ecs.state.EcsErrors;
import java.util.Set;
import software.amazon.awssdk.core.SdkPojo;

/** Refuses what the embedded ECS has not, so that nothing is accepted and then not done. */
final class Outside {

    private Outside() {}

    /**
     * @param supported the members that may be there; others only when they are empty or false
     * @throws UnsupportedOperationException for any other
     */
    static void refuse(SdkPojo shape, Set<String> supported, String of) {
        Shapes.write(shape).properties().forEach(member -> {
            JsonNode value = member.getValue();
            boolean says = !(value.isContainerNode() && value.isEmpty()) && !(value.isBoolean() && !value.asBoolean());
            if (says && !supported.contains(member.getKey())) {
                throw EcsErrors.unsupported("the member " + member.getKey() + " of " + of);
            }
        });
    }
}
