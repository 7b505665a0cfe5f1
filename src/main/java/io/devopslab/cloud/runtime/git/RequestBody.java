package io.devopslab.cloud.runtime.git;

import java.io.IOException;
import java.io.InputStream;

/**
 * The body of a request, read and never skipped: {@code skip} on the streams of the JDK's HTTP server goes on
 * behind the end of the body, into the connection, and waits there for bytes that do not come.
 */
final class RequestBody extends InputStream {

    private final InputStream body;

    RequestBody(InputStream body) {
        this.body = body;
    }

    @Override
    public int read() throws IOException {
        return body.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return body.read(bytes, offset, length);
    }

    @Override
    public int available() throws IOException {
        return body.available();
    }
}
