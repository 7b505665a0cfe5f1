package io.devopslab.session.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An append-only file, one JSON object a line. A line counts when it is complete and is on disk when {@link #append}
 * returns. What a killed process wrote of its last line is no entry, and is cut away before the next one. For one
 * writer at a time.
 */
public final class Ledger {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    public Ledger(Path file) {
        this.file = file;
    }

    /**
     * All complete entries, in their order. Lines that are not readable are passed over: a session must be able to
     * stop whatever became of its files.
     *
     * @throws UncheckedIOException when the file is there and cannot be read
     */
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        String text = text();
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            entry(text.substring(start, end)).ifPresent(entries::add);
            start = end + 1;
        }
        return entries;
    }

    private String text() {
        try {
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException("The ledger " + file + " cannot be read.", e);
        }
    }

    private static Optional<Entry> entry(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            if (node instanceof ObjectNode object && object.path("event").isTextual()) {
                Instant at = Instant.parse(object.path("at").asText());
                ObjectNode data =
                        object.path("data") instanceof ObjectNode given ? given : JsonNodeFactory.instance.objectNode();
                return Optional.of(new Entry(at, object.path("event").textValue(), data));
            }
            return Optional.empty();
        } catch (JsonProcessingException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * Writes an entry and waits until it is on disk.
     *
     * @throws UncheckedIOException when that is not possible
     */
    public void append(Entry entry) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("v", 1).put("at", entry.at().toString()).put("event", entry.event());
        line.set("data", entry.data());
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.position(endOfLastLine(channel));
            channel.truncate(channel.position());
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException("The ledger " + file + " cannot be written.", e);
        }
    }

    private static long endOfLastLine(FileChannel channel) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        for (long end = channel.size(); end > 0; end--) {
            one.clear();
            if (channel.read(one, end - 1) == 1 && one.get(0) == '\n') {
                return end;
            }
        }
        return 0;
    }
}
