package io.devopslab.target.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.target.TargetException;
import io.devopslab.text.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The files of a daemon under {@code $LAB_HOME/cloud}. Each is replaced as a whole, so that a reader sees the old
 * or the new one; one that a full disk cut short counts as absent.
 */
final class DaemonFiles {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path labHome;
    private final Path directory;

    DaemonFiles(Path labHome) {
        this.labHome = labHome;
        this.directory = labHome.resolve("cloud");
    }

    Path directory() {
        return directory;
    }

    /** Where the daemon that runs, or ran last, answers. */
    Path address() {
        return directory.resolve("daemon.json");
    }

    /** Held by the daemon as long as it runs. */
    Path lock() {
        return directory.resolve("daemon.lock");
    }

    Path log() {
        return directory.resolve("daemon.log");
    }

    Path credentials() {
        return directory.resolve("credentials.json");
    }

    /** How far the cloud's clock is ahead of the wall clock. */
    Path clock() {
        return directory.resolve("clock.json");
    }

    /** What expires when. */
    Path expiries() {
        return directory.resolve("expiries.json");
    }

    /** The state of the cloud itself. */
    Path state() {
        return directory.resolve("state");
    }

    /** The commands of Java that builds of this process find first, where they were made. */
    Path tools() {
        return JavaTools.use(labHome);
    }

    /** The document in {@code file}; empty when there is none, or none that can be read. */
    Optional<JsonNode> read(Path file) {
        try {
            JsonNode document = JSON.readTree(Files.readAllBytes(file));
            return document.isObject() ? Optional.of(document) : Optional.empty();
        } catch (NoSuchFileException | com.fasterxml.jackson.core.JsonProcessingException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failure("unreadable", file, e);
        }
    }

    /** Replaces {@code file}; only its owner can read it. */
    void write(Path file, ObjectNode document) {
        try {
            Files.createDirectories(directory);
            Path part = Files.createTempFile(directory, file.getFileName().toString(), ".part");
            try {
                if (part.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                    Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-------"));
                }
                Files.write(part, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(document));
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw failure("unwritable", file, e);
        }
    }

    static ObjectNode newDocument() {
        return JSON.createObjectNode();
    }

    static TargetException failure(String key, Path file, IOException e) {
        return new TargetException(
                Message.of(DaemonFiles.class, key, file, reason(e)), Message.of(DaemonFiles.class, key + ".cure"), e);
    }

    private static String reason(IOException e) {
        return e instanceof java.nio.file.FileSystemException f && f.getReason() != null
                ? f.getReason()
                : String.valueOf(e.getMessage());
    }
}
