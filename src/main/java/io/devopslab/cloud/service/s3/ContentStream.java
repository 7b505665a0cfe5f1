package io.devopslab.cloud.service.s3;

import io.devopslab.cloud.kernel.Blobs;
import io.devopslab.cloud.kernel.Blobs.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/** A stretch of bytes out of several blobs that lie one after the other; each is opened when it is reached. */
final class ContentStream extends InputStream {

    private final Blobs blobs;
    private final Deque<Blob> rest;
    private long skip;
    private long remaining;
    private InputStream current = InputStream.nullInputStream();

    ContentStream(Blobs blobs, List<Blob> content, long offset, long length) {
        this.blobs = blobs;
        this.rest = new ArrayDeque<>(content);
        this.skip = offset;
        this.remaining = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (length == 0) {
            return 0;
        }
        while (remaining > 0) {
            int count = current.read(buffer, offset, (int) Math.min(length, remaining));
            if (count > 0) {
                remaining -= count;
                return count;
            }
            if (!next()) {
                throw new IOException("The content ends " + remaining + " bytes too early.");
            }
        }
        return -1;
    }

    private boolean next() throws IOException {
        current.close();
        while (!rest.isEmpty() && rest.getFirst().length() <= skip) {
            skip -= rest.removeFirst().length();
        }
        if (rest.isEmpty()) {
            return false;
        }
        current = blobs.open(rest.removeFirst());
        current.skipNBytes(skip);
        skip = 0;
        return true;
    }

    @Override
    public int available() {
        return (int) Math.min(remaining, Integer.MAX_VALUE);
    }

    @Override
    public void close() throws IOException {
        remaining = 0;
        current.close();
    }
}
