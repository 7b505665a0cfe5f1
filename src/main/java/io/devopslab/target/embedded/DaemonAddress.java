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
 * @param builds where the commands of builds run
 * @param fallback who is asked for services that the cloud does not have
 * @param program what it runs; empty for a daemon that does not tell
 */
public record DaemonAddress(
        String instance,
        long pid,
        URI endpoint,
        String account,
        String region,
        double speed,
        boolean verified,
        Builds builds,
        Fallback fallback,
        Instant started,
        Optional<Program> program) {

    /**
     * Whether the daemon is known to run another build than {@code own}. One that does not tell is older than this
     * question.
     */
    public boolean isOfAnotherBuildThan(Program own) {
        return !program.equals(Optional.of(own));
    }

    ObjectNode toJson() {
        ObjectNode json = DaemonFiles.newDocument()
                .put("instance", instance)
                .put("pid", pid)
                .put("endpoint", endpoint.toString())
                .put("account", account)
                .put("region", region)
                .put("speed", speed)
                .put("verified", verified)
                .put("builds", builds.word())
                .put("fallback", fallback.word())
                .put("started", started.toString());
        program.ifPresent(known -> json.put("program", known.id()));
        return json;
    }

    private static URI endpoint(String text) {
        URI endpoint = URI.create(text);
        if (!"http".equals(endpoint.getScheme()) || endpoint.getHost() == null) {
            throw new IllegalArgumentException("'" + text + "' is no address of a server");
        }
        return endpoint;
    }

    /** Empty when the document lacks what an address needs. */
    static Optional<DaemonAddress> fromJson(JsonNode json) {
        try {
            return Optional.of(new DaemonAddress(
                    json.required("instance").asText(),
                    json.required("pid").asLong(),
                    endpoint(json.required("endpoint").asText()),
                    json.required("account").asText(),
                    json.required("region").asText(),
                    json.required("speed").asDouble(),
                    json.required("verified").asBoolean(),
                    // A daemon that does not tell is older than this question.
                    Builds.of(json.path("builds").asText()).orElse(Builds.PROCESS),
                    Fallback.of(json.path("fallback").asText()).orElse(Fallback.NONE),
                    Instant.parse(json.required("started").asText()),
                    Optional.ofNullable(json.get("program"))
                            .map(JsonNode::asText)
                            .map(Program::new)));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
