package io.devopslab.target.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where an emulator answers, as later commands find it.
 *
 * @param container the container's id
 */
record ContainerAddress(URI endpoint, String container, String image) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Empty when there is no file, or none that can be read: then it is looked for again. */
    static Optional<ContainerAddress> read(Path file) {
        try {
            JsonNode json = JSON.readTree(Files.readString(file));
            String endpoint = json.path("endpoint").asText("");
            return endpoint.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new ContainerAddress(
                            URI.create(endpoint),
                            json.path("container").asText(""),
                            json.path("image").asText("")));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    void write(Path file) {
        ObjectNode json = JSON.createObjectNode()
                .put("endpoint", endpoint.toString())
                .put("container", container)
                .put("image", image);
        try {
            Files.writeString(file, json.toPrettyString());
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be written.", e);
        }
    }
}
