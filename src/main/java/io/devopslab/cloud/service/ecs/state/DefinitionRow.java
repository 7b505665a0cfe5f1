package io.devopslab.cloud.service.ecs.state;

import java.util.List;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** A revision of a task definition. */
public record DefinitionRow(TaskDefinition definition, List<Tag> tags) {

    public DefinitionRow {
        tags = List.copyOf(tags);
    }

    /** Revisions of a family in their order. */
    static String key(String family, int revision) {
        return String.format(java.util.Locale.ROOT, "%s:%09d", family, revision);
    }

    String key() {
        return key(definition.family(), definition.revision());
    }
}
