package io.devopslab.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.wire.auth.AuthMode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What HTTP itself asks of a server: connections that go on, lengths, answers without content, faults. */
final class HttpTest {

    private static final FakeS3 STORE = new Torn();
    private static final Faulty FAULTY = new Faulty();
    private static final TestWire WIRE = TestWire.start(AuthMode.NONE, List.of(), STORE, FAULTY);
    private static final TestWire GUARDED = TestWire.of(STORE, FAULTY);

    /** Fails in each way that a service can. */
    private static final class Faulty implements DynamoDbClient {

        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public GetItemResponse getItem(GetItemRequest request) {
            throw new AssertionError("a secret of the implementation");
        }

        @Override
        public PutItemResponse putItem(PutItemRequest request) {
            asked.incrementAndGet();
            throw new UnsupportedOperationException("Items cannot be put on a Sunday.");
        }

        @Override
        public DeleteTableResponse deleteTable(DeleteTableRequest request) {
            List.of().add(null);
            return DeleteTableResponse.builder().build();
        }

        @Override
        public ListTablesResponse listTables(ListTablesRequest request) {
            return ListTablesResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    /** Has objects of which only a beginning can be read; nobody knows before how long they are. */
    private static final class Torn extends FakeS3 {

        private final Map<String, Supplier<? extends Throwable>> failures = Map.of(
                "disk", () -> new IOException("The disk is gone."),
                "fault", () -> new IllegalStateException("a fault"),
                "error", () -> new AssertionError("an error"),
                "refusal", () -> error(S3Exception.builder(), "NoSuchUpload", 404, "Gone meanwhile."));

        @Override
        public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
            if (!request.bucket().equals("torn")) {
                return super.getObject(request, transformer);
            }
            // More than any server keeps back before it sends the head.
            InputStream content =
                    new ByteArrayInputStream("begun".repeat(100_000).getBytes(StandardCharsets.UTF_8));
            Supplier<? extends Throwable> failure = failures.get(request.key());
            try {
                return transformer.transform(
                        GetObjectResponse.builder().build(),
                        AbortableInputStream.create(
                                failure == null ? content : new SequenceInputStream(content, failing(failure))));
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        private static InputStream failing(Supplier<? extends Throwable> failure) {
            return new InputStream() {
                @Override
                public int read() throws IOException {
                    Throwable thrown = failure.get();
                    if (thrown instanceof Error error) {
                        throw error;
                    }
                    if (thrown instanceof RuntimeException exception) {
                        throw exception;
                    }
                    throw (IOException) thrown;
                }

                /** Not as the JDK's, which keeps a failure behind the first byte to itself. */
                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    return read();
                }
            };
        }
    }

    @AfterAll
    static void stop() {
        WIRE.close();
        GUARDED.close();
    }

    private static Raw.Request dynamo(String operation) {
        return new Raw.Request("POST", "/")
                .with("X-Amz-Target", "DynamoDB_20120810." + operation)
                .with("Content-Type", "application/x-amz-json-1.0")
                .body("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GetItem", "DeleteTable"})
    void an_error_of_any_kind_is_a_500_that_tells_nothing_but_its_number(String operation) throws IOException {
        Raw answer = dynamo(operation).send(WIRE.uri());

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body())
                .contains("\"__type\":\"InternalFailure\"")
                .contains(answer.header("x-amzn-RequestId"))
                .doesNotContain("secret")
                .doesNotContain("AssertionError")
                .doesNotContain("UnsupportedOperation")
                .doesNotContain("\tat ");
    }

    @Test
    void what_a_service_cannot_do_is_named_and_asked_for_once() {
        int before = FAULTY.asked.get();
        try (DynamoDbClient client = GUARDED.client(DynamoDbClient.builder())) {
            assertThatRefused(() -> client.putItem(r -> r.tableName("t").item(Map.of())));
        }
        assertThat(FAULTY.asked.get() - before).isEqualTo(1);
    }

    private static void assertThatRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        org.assertj.core.api.Assertions.assertThatThrownBy(call).isInstanceOfSatisfying(DynamoDbException.class, e -> {
            assertThat(e.statusCode()).isEqualTo(501);
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("NotImplemented");
            assertThat(e.awsErrorDetails().errorMessage())
                    .contains("DynamoDb:PutItem")
                    .contains("Items cannot be put on a Sunday.");
        });
    }

    private static void put(String key, String content) {
        STORE.objects.put(
                "b/" + key,
                new FakeS3.Stored(
                        content.getBytes(StandardCharsets.UTF_8),
                        PutObjectRequest.builder().build()));
    }

