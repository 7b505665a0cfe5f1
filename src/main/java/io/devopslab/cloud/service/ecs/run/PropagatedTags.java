package io.devopslab.cloud.service.ecs.run;

import io.devopslab.cloud.service.ecs.state.DefinitionRow;
import io.devopslab.cloud.service.ecs.state.EcsTables;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.PropagateTags;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** The tags that a task has from its service or its definition. */
final class PropagatedTags {

    private PropagatedTags() {}

    static List<Tag> of(Service service, TaskDefinition definition, EcsTables tables) {
        if (service.propagateTags() == PropagateTags.SERVICE) {
            return service.tags();
        }
        return service.propagateTags() == PropagateTags.TASK_DEFINITION
                ? tables.findDefinition(definition.taskDefinitionArn())
                        .map(DefinitionRow::tags)
                        .orElse(List.of())
                : List.of();
    }
}
