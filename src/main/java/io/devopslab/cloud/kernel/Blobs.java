package io.devopslab.cloud.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Large immutable contents, each in a file named by its SHA-256: equal contents are kept once, and a content
 * that has a name is whole. Thread-safe.
 */
public final class Blobs {

    private final Path directory;

    /** Contents in {@code directory}, which is made when needed. */
    public Blobs(Path directory) {
        this.directory = directory;
    }

    /**
     * A content.
     *
     * @param sha256 its name: 64 hexadecimal digits
     * @param length in bytes
     */
    public record Blob(String sha256, long length) {}

    /** Keeps all that {@code content} gives; the caller closes it. */
    public Blob put(InputStream content) throws IOException {
        Files.createDirectories(directory);
        Path part = Files.createTempFile(directory, "part-", ".tmp");
        try {
            MessageDigest digest = sha256();
            long length = Files.copy(new DigestInputStream(content, digest), part, StandardCopyOption.REPLACE_EXISTING);
            String name = HexFormat.of().formatHex(digest.digest());
            Path file = file(name);
            Files.createDirectories(file.getParent());
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new Blob(name, length);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Keeps {@code content}. */
    public Blob put(byte[] content) {
        try {
            return put(new java.io.ByteArrayInputStream(content));
        } catch (IOException e) {
            throw new UncheckedIOException("The content of " + content.length + " bytes cannot be kept.", e);
        }
    }

    public InputStream open(Blob blob) throws IOException {
        return Files.newInputStream(file(blob.sha256()));
    }

    /** The whole content: for contents that are known to be small. */
    public byte[] bytes(Blob blob) {
        try {
            return Files.readAllBytes(file(blob.sha256()));
        } catch (IOException e) {
            throw new UncheckedIOException("The content " + blob.sha256() + " cannot be read.", e);
        }
    }

    /** The file that holds the content; it must not be changed. */
    public Path file(Blob blob) {
        return file(blob.sha256());
    }

    private Path file(String sha256) {
        return directory.resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