    @Test
    void what_is_not_modified_has_no_content() throws IOException {
        put("fresh", "content");

        Raw answer = new Raw.Request("GET", "/b/fresh")
                .with("If-None-Match", "\"etag\"")
                .send(WIRE.uri());

        assertThat(answer.status()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void a_head_has_the_length_of_what_it_does_not_send() throws IOException {
        put("long", "content");

        Raw found = new Raw.Request("HEAD", "/b/long").send(WIRE.uri());
        Raw missing = new Raw.Request("HEAD", "/b/none").send(WIRE.uri());
        Raw refused = new Raw.Request("HEAD", "/b/long").send(GUARDED.uri());

        assertThat(found.status()).isEqualTo(200);
        assertThat(found.header("Content-Length")).isEqualTo("7");
        assertThat(found.body()).isEmpty();
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.header("x-amz-request-id")).isNotEmpty();
        assertThat(missing.body()).isEmpty();
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).isEmpty();
    }

    /** What ends without its last chunk is no whole answer (RFC 9112, 8). */
    @ParameterizedTest
    @ValueSource(strings = {"disk", "fault", "error", "refusal"})
    void an_answer_that_breaks_off_is_not_ended_properly(String failure) throws IOException {
        Raw whole = new Raw.Request("GET", "/torn/whole").send(WIRE.uri());
        Raw torn = new Raw.Request("GET", "/torn/" + failure).send(WIRE.uri());

        assertThat(whole.header("Transfer-Encoding")).isEqualTo("chunked");
        assertThat(whole.body()).contains("begun").endsWith("\r\n0\r\n\r\n");
        assertThat(torn.status()).isEqualTo(200);
        assertThat(torn.header("Transfer-Encoding")).isEqualTo("chunked");
        assertThat(torn.body()).contains("begun").doesNotEndWith("\r\n0\r\n\r\n");
    }

    @Test
    void a_caller_that_waits_is_told_to_go_on() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", WIRE.uri().getPort())) {
            socket.setSoTimeout(10_000);
            send(
                    socket,
                    "PUT /b/waited HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 4\r\n"
                            + "Expect: 100-continue\r\n\r\n");
            assertThat(line(socket.getInputStream())).startsWith("HTTP/1.1 100 ");
            while (!line(socket.getInputStream()).isEmpty()) {
                // Headers of the interim answer.
            }
            send(socket, "body");
            assertThat(line(socket.getInputStream())).startsWith("HTTP/1.1 200 ");
        }
        assertThat(STORE.stored("b/waited").content()).isEqualTo("body".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_connection_goes_on_after_errors_and_answers_without_content() throws IOException {
        put("kept", "content");
        String target = "X-Amz-Target: DynamoDB_20120810.";
        try (Socket socket = new Socket("127.0.0.1", WIRE.uri().getPort())) {
            socket.setSoTimeout(10_000);
            assertThat(exchange(socket, "POST /", target + "GetItem\r\n", "{}")).isEqualTo(500);
            assertThat(exchange(socket, "POST /", target + "PutItem\r\n", "{}")).isEqualTo(501);
            assertThat(exchange(socket, "POST /", target + "PutItem\r\n", "{{{"))
                    .isEqualTo(400);
            assertThat(exchange(socket, "POST /", target + "Nothing\r\n", "x".repeat(300_000)))
                    .isEqualTo(404);
            assertThat(exchange(socket, "GET /b/none", "", "")).isEqualTo(404);
            assertThat(exchange(socket, "HEAD /b/none", "", "")).isEqualTo(404);
            assertThat(exchange(socket, "HEAD /b/kept", "", "")).isEqualTo(200);
            assertThat(exchange(socket, "GET /b/kept", "If-None-Match: \"etag\"\r\n", ""))
                    .isEqualTo(304);
            assertThat(exchange(socket, "DELETE /b/kept", "", "")).isEqualTo(204);
            assertThat(exchange(socket, "GET /b/none", "Origin: http://elsewhere\r\n", ""))
                    .isEqualTo(403);
            assertThat(exchange(socket, "POST /", target + "ListTables\r\n", "{}"))
                    .isEqualTo(200);
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** Sends a request, reads the answer and leaves the connection open. */
    private static int exchange(Socket socket, String target, String headers, String body) throws IOException {
        send(
                socket,
                target + " HTTP/1.1\r\nHost: localhost\r\n" + headers
                        + (target.startsWith("POST") ? "Content-Type: application/x-amz-json-1.0\r\n" : "")
                        + "Content-Length: " + body.length() + "\r\n\r\n" + body);
        InputStream in = socket.getInputStream();
        int status = Integer.parseInt(line(in).substring(9, 12));
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).trim());
            }
        }
        boolean empty = target.startsWith("HEAD") || status == 204 || status == 304;
        assertThat(in.readNBytes(empty ? 0 : length)).hasSize(empty ? 0 : length);
        return status;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            assertThat(c).as("the connection ended after '" + line + "'").isNotNegative();
            line.append((char) c);
        }
        return line.toString().trim();
    }
}
