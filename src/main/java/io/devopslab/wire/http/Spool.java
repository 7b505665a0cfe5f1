package io.devopslab.wire.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads bodies: into memory up to a size, into a temporary file beyond it.
 *
 * @param directory where temporary files go
 * @param inMemory the largest body that is held, in bytes
 * @param limit the largest body that is accepted, in bytes
 */
public record Spool(Path directory, int inMemory, long limit) {

    private static final int BUFFER = 16_384;

    /**
     * Reads to the end.
     *
     * @throws WireException if there is more than the limit
     */
    public Body read(InputStream in) throws IOException {
        ByteArrayOutputStream held = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            held.write(buffer, 0, count);
            check(held.size());
            if (held.size() > inMemory) {
                return toFile(held, in);
            }
        }
        return held.size() == 0 ? Body.EMPTY : new Body.InMemory(held.toByteArray());
    }

    private Body toFile(ByteArrayOutputStream held, InputStream in) throws IOException {
        Path file = Files.createTempFile(directory, "body", "");
        try (OutputStream out = Files.newOutputStream(file)) {
            held.writeTo(out);
            long size = held.size();
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                size += count;
                check(size);
                out.write(buffer, 0, count);
            }
            return new Body.InFile(file, size);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private void check(long size) {
        if (size > limit) {
            throw new WireException(
                    Problem.TOO_LARGE, "The request's body is larger than " + limit + " bytes, the most allowed here.");
        }
    }
}
