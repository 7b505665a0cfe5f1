package io.devopslab.wire.elsewhere;

import io.devopslab.wire.Elsewhere;
import io.devopslab.wire.auth.Caller;
import io.devopslab.wire.http.Problem;
import io.devopslab.wire.http.WireException;
import io.devopslab.wire.http.WireReply;
import io.devopslab.wire.http.WireRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * An emulator at another endpoint. Requests get its host and a signature of their own. Emulators check no signature; the
 * key's id is the caller's account, which is what LocalStack and Moto take a key of twelve digits for, so that names
 * ({@code arn:…}) on both sides are of one account.
 */
public final class HttpElsewhere implements Elsewhere {

    /** Tells a server that a request was passed on to it: it would go in a circle for ever. */
    private static final String PASSED_ON = "X-Lab-Passed-On";

    private static final String SECRET = "test";
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** The longest that a function of Lambda runs. */
    private static final Duration ANSWER = Duration.ofMinutes(15);

    /** What belongs to the connection, the old signature or the coding that was taken off. */
    private static final Set<String> OWN = Set.of(
            "host",
            "connection",
            "keep-alive",
            "upgrade",
            "http2-settings",
            "te",
            "trailer",
            "transfer-encoding",
            "expect",
            "content-length",
            "authorization",
            "x-amz-date",
            "x-amz-security-token",
            "x-amz-content-sha256",
            "x-amz-decoded-content-length",
            "x-amz-trailer");

    private final URI endpoint;
    private final HttpClient client;

    /**
     * @param endpoint scheme, host and port
     */
    public HttpElsewhere(URI endpoint) {
        this.endpoint = endpoint;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
    }

    @Override
    public WireReply ask(WireRequest request, String service, Caller caller) {
        if (request.header(PASSED_ON).isPresent()) {
            throw new WireException(
                    Problem.NOT_IMPLEMENTED,
                    "The service '" + service + "' is not implemented by this cloud, and the endpoint that it passes"
                            + " requests on to is this cloud itself.");
        }
        try {
            return reply(client.send(signed(request, service, caller), HttpResponse.BodyHandlers.ofInputStream()));
        } catch (IOException | UncheckedIOException e) {
            throw new WireException(
                    Problem.UNAVAILABLE,
                    "The service '" + service + "' is not of this cloud, and " + endpoint
                            + ", to which it is passed on (--fallback), does not answer: " + e + ".");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WireException(Problem.UNAVAILABLE, "The cloud ends. Try again shortly.");
        }
    }

    private HttpRequest signed(WireRequest request, String service, Caller caller) {
        SdkHttpRequest.Builder unsigned = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(request.method()))
                .protocol(endpoint.getScheme())
                .host(endpoint.getHost())
                .encodedPath(request.path());
        if (endpoint.getPort() >= 0) {
            unsigned.port(endpoint.getPort());
        }
        request.parameters().all().forEach(parameter -> {
            if (!parameter.name().toLowerCase(Locale.ROOT).startsWith("x-amz-")) {
                unsigned.appendRawQueryParameter(parameter.name(), parameter.value());
            }
        });
        request.headers().forEach((name, values) -> {
            List<String> kept = kept(name, values);
            if (!kept.isEmpty()) {
                unsigned.putHeader(name, kept);
            }
        });
        unsigned.putHeader(PASSED_ON, "1");
        ContentStreamProvider body = () -> open(request);
        SdkHttpRequest signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(AwsCredentialsIdentity.create(caller.account(), SECRET))
                        .request(unsigned.build())
                        .payload(body)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        // "Create a canonical request": Amazon S3 alone encodes paths once and leaves them as they are.
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, !service.equals("s3"))
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, !service.equals("s3"))
                        .putProperty(
                                AwsV4HttpSigner.REGION_NAME, caller.region().orElse("us-east-1")))
                .request();
        HttpRequest.Builder http = HttpRequest.newBuilder(signed.getUri())
                .timeout(ANSWER)
                .method(
                        request.method(),
                        request.body().size() == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.fromPublisher(
                                        HttpRequest.BodyPublishers.ofInputStream(() -> open(request)),
                                        request.body().size()));
        signed.headers().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("Host")) {
                values.forEach(value -> http.header(name, value));
            }
        });
        return http.build();
    }

    private static List<String> kept(String name, List<String> values) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (OWN.contains(lower)) {
            return List.of();
        }
        return lower.equals("content-encoding")
                ? values.stream()
                        .filter(value -> !value.contains("aws-chunked"))
                        .toList()
                : values;
    }

    private static InputStream open(WireRequest request) {
        return request.body().open();
    }

    private static WireReply reply(HttpResponse<InputStream> response) {
        Map<String, String> headers = new LinkedHashMap<>();
        response.headers().map().forEach((name, values) -> {
            if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(name, String.join(", ", values));
            }
        });
        long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
        return new WireReply(response.statusCode(), headers, new Streamed(response.body(), length));
    }

    private record Streamed(InputStream in, long length) implements WireReply.Content {
        @Override
        public void writeTo(OutputStream out) throws IOException {
            try (in) {
                in.transferTo(out);
            }
        }
    }
}
