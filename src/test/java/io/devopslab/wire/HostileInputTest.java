package io.devopslab.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.wire.auth.AuthMode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

/** What strangers and broken clients send gets an AWS-shaped 4xx: no hang, no 500, no stack trace. */
final class HostileInputTest {

    private static final FakeS3 STORE = new FakeS3();
    private static final TestWire WIRE =
            TestWire.start(AuthMode.NONE, List.of(), STORE, new FakeCloudWatch(), new FakeLambda(), new Tables());
    private static final TestWire GUARDED = TestWire.of(STORE, new Tables());

    private static final class Tables implements DynamoDbClient {

        @Override
        public PutItemResponse putItem(PutItemRequest request) {
            return PutItemResponse.builder().build();
        }

        @Override
        public ListTablesResponse listTables(ListTablesRequest request) {
            return ListTablesResponse.builder().build();
        }

        @Override
        public GetItemResponse getItem(GetItemRequest request) {
            throw new IllegalStateException("a secret of the implementation");
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    @AfterAll
    static void stop() {
        WIRE.close();
        GUARDED.close();
    }

    @AfterEach
    void the_server_still_answers() throws IOException {
        assertThat(json("ListTables", "{}").status()).isEqualTo(200);
    }

    private static Raw.Request request(String operation) {
        return new Raw.Request("POST", "/")
                .with("X-Amz-Target", "DynamoDB_20120810." + operation)
                .with("Content-Type", "application/x-amz-json-1.0");
    }

    private static Raw json(String operation, String body) throws IOException {
        return request(operation).body(body).send(WIRE.uri());
    }

    private static void assertRefused(Raw answer, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains(code).doesNotContain("Exception:").doesNotContain("\tat ");
        assertThat(answer.header("x-amzn-RequestId") + answer.header("x-amz-request-id"))
                .hasSize(36);
    }

    static Stream<String> malformedJson() {
        return Stream.of(
                "{",
                "[]",
                "null",
                "\"text\"",
                "nonsense",
                "{} {}",
                "{\"TableName\": 1}",
                "{\"TableName\": {\"a\": 1}}",
                "{\"TableName\": \"unterminated",
                "{\"Item\": []}",
                "{\"Item\": {\"a\": {\"L\": {}}}}",
                "{\"Item\": {\"a\": {\"B\": \"not base64!\"}}}",
                "{\"Item\": {\"a\": {\"BOOL\": \"true\"}}}",
                "{\"TableName\": \"\u0000\"}",
                "[".repeat(100_000),
                "{\"Item\": {\"a\": " + "{\"M\": {\"a\": ".repeat(5_000),
                "{\"TableName\": " + "9".repeat(100_000) + "}");
    }

    @ParameterizedTest
    @MethodSource("malformedJson")
    void malformed_json_is_refused(String body) throws IOException {
        assertRefused(json("PutItem", body), "SerializationException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483648", "1e999999999", "1.5", "-1e400", "99999999999999999999999999"})
    void numbers_out_of_range_are_refused(String number) throws IOException {
        assertRefused(json("ListTables", "{\"Limit\": " + number + "}"), "SerializationException");
    }

    @Test
    void bytes_that_are_not_utf8_are_refused() throws IOException {
        byte[] body = "{\"TableName\": \"\u00ff\u00fe\u00c0\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertRefused(request("PutItem").body(body).send(WIRE.uri()), "SerializationException");
    }

    @Test
    void members_that_nobody_knows_are_passed_over() throws IOException {
        assertThat(json("PutItem", "{\"Tomorrow\": [1, {\"a\": null}], \"TableName\": null}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void unknown_operations_and_targets_are_named() throws IOException {
        for (String target : List.of(
                "DynamoDB_20120810.NoSuchThing",
                "NoSuchService.ListTables",
                "DynamoDB_20120810.",
                ".",
                "",
                "DynamoDB_20120810.listTables",
                "DynamoDB_20120810." + "x".repeat(10_000))) {
            Raw answer = new Raw.Request("POST", "/")
                    .with("X-Amz-Target", target)
                    .with("Content-Type", "application/x-amz-json-1.0")
                    .body("{}")
                    .send(WIRE.uri());

            assertThat(answer.status()).as(target).isEqualTo(404);
            assertThat(answer.body()).contains("UnknownOperationException");
        }
    }

    @Test
    void a_wrong_content_type_is_refused() throws IOException {
        Raw answer = new Raw.Request("POST", "/")
                .with("X-Amz-Target", "DynamoDB_20120810.ListTables")
                .with("Content-Type", "text/plain")
                .body("{}")
                .send(WIRE.uri());

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).contains("UnknownOperationException");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Action=PutMetricData&Version=2010-08-01&Namespace=%zz",
                "Action=PutMetricData&Version=2010-08-01&Namespace=%f",
                "Action=PutMetricData&Version=2010-08-01&Namespace=%C3%28",
                "Action=PutMetricData&Version=2010-08-01&MetricData.member.1.Value=many",
                "Action=PutMetricData&Version=2010-08-01&MetricData.member.1.Value=1e999",
                "Action=PutMetricData&Version=2010-08-01&MetricData.member.1.Timestamp=yesterday",
                "Action=PutMetricData&Version=2010-08-01&MetricData.member.1.StorageResolution=9999999999",
                "Action=PutMetricData&Version=2010-08-01&StrictEntityValidation=perhaps"
            })
    void malformed_forms_are_refused(String form) throws IOException {
        Raw answer = new Raw.Request("POST", "/")
                .with("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .body(form)
                .send(WIRE.uri());

        assertRefused(answer, "<Code>MalformedInput</Code>");
    }

    @Test
    void forms_with_wild_names_do_no_harm() throws IOException {
        for (String name : List.of(
                ".",
                "..",
                "MetricData.member.999999999.MetricName",
                "MetricData.member.-1.MetricName",
                "MetricData..1",
                "a.".repeat(5_000),
                "MetricData.member." + "1.".repeat(40))) {
            Raw answer = new Raw.Request("POST", "/")
                    .with("Content-Type", "application/x-www-form-urlencoded")
                    .body("Action=PutMetricData&Version=2010-08-01&" + name + "=x")
                    .send(WIRE.uri());

            assertThat(answer.status()).as(name).isIn(200, 400);
        }
    }

    @Test
    void a_form_without_a_known_action_is_refused() throws IOException {
        for (String form : List.of("", "Action=", "Action=NoSuchThing&Version=2010-08-01", "Action=PutMetricData")) {
            Raw answer = new Raw.Request("POST", "/")
                    .with("Content-Type", "application/x-www-form-urlencoded")
                    .body(form)
                    .send(WIRE.uri());

            assertRefused(answer, "<Code>InvalidAction</Code>");
        }
    }

    static Stream<String> malformedXml() {
        return Stream.of(
                "<Delete>",
                "<Delete><Object></Delete>",
                "not xml",
                "<?xml version=\"1.0\"?>",
                "<Delete><Quiet>perhaps</Quiet></Delete>",
                "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Delete><Object><Key>&x;</Key></Object></Delete>",
                "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><Delete><Key>&b;</Key></Delete>",
                "<!DOCTYPE d SYSTEM \"http://127.0.0.1:1/d.dtd\"><Delete/>",
                "<Delete><Object><Key>&undefined;</Key></Object></Delete>",
                "<a>".repeat(50_000));
    }

    @ParameterizedTest
    @MethodSource("malformedXml")
    void malformed_xml_is_refused(String body) throws IOException {
        Raw answer = new Raw.Request("POST", "/b?delete").body(body).send(WIRE.uri());

        assertRefused(answer, "<Code>MalformedXML</Code>");
        assertThat(answer.body()).doesNotContain("root:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/b?list-type=2&max-keys=many", "/b?list-type=2&max-keys=99999999999"})
    void malformed_parameters_are_refused(String target) throws IOException {
        assertThat(new Raw.Request("GET", target).send(WIRE.uri()).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/b/%", "/b/%zz", "/b/a?x=%", "/b/%C3%28", "/b/|{}", "/b/\u0001", "//", "/b/../../etc"})
    void strange_paths_are_answered(String target) throws IOException {
        Raw answer = new Raw.Request("GET", target).send(WIRE.uri());

        assertThat(answer.status()).as(answer.body()).isBetween(400, 499);
    }

    @Test
    void a_body_that_is_too_large_gets_an_answer_when_it_was_sent() throws IOException {
        byte[] large = new byte[100 << 20];

        Raw json = request("PutItem").body(large).send(WIRE.uri());
        Raw unsigned = request("PutItem").body(large).send(GUARDED.uri());
        Raw object = new Raw.Request("PUT", "/b/large").body(large).send(WIRE.uri());

        assertThat(json.status()).isEqualTo(413);
        assertThat(json.body()).contains("RequestEntityTooLargeException");
        assertThat(unsigned.status()).isEqualTo(403);
        assertThat(object.status()).isEqualTo(400);
        assertThat(object.body()).contains("<Code>EntityTooLarge</Code>");
        assertThat(STORE.objects).doesNotContainKey("b/large");
    }

    @Test
    void a_body_that_ends_early_is_not_taken_for_the_whole() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", WIRE.uri().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write("PUT /b/half HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhalf"
                    .getBytes(StandardCharsets.UTF_8));
            out.flush();
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).doesNotContain("200 OK");
        }
        assertThat(STORE.objects).doesNotContainKey("b/half");
    }

