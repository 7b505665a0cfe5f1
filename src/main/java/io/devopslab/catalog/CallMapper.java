package io.devopslab.catalog;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.OperationName;
import io.devopslab.catalog.yaml.Place;
import java.time.Duration;

/** What checks and steps have in common. */
final class CallMapper {

    private CallMapper() {}

    static Call call(Place place) {
        ObjectNode with =
                place.get("with").node() instanceof ObjectNode given ? given : JsonNodeFactory.instance.objectNode();
        return new Call(
                place.get("as").text(),
                OperationName.parse(place.get("call").text()),
                with,
                place.get("paginate").node().booleanValue(),
                LabMapper.textMap(place.get("save")));
    }

    static HttpCall http(Place place) {
        return new HttpCall(
                place.get("method").text("GET"),
                place.get("url").text(),
                LabMapper.textMap(place.get("headers")),
                place.get("body").text(""),
                LabMapper.duration(place.get("timeout"), Duration.ofSeconds(10)));
    }

    static Command command(Place place) {
        return new Command(
                place.get("command").texts(),
                place.get("directory").text("."),
                LabMapper.textMap(place.get("environment")),
                LabMapper.duration(place.get("timeout"), Duration.ofMinutes(2)));
    }
}
