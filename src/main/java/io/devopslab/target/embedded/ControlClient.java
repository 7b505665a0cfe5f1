package io.devopslab.target.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.target.TargetException;
import io.devopslab.text.Message;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/** Asks a daemon about itself: {@code /_lab/…}, signed like any request to AWS, with the signing name {@code lab}. */
final class ControlClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private ControlClient() {}

    /** Who answers at that URL; empty when nobody does, or not a daemon of ours. */
    static Optional<String> instanceAt(URI endpoint) {
        try {
            HttpURLConnection connection = open(endpoint.resolve("/_lab/health"), Duration.ofSeconds(5));
            try (InputStream body = connection.getInputStream()) {
                return Optional.ofNullable(JSON.readTree(body).get("instance")).map(JsonNode::asText);
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Sends a signed request.
     *
     * @param patience how long the answer may take
     * @throws TargetException when the daemon refuses or does not answer
     */
    static JsonNode post(
            DaemonAddress daemon, AwsCredentials credentials, String verb, ObjectNode body, Duration patience) {
        URI uri = daemon.endpoint().resolve("/_lab/" + verb);
        byte[] payload = body.toString().getBytes(StandardCharsets.UTF_8);
        try {
            HttpURLConnection connection = open(uri, patience);
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            sign(uri, payload, daemon, credentials)
                    .headers()
                    .forEach((name, values) -> values.forEach(value -> connection.setRequestProperty(name, value)));
            connection.getOutputStream().write(payload);
            int status = connection.getResponseCode();
            try (InputStream answer = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                JsonNode document = answer == null ? JSON.nullNode() : JSON.readTree(answer);
                if (status >= 400) {
                    throw new TargetException(
                            Message.of(
                                    ControlClient.class,
                                    "refused",
                                    verb,
                                    document.path("message").asText("status " + status)),
                            Message.of(ControlClient.class, "refused.cure"));
                }
                return document;
            }
        } catch (IOException e) {
            throw new TargetException(
                    Message.of(ControlClient.class, "silent", daemon.endpoint(), verb, String.valueOf(e.getMessage())),
                    Message.of(ControlClient.class, "silent.cure"),
                    e);
        }
    }

    private static SdkHttpRequest sign(URI uri, byte[] payload, DaemonAddress daemon, AwsCredentials credentials) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(uri)
                .putHeader("Content-Type", "application/json")
                .build();
        SignedRequest signed = AwsV4HttpSigner.create().sign(sign -> sign.identity(credentials)
                .request(request)
                .payload(() -> new ByteArrayInputStream(payload))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "lab")
                .putProperty(AwsV4HttpSigner.REGION_NAME, daemon.region()));
        return signed.request();
    }

    private static HttpURLConnection open(URI uri, Duration patience) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(java.net.Proxy.NO_PROXY);
        connection.setConnectTimeout((int) CONNECT.toMillis());
        connection.setReadTimeout((int) patience.toMillis());
        return connection;
    }
}
