package io.devopslab.wire.http;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Clients compress large descriptions: "Request compression" in the AWS SDKs and Tools Reference Guide. */
public final class Gzip {

    private static final String CODING = "Content-Encoding";

    private Gzip() {}

    /**
     * The request as it was before its sender compressed it.
     *
     * @param spool bounds the size of what comes out
     * @throws WireException if it is not compressed as it says, or is too large
     */
    public static WireRequest decoded(WireRequest request, Spool spool) {
        if (!request.header(CODING).orElse("").trim().equalsIgnoreCase("gzip")
                || request.body().size() == 0) {
            return request;
        }
        Headers headers = new Headers();
        headers.putAll(request.headers());
        headers.remove(CODING);
        try (InputStream in = new GZIPInputStream(request.body().open())) {
            return new WireRequest(request.method(), request.path(), request.query(), headers, spool.read(in));
        } catch (IOException e) {
            throw new WireException(Problem.MALFORMED, "The request's body is not in the coding gzip.");
        }
    }
}
