package io.devopslab.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.kernel.EventStream;
import io.devopslab.wire.auth.AuthMode;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsAsyncClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cloudwatchlogs.model.SessionStreamingException;
import software.amazon.awssdk.services.cloudwatchlogs.model.StartLiveTailRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.StartLiveTailResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.StartLiveTailResponseHandler;
import software.amazon.awssdk.services.cloudwatchlogs.model.StartLiveTailResponseStream;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeWithResponseStreamRequest;
import software.amazon.awssdk.services.lambda.model.InvokeWithResponseStreamResponse;
import software.amazon.awssdk.services.lambda.model.InvokeWithResponseStreamResponseEvent;
import software.amazon.awssdk.services.lambda.model.InvokeWithResponseStreamResponseHandler;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;

/** Streams of events byte by byte, and what becomes of them when one of the sides behaves badly. */
final class EventStreamsTest {

    private final Tails tails = new Tails();
    private final TestWire wire =
            TestWire.start(AuthMode.NONE, List.of(), new Logs(), tails, new Functions(), new Chunks());
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        wire.close();
    }

    private record Logs() implements CloudWatchLogsClient {
        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            // It owns nothing.
        }
    }

    private record Functions() implements LambdaClient {
        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            // It owns nothing.
        }
    }

    /** Streams that the test feeds. */
    private static final class Tails implements CloudWatchLogsAsyncClient {

        private final BlockingQueue<EventStream<StartLiveTailResponseStream>> open = new LinkedBlockingQueue<>();
        private final CountDownLatch left = new CountDownLatch(1);
        private volatile @Nullable RuntimeException failure;

        @Override
        public CompletableFuture<Void> startLiveTail(
                StartLiveTailRequest request, StartLiveTailResponseHandler handler) {
            if (failure != null) {
                return CompletableFuture.failedFuture(failure);
            }
            EventStream<StartLiveTailResponseStream> stream = new EventStream<>(10, left::countDown);
            handler.responseReceived(StartLiveTailResponse.builder().build());
            handler.onEventStream(stream);
            open.add(stream);
            return stream.end();
        }

        EventStream<StartLiveTailResponseStream> next() throws InterruptedException {
            EventStream<StartLiveTailResponseStream> stream = open.poll(30, TimeUnit.SECONDS);
            assertThat(stream).as("a stream was asked for").isNotNull();
            return stream;
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            // It owns nothing.
        }
    }

    private record Chunks() implements LambdaAsyncClient {
        @Override
        public CompletableFuture<Void> invokeWithResponseStream(
                InvokeWithResponseStreamRequest request, InvokeWithResponseStreamResponseHandler handler) {
            EventStream<InvokeWithResponseStreamResponseEvent> stream = new EventStream<>(1, () -> {});
            handler.responseReceived(InvokeWithResponseStreamResponse.builder()
                    .statusCode(200)
                    .executedVersion(request.functionName())
                    .build());
            handler.onEventStream(stream);
            stream.send(InvokeWithResponseStreamResponseEvent.payloadChunkBuilder()
                    .payload(SdkBytes.fromByteArray(new byte[] {1, 2, 3}))
                    .build());
            stream.send(InvokeWithResponseStreamResponseEvent.invokeCompleteBuilder()
                    .errorCode("E")
                    .build());
            stream.complete();
            return stream.end();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            // It owns nothing.
        }
    }

    /** What names a service; nobody verifies it here. */
    private static String[] signature(String service) {
        return new String[] {
            "X-Amz-Date",
            "20260105T090000Z",
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260105/eu-west-1/" + service
                    + "/aws4_request, SignedHeaders=host, Signature=" + "0".repeat(64)
        };
    }

    private HttpRequest.Builder tail() {
        return HttpRequest.newBuilder(wire.uri())
                .headers(signature("logs"))
                .header("X-Amz-Target", "Logs_20140328.StartLiveTail")
                .header("Content-Type", "application/x-amz-json-1.1")
                .POST(HttpRequest.BodyPublishers.ofString("{}"));
    }

    private HttpResponse<InputStream> open(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private static List<Message> messages(HttpResponse<InputStream> answer) throws Exception {
        MessageDecoder decoder = new MessageDecoder();
        decoder.feed(answer.body().readAllBytes());
        return decoder.getDecodedMessages();
    }

    private static String header(Message message, String name) {
        return message.getHeaders().get(name).getString();
    }

    private static String text(Message message) {
        return new String(message.getPayload(), StandardCharsets.UTF_8);
    }

    private static StartLiveTailResponseStream start(String id) {
        return StartLiveTailResponseStream.sessionStartBuilder().sessionId(id).build();
    }

    @Test
    void json_begins_with_the_answers_own_document_and_ends_with_the_modelled_error() throws Exception {
        HttpResponse<InputStream> answer = open(tail());
        EventStream<StartLiveTailResponseStream> stream = tails.next();
        stream.send(start("ü"));
        stream.fail(SessionStreamingException.builder().message("torn").build());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/vnd.amazon.eventstream");
        assertThat(answer.headers().firstValue("x-amzn-RequestId")).isPresent();
        List<Message> messages = messages(answer);
        assertThat(messages).hasSize(3);
        assertThat(header(messages.get(0), ":message-type")).isEqualTo("event");
        assertThat(header(messages.get(0), ":event-type")).isEqualTo("initial-response");
        assertThat(text(messages.get(0))).isEqualTo("{}");
        assertThat(header(messages.get(1), ":event-type")).isEqualTo("sessionStart");
        assertThat(header(messages.get(1), ":content-type")).isEqualTo("application/json");
        assertThat(text(messages.get(1))).isEqualTo("{\"sessionId\":\"ü\"}");
        assertThat(header(messages.get(2), ":message-type")).isEqualTo("exception");
        assertThat(header(messages.get(2), ":exception-type")).isEqualTo("SessionStreamingException");
        assertThat(text(messages.get(2))).isEqualTo("{\"message\":\"torn\"}");
    }

    @Test
    void cbor_has_the_same_messages() throws Exception {
        HttpResponse<InputStream> answer =
                open(HttpRequest.newBuilder(wire.uri().resolve("/service/Logs_20140328/operation/StartLiveTail"))
                        .headers(signature("logs"))
                        .header("smithy-protocol", "rpc-v2-cbor")
                        .header("Content-Type", "application/cbor")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {(byte) 0xa0})));
        EventStream<StartLiveTailResponseStream> stream = tails.next();
        stream.send(start("a"));
        stream.complete();

        List<Message> messages = messages(answer);
        assertThat(messages)
                .extracting(m -> header(m, ":event-type"))
                .containsExactly("initial-response", "sessionStart");
        assertThat(messages).extracting(m -> header(m, ":content-type")).containsOnly("application/cbor");
        assertThat(messages.get(1).getPayload()).startsWith((byte) 0xbf);
    }

    @Test
    void rest_json_has_its_answer_in_headers_and_events_of_bytes_as_they_are() throws Exception {
        HttpResponse<InputStream> answer = open(
                HttpRequest.newBuilder(wire.uri().resolve("/2021-11-15/functions/f/response-streaming-invocations"))
                        .headers(signature("lambda"))
                        .POST(HttpRequest.BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Amz-Executed-Version")).contains("f");
        List<Message> messages = messages(answer);
        assertThat(messages)
                .extracting(m -> header(m, ":event-type"))
                .containsExactly("PayloadChunk", "InvokeComplete");
        assertThat(messages.get(0).getPayload()).containsExactly(1, 2, 3);
        assertThat(header(messages.get(0), ":content-type")).isEqualTo("application/octet-stream");
        assertThat(text(messages.get(1))).isEqualTo("{\"ErrorCode\":\"E\"}");
    }

    @Test
    void a_fault_in_the_middle_ends_the_stream_without_its_words() throws Exception {
        HttpResponse<InputStream> answer = open(tail());
        tails.next().fail(new IllegalStateException("secret"));

        List<Message> messages = messages(answer);
        Message last = messages.get(messages.size() - 1);
        assertThat(header(last, ":message-type")).isEqualTo("error");
        assertThat(header(last, ":error-code")).isEqualTo("InternalFailure");
        assertThat(header(last, ":error-message")).doesNotContain("secret");
    }

    @Test
    void who_goes_away_ends_the_stream() throws Exception {
        HttpResponse<InputStream> answer = open(tail());
        EventStream<StartLiveTailResponseStream> stream = tails.next();
        answer.body().close();

        for (int i = 0; i < 1_000 && !tails.left.await(10, TimeUnit.MILLISECONDS); i++) {
            stream.send(start("nobody"));
        }
        assertThat(tails.left.getCount()).as("the stream was left").isZero();
    }

    @Test
    void who_reads_slowly_makes_nobody_wait_and_loses_the_oldest() throws Exception {
        HttpResponse<InputStream> answer = open(tail());
        EventStream<StartLiveTailResponseStream> stream = tails.next();
        String large = "x".repeat(100_000);
        for (int i = 0; i < 2_000; i++) {
            stream.sendDroppable(start(i + large));
        }
        stream.complete();

        List<Message> messages = messages(answer);
        assertThat(messages).hasSizeLessThan(2_000);
        assertThat(text(messages.get(messages.size() - 1))).contains("1999x");
    }

    @Test
    void a_call_that_fails_without_a_word_to_its_handler_is_answered() throws Exception {
        tails.failure = ResourceNotFoundException.builder()
                .message("gone")
                .statusCode(400)
                .build();
        HttpResponse<InputStream> answer = open(tail());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new String(answer.body().readAllBytes(), StandardCharsets.UTF_8))
                .contains("ResourceNotFoundException", "gone");
    }

    @Test
    void streams_leave_threads_for_others_and_the_server_ends_them_with_itself() throws Exception {
        List<HttpResponse<InputStream>> open = new ArrayList<>();
        for (int i = 0; i < EventCalls.MOST; i++) {
            open.add(open(tail()));
        }
        HttpResponse<InputStream> other = open(tail());

        assertThat(open).extracting(HttpResponse::statusCode).containsOnly(HttpURLConnection.HTTP_OK);
        assertThat(other.statusCode()).isEqualTo(503);
        assertThat(new String(other.body().readAllBytes(), StandardCharsets.UTF_8))
                .contains("ServiceUnavailable");
        tails.next().complete();
        assertThat(open.get(0).body().readAllBytes()).isNotEmpty();

        wire.close();
        assertThat(tails.left.await(30, TimeUnit.SECONDS))
                .as("the streams were left")
                .isTrue();
    }
}
