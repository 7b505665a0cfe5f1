package io.devopslab.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.devopslab.wire.auth.AuthMode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** RPC v2 CBOR and AWS JSON for a service whose own protocol is AWS Query, as other SDKs speak to CloudWatch. */
final class RpcV2CborTest {

    private static final CBORMapper CBOR = new CBORMapper();
    private static final FakeCloudWatch CLOUDWATCH = new FakeCloudWatch();
    private static final TestWire WIRE = TestWire.start(AuthMode.NONE, List.of(), CLOUDWATCH);

    @AfterAll
    static void stop() {
        WIRE.close();
    }

    private static Raw.Request operation(String name) {
        return new Raw.Request("POST", "/service/GraniteServiceVersion20100801/operation/" + name)
                .with("smithy-protocol", "rpc-v2-cbor")
                .with("Content-Type", "application/cbor")
                .with("Accept", "application/cbor");
    }

    @Test
    void numbers_times_and_lists_are_read() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (CBORGenerator cbor = new CBORFactory().createGenerator(body)) {
            cbor.writeStartObject();
            cbor.writeStringField("Namespace", "n");
            cbor.writeArrayFieldStart("MetricData");
            cbor.writeStartObject();
            cbor.writeStringField("MetricName", "m");
            cbor.writeNumberField("Value", Double.POSITIVE_INFINITY);
            cbor.writeFieldName("Timestamp");
            cbor.writeTag(1);
            cbor.writeNumber(1_767_603_600.123);
            cbor.writeEndObject();
            cbor.writeEndArray();
            cbor.writeEndObject();
        }

        Raw answer = operation("PutMetricData").body(body.toByteArray()).send(WIRE.uri());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("smithy-protocol")).isEqualTo("rpc-v2-cbor");
        assertThat(CBOR.readTree(answer.bytes())).isEmpty();
        assertThat(CLOUDWATCH.put.get(0).metricData()).singleElement().satisfies(d -> {
            assertThat(d.timestamp()).isEqualTo(FakeCloudWatch.UPDATED);
            assertThat(d.value()).isEqualTo(Double.POSITIVE_INFINITY);
        });
    }

    @Test
    void times_are_written_as_tagged_numbers() throws IOException {
        Raw answer = operation("DescribeAlarms").body(new byte[] {(byte) 0xA0}).send(WIRE.uri());

        JsonNode alarm = CBOR.readTree(answer.bytes()).at("/MetricAlarms/0");
        assertThat(alarm.get("Threshold").doubleValue()).isEqualTo(1.5);
        assertThat(alarm.get("AlarmActions")).isEmpty();
        assertThat(alarm.has("OKActions")).isFalse();
        assertThat(tagOfFirst("AlarmConfigurationUpdatedTimestamp", answer.bytes()))
                .isEqualTo(1);
    }

    private static int tagOfFirst(String field, byte[] document) throws IOException {
        try (CBORParser parser = new CBORFactory().createParser(document)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.FIELD_NAME
                        && parser.currentName().equals(field)) {
                    parser.nextToken();
                    return parser.getCurrentTag();
                }
            }
        }
        return -1;
    }

    @Test
    void errors_are_typed_and_tell_the_old_code_to_clients_that_know_it() throws IOException {
        Raw answer = operation("GetDashboard")
                .with("x-amzn-query-mode", "true")
                .body(new byte[] {(byte) 0xA0})
                .send(WIRE.uri());

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("smithy-protocol")).isEqualTo("rpc-v2-cbor");
        assertThat(answer.header("x-amzn-query-error")).isEqualTo("ResourceNotFound;Sender");
        assertThat(CBOR.readTree(answer.bytes()).get("__type").textValue()).isEqualTo("ResourceNotFound");
    }

    @Test
    void the_same_service_answers_in_json() throws IOException {
        Raw answer = new Raw.Request("POST", "/")
                .with("X-Amz-Target", "GraniteServiceVersion20100801.DescribeAlarms")
                .with("Content-Type", "application/x-amz-json-1.0")
                .body("{\"AlarmNames\": [\"x\"]}")
                .send(WIRE.uri());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/x-amz-json-1.0");
        assertThat(answer.body())
                .contains("\"AlarmName\":\"x\"")
                .contains("\"AlarmConfigurationUpdatedTimestamp\":1767603600.123");
    }

    @Test
    void what_is_not_cbor_is_refused() throws IOException {
        for (byte[] body : List.of(
                new byte[] {(byte) 0x9F}, new byte[] {1}, "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8))) {
            Raw answer = operation("DescribeAlarms").body(body).send(WIRE.uri());

            assertThat(answer.status()).isEqualTo(400);
            assertThat(CBOR.readTree(answer.bytes()).get("__type").textValue()).isEqualTo("SerializationException");
        }
    }
}
