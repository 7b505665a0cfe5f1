package io.devopslab.target.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Where a daemon answers and how it was started.
 *
 * @param instance tells this daemon from an earlier one on the same port
 * @param speed seconds of the cloud per second of the wall clock
 * @param verified whether requests need a valid signature
 */
public record DaemonAddress(
        String instance,
        long pid,
        URI endpoint,
        String account,
        String region,
        double speed,
        boolean verified,
        Instant started) {

    ObjectNode toJson() {
        return DaemonFiles.newDocument()
                .put("instance", instance)
                .put("pid", pid)
                .put("endpoint", endpoint.toString())
                .put("account", account)
                .put("region", region)
                .put("speed", speed)
                .put("verified", verified)
                .put("started", started.toString());
    }

    /** Empty when the document lacks what an address needs. */
    static Optional<DaemonAddress> fromJson(JsonNode json) {
        try {
            return Optional.of(new DaemonAddress(
                    json.required("instance").asText(),
                    json.required("pid").asLong(),
                    URI.create(json.required("endpoint").asText()),
                    json.required("account").asText(),
                    json.required("region").asText(),
                    json.required("speed").asDouble(),
                    json.required("verified").asBoolean(),
                    Instant.parse(json.required("started").asText())));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