    @Test
    void missing_and_wrong_lengths_are_answered() throws IOException {
        for (String length : List.of("", "Content-Length: -1\r\n", "Content-Length: many\r\n")) {
            Raw answer = Raw.exchange(
                    WIRE.uri(),
                    ("POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + length
                                    + "X-Amz-Target: DynamoDB_20120810.PutItem\r\n"
                                    + "Content-Type: application/x-amz-json-1.0\r\n\r\n{")
                            .getBytes(StandardCharsets.UTF_8));

            assertThat(answer.status()).as(length).isLessThan(500);
        }
    }

    @Test
    void a_fault_of_a_service_tells_nothing_but_its_number() throws IOException {
        Raw answer = json("GetItem", "{}");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body())
                .contains("InternalFailure")
                .contains(answer.header("x-amzn-RequestId"))
                .doesNotContain("secret")
                .doesNotContain("IllegalState");
    }

    @Test
    void what_is_not_compressed_as_it_says_or_grows_too_large_is_refused() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bomb)) {
            out.write(new byte[20 << 20]);
        }

        Raw grown = request("PutItem")
                .with("Content-Encoding", "gzip")
                .body(bomb.toByteArray())
                .send(WIRE.uri());

        assertThat(grown.status()).isEqualTo(413);
        assertRefused(
                request("PutItem").with("Content-Encoding", "gzip").body("{}").send(WIRE.uri()),
                "SerializationException");
    }

    @Test
    void methods_and_uris_that_nobody_knows_are_refused() throws IOException {
        assertThat(new Raw.Request("PATCH", "/b/k").send(WIRE.uri()).body()).contains("<Code>MethodNotAllowed</Code>");
        assertThat(new Raw.Request("BREW", "/b").send(WIRE.uri()).status()).isEqualTo(405);
    }

    @Test
    void header_injection_is_not_possible() throws IOException {
        STORE.objects.put(
                "b/inject",
                new FakeS3.Stored(
                        new byte[0],
                        software.amazon.awssdk.services.s3.model.PutObjectRequest.builder()
                                .contentType("text/plain\r\nX-Injected: yes")
                                .build()));

        Raw answer = new Raw.Request("GET", "/b/inject").send(WIRE.uri());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("X-Injected")).isEmpty();
    }

    @Test
    void before_anything_is_served_there_is_a_503() throws IOException {
        try (WireServer early = WireServer.bind(0)) {
            Raw answer = request("ListTables").body("{}").send(early.address());
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).contains("ServiceUnavailable");

            early.serve(TestWire.config(AuthMode.NONE, List.of(), new Tables()));
            assertThat(request("ListTables").body("{}").send(early.address()).status())
                    .isEqualTo(200);
        }
    }
}
