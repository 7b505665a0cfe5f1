package io.devopslab.cloud.service.codestarnotifications;

import io.devopslab.cloud.kernel.CloudEvent;
import java.util.function.Predicate;
import software.amazon.awssdk.services.codestarnotifications.model.EventTypeSummary;

/**
 * Something that a rule can tell.
 *
 * @param id for example {@code codepipeline-pipeline-pipeline-execution-failed}
 * @param service in the words of the console, for example {@code CodePipeline}
 * @param name for example {@code Pipeline execution: Failed}
 * @param resource for example {@code Pipeline}
 * @param matches whether an event is of this type
 */
record EventType(String id, String service, String name, String resource, Predicate<CloudEvent> matches) {

    EventTypeSummary summary() {
        return EventTypeSummary.builder()
                .eventTypeId(id)
                .serviceName(service)
                .eventTypeName(name)
                .resourceType(resource)
                .build();
    }
}
