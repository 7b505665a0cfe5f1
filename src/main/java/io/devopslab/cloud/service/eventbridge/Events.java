package io.devopslab.cloud.service.eventbridge;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.CloudEvent;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The form in which EventBridge delivers an event (EventBridge User Guide, "Events"). */
final class Events {

    private Events() {}

    /** An event that comes again tells by which replay. */
    static ObjectNode document(CloudEvent event, Optional<String> replay) {
        ObjectNode document = document(event);
        replay.ifPresent(name -> document.put("replay-name", name));
        return document;
    }

    static ObjectNode document(CloudEvent event) {
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("version", "0")
                .put("id", event.id())
                .put("detail-type", event.detailType())
                .put("source", event.source())
                .put("account", event.scope().account())
                .put("time", event.time().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", event.scope().region());
        event.resources().forEach(document.putArray("resources")::add);
        document.set("detail", event.detail());
        return document;
    }
}
