package io.devopslab.cloud.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/**
 * Something that happened, in the shape in which EventBridge delivers it (EventBridge User Guide, "AWS service
 * event metadata").
 *
 * @param source for example {@code aws.codepipeline}
 * @param detailType for example {@code CodePipeline Pipeline Execution State Change}
 */
public record CloudEvent(
        String id,
        String source,
        String detailType,
        Scope scope,
        Instant time,
        List<String> resources,
        JsonNode detail) {

    public CloudEvent {
        resources = List.copyOf(resources);
    }
}
