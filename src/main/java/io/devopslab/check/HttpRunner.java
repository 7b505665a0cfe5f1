package io.devopslab.check;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.catalog.HttpCall;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Sends requests of a lab. Redirects are not followed: where they lead is part of the answer. */
public final class HttpRunner {

    private static final int MOST_BODY = 1024 * 1024;

    /**
     * An answer.
     *
     * @param headers by their names in small letters; several values are joined by commas
     * @param body the first MiB as text
     */
    public record Result(int status, Map<String, String> headers, String body) {

        /** What expressions look at: {@code {status, headers, body, json}}. */
        public ObjectNode document() {
            ObjectNode document = JsonNodeFactory.instance.objectNode().put("status", status);
            ObjectNode fields = document.putObject("headers");
            headers.forEach(fields::put);
            document.put("body", body);
            document.set("json", Texts.json(body));
            return document;
        }
    }

    /**
     * @param call without placeholders
     * @throws IOException when no answer comes
     * @throws IllegalArgumentException when the URL is none
     */
    public Result send(HttpCall call) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(call.url()))
                .timeout(call.timeout())
                .method(
                        call.method(),
                        call.body().isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(call.body()));
        call.headers().forEach(request::header);
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(call.timeout()).build();
        HttpResponse<java.io.InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
        try (var body = response.body()) {
            String text = new String(body.readNBytes(MOST_BODY), StandardCharsets.UTF_8);
            return new Result(response.statusCode(), headers(response), text);
        }
    }

    private static URI uri(String url) {
        URI uri = URI.create(url);
        if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
            throw new IllegalArgumentException("'" + url + "' is not an http or https URL.");
        }
        return uri;
    }

    private static Map<String, String> headers(HttpResponse<?> response) {
        Map<String, String> headers = new TreeMap<>();
        response.headers()
                .map()
                .forEach((name, values) ->
                        headers.put(name.toLowerCase(java.util.Locale.ROOT), String.join(", ", values)));
        return headers;
    }
}
