package io.devopslab.wire.http;

import com.sun.net.httpserver.Headers;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A request, read.
 *
 * @param path as it came, still percent-encoded, beginning with a slash
 * @param query as it came, without the question mark; empty if there is none
 * @param body the content, with any transfer coding of AWS's own taken off
 */
public record WireRequest(String method, String path, String query, Headers headers, Body body) {

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.getFirst(name));
    }

    /** The query's parameters, decoded. */
    public Parameters parameters() {
        return Parameters.parse(query);
    }

    /** The content type without its parameters, in lower case; empty if the request has none. */
    public String contentType() {
        String value = header("Content-Type").orElse("");
        int end = value.indexOf(';');
        return (end < 0 ? value : value.substring(0, end)).trim().toLowerCase(Locale.ROOT);
    }

    public List<String> headerValues(String name) {
        List<String> values = headers.get(name);
        return values == null ? List.of() : values;
    }

    public WireRequest withBody(Body content) {
        return new WireRequest(method, path, query, headers, content);
    }

    public WireRequest withPath(String other) {
        return new WireRequest(method, other, query, headers, body);
    }
}
