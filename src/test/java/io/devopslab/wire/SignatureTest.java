package io.devopslab.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.wire.auth.AccessKeyLookup;
import io.devopslab.wire.auth.AuthMode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;

/** Who may call: signatures good, forged, old and half, in headers, links and chunks. */
final class SignatureTest {

    private static final String EMPTY = Signer.sha256("");
    private static final FakeS3 STORE = new FakeS3();
    private static final Tables TABLES = new Tables();
    private static final List<String> MOUNTED = new ArrayList<>();
    private static final TestWire WIRE = TestWire.start(
            AuthMode.VERIFIED,
            List.of(Mount.signed("/_lab/", (exchange, caller) -> {
                MOUNTED.add(caller.accessKeyId().orElse("")
                        + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            })),
            STORE,
            TABLES);
    private final Instant now = Instant.now();

    private static final class Tables implements DynamoDbClient {
        private final List<ListTablesRequest> seen = new ArrayList<>();

        @Override
        public ListTablesResponse listTables(ListTablesRequest request) {
            seen.add(request);
            return ListTablesResponse.builder().tableNames("t").build();
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
    }

    /** A ListTables that is signed with {@code signer}. */
    private static Raw listTables(Signer signer, Map<String, String> more) throws IOException {
        Map<String, String> headers = new TreeMap<>(Map.of(
                "host", "127.0.0.1",
                "content-type", "application/x-amz-json-1.0",
                "x-amz-date", signer.time(),
                "x-amz-target", "DynamoDB_20120810.ListTables"));
        headers.putAll(more);
        Raw.Request request = new Raw.Request("POST", "/").without("Host").body("{}");
        headers.forEach(request::with);
        return request.with("Authorization", signer.authorize("POST", "/", "", headers, Signer.sha256("{}")))
                .send(WIRE.uri());
    }

    @Test
    void a_signed_request_is_served_and_the_service_learns_who_calls() throws IOException {
        assertThat(listTables(new Signer(TestWire.KEY, "dynamodb", now), Map.of())
                        .status())
                .isEqualTo(200);

        AwsCredentials caller = (AwsCredentials) TABLES.seen
                .get(TABLES.seen.size() - 1)
                .overrideConfiguration()
                .flatMap(c -> c.credentialsIdentityProvider())
                .map(p -> p.resolveIdentity().join())
                .orElseThrow();
        assertThat(caller.accessKeyId()).isEqualTo(TestWire.KEY.id());
        assertThat(caller.secretAccessKey()).isNotEqualTo(TestWire.KEY.secret());
    }

    @Test
    void headers_are_canonical_whatever_their_case_and_spaces() throws IOException {
        Signer signer = new Signer(TestWire.KEY, "dynamodb", now);
        Map<String, String> headers = Map.of(
                "host", "127.0.0.1",
                "x-amz-date", signer.time(),
                "x-amz-target", "DynamoDB_20120810.ListTables",
                "x-amz-note", "a b");
        String authorization = signer.authorize("POST", "/", "", headers, Signer.sha256("{}"));

        Raw answer = new Raw.Request("POST", "/")
                .with("X-AMZ-DATE", signer.time())
                .with("X-Amz-Target", "DynamoDB_20120810.ListTables")
                .with("X-Amz-Note", "   a    b  ")
                .with("Content-Type", "application/x-amz-json-1.0")
                .with("Authorization", authorization.replace(", ", ","))
                .body("{}")
                .send(WIRE.uri());

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void an_unsigned_request_is_refused_and_changes_nothing() throws IOException {
        Raw json = new Raw.Request("POST", "/")
                .with("X-Amz-Target", "DynamoDB_20120810.ListTables")
                .with("Content-Type", "application/x-amz-json-1.0")
                .body("{}")
                .send(WIRE.uri());
        Raw s3 = new Raw.Request("PUT", "/b/unsigned").body("x").send(WIRE.uri());

        assertThat(json.status()).isEqualTo(403);
        assertThat(json.body()).contains("MissingAuthenticationToken");
        assertThat(s3.status()).isEqualTo(403);
        assertThat(s3.body()).contains("<Code>AccessDenied</Code>");
        assertThat(STORE.objects).doesNotContainKey("b/unsigned");
    }

    @Test
    void a_forged_signature_is_refused() throws IOException {
        AccessKeyLookup.Key forged = new AccessKeyLookup.Key(
                TestWire.KEY.id(), "guess", TestWire.ACCOUNT, Optional.empty(), Optional.empty(), true);

        Raw answer = listTables(new Signer(forged, "dynamodb", now), Map.of());

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body())
                .contains("InvalidSignatureException")
                .contains("The request signature we calculated does not match the signature you provided.");
        assertThat(answer.header("x-amzn-RequestId")).hasSize(36);
    }

    @Test
    void unknown_and_inactive_keys_are_refused() throws IOException {
        AccessKeyLookup.Key unknown =
                new AccessKeyLookup.Key("AKIANOBODY", "x", TestWire.ACCOUNT, Optional.empty(), Optional.empty(), true);
        for (AccessKeyLookup.Key key : List.of(unknown, TestWire.INACTIVE)) {
            Raw answer = listTables(new Signer(key, "dynamodb", now), Map.of());

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body())
                    .contains("UnrecognizedClientException")
                    .contains("The security token included in the request is invalid.");
        }
    }

    @Test
    void a_temporary_key_needs_its_token_and_ends() throws IOException {
        Map<String, String> token = Map.of("x-amz-security-token", "session-token");
        Signer signer = new Signer(TestWire.SESSION, "dynamodb", now);

        assertThat(listTables(signer, token).status()).isEqualTo(200);
        assertThat(listTables(signer, Map.of()).body()).contains("UnrecognizedClientException");
        assertThat(listTables(signer, Map.of("x-amz-security-token", "other")).body())
                .contains("UnrecognizedClientException");
        assertThat(listTables(
                                new Signer(TestWire.EXPIRED, "dynamodb", now),
                                Map.of("x-amz-security-token", "expired-token"))
                        .body())
                .contains("ExpiredTokenException");
    }

    @Test
    void old_and_early_requests_are_refused() throws IOException {
        Raw old = listTables(new Signer(TestWire.KEY, "dynamodb", now.minus(Duration.ofMinutes(16))), Map.of());
        Raw early = listTables(new Signer(TestWire.KEY, "dynamodb", now.plus(Duration.ofMinutes(16))), Map.of());
        Raw late = listTables(new Signer(TestWire.KEY, "dynamodb", now.minus(Duration.ofMinutes(14))), Map.of());

        assertThat(old.body()).contains("InvalidSignatureException").contains("Signature expired: ");
        assertThat(early.body()).contains("InvalidSignatureException").contains("Signature not yet current: ");
        assertThat(late.status()).isEqualTo(200);
    }

    @Test
    void half_a_signature_is_refused() throws IOException {
        Map<String, String> halves = Map.of(
                "AWS4-HMAC-SHA256",
                "requires 'Credential' parameter",
                "AWS4-HMAC-SHA256 Credential=a",
                "got 'a'",
                "AWS4-HMAC-SHA256 Credential=a/20260101/eu-west-1/s3/aws4_request",
                "requires 'Signature' parameter",
                "AWS4-HMAC-SHA256 Credential=a/20260101/eu-west-1/x/aws4_request,Signature=0,SignedHeaders=x-amz-date",
                "'Host'",
                "Basic YTpi",
                "AWS4-HMAC-SHA256",
                "",
                "AWS4-HMAC-SHA256");
        for (Map.Entry<String, String> half : halves.entrySet()) {
            Raw answer = new Raw.Request("POST", "/")
                    .with("X-Amz-Target", "DynamoDB_20120810.ListTables")
                    .with("Content-Type", "application/x-amz-json-1.0")
                    .with("X-Amz-Date", new Signer(TestWire.KEY, "x", now).time())
                    .with("Authorization", half.getKey())
                    .body("{}")
                    .send(WIRE.uri());

            assertThat(answer.status()).as(half.getKey()).isBetween(400, 403);
            assertThat(answer.body()).contains("IncompleteSignature");
        }
    }

    @Test
    void a_region_that_is_none_is_refused() throws IOException {
        Raw answer = listTables(new Signer(TestWire.KEY, "dynamodb", "nowhere", now), Map.of());

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("Credential should be scoped to a valid region");
    }

    private Raw put(String key, String hash, String body, Map<String, String> more) throws IOException {
        Signer signer = new Signer(TestWire.KEY, "s3", now);
        Map<String, String> headers =
                new TreeMap<>(Map.of("host", "127.0.0.1", "x-amz-date", signer.time(), "x-amz-content-sha256", hash));
        headers.putAll(more);
        Raw.Request request =
                new Raw.Request("PUT", "/b/" + key).without("Host").body(body);
        headers.forEach(request::with);
        return request.with("Authorization", signer.authorize("PUT", "/b/" + key, "", headers, hash))
                .send(WIRE.uri());
    }

    @Test
    void content_must_be_what_was_signed() throws IOException {
        Raw answer = put("changed", Signer.sha256("original"), "changed", Map.of());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("<Code>XAmzContentSHA256Mismatch</Code>");
        assertThat(STORE.objects).doesNotContainKey("b/changed");
        assertThat(put("unsigned-payload", "UNSIGNED-PAYLOAD", "anything", Map.of())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void declared_checksums_are_compared() throws IOException {
        // Known values of the content "hello world".
        Map<String, String> right = Map.of(
                "content-md5", "XrY7u+Ae7tCTyyK7j1rNww==",
                "x-amz-checksum-sha1", "Kq5sNclPz7QV2+lfQIuc6R7oRu0=",
                "x-amz-checksum-sha256", "uU0nuZNNPgilLlLX2n2r+sSE7+N6U4DukIj3rOLvzek=",
                "x-amz-checksum-crc32", "DUoRhQ==",
                "x-amz-checksum-crc32c", "yZRlqg==",
                "x-amz-checksum-crc64nvme", "jSnVw/bqjr4=");
        for (Map.Entry<String, String> sum : right.entrySet()) {
            Raw good = put("sum", Signer.sha256("hello world"), "hello world", Map.ofEntries(sum));
            Raw bad = put("bad-sum", Signer.sha256("hello mars"), "hello mars", Map.ofEntries(sum));

            assertThat(good.status()).as(sum.getKey() + good.body()).isEqualTo(200);
            assertThat(bad.status()).as(sum.getKey()).isEqualTo(400);
            assertThat(bad.body()).contains("<Code>BadDigest</Code>");
        }
        assertThat(STORE.objects).doesNotContainKey("b/bad-sum");
    }

    @Test
    void what_is_no_checksum_is_told_from_a_wrong_one() throws IOException {
        String hash = Signer.sha256("x");
        for (String value : List.of("", "AAAA", "not base64", "DUoRhQ==DUoRhQ==")) {
            Raw md5 = put("no-sum", hash, "x", Map.of("content-md5", value));
            Raw crc = put("no-sum", hash, "x", Map.of("x-amz-checksum-crc32", value));

            assertThat(md5.body()).contains("<Code>InvalidDigest</Code>");
            assertThat(crc.body())
                    .contains("<Code>InvalidRequest</Code>")
                    .contains("Value for x-amz-checksum-crc32 header is invalid.");
        }
        assertThat(STORE.objects).doesNotContainKey("b/no-sum");
    }

    private static String chunk(Signer signer, String previous, String data, List<String> signatures) {
        String signature = signer.sign("AWS4-HMAC-SHA256-PAYLOAD\n" + signer.time() + "\n" + signer.scope() + "\n"
                + previous + "\n" + EMPTY + "\n" + Signer.sha256(data));
        signatures.add(signature);
        return Integer.toHexString(data.length()) + ";chunk-signature=" + signature + "\r\n" + data
                + (data.isEmpty() ? "" : "\r\n");
    }

    /** Puts "hello" and " world" in two signed chunks; the second chunk says {@code second} instead. */
    private Raw putChunked(String key, String second) throws IOException {
        String hash = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
        Signer signer = new Signer(TestWire.KEY, "s3", now);
        Map<String, String> headers = new TreeMap<>(Map.of(
                "host", "127.0.0.1",
                "content-encoding", "aws-chunked,gzip",
                "x-amz-date", signer.time(),
                "x-amz-content-sha256", hash,
                "x-amz-decoded-content-length", "11"));
        List<String> signatures = new ArrayList<>();
        String seed = signer.signature("PUT", "/b/" + key, "", headers, hash);
        String body = chunk(signer, seed, "hello", signatures)
                + chunk(signer, signatures.get(0), " world", signatures).replace(" world", second)
                + chunk(signer, signatures.get(1), "", signatures) + "\r\n";
        Raw.Request request =
                new Raw.Request("PUT", "/b/" + key).without("Host").body(body);
        headers.forEach(request::with);
        return request.with("Authorization", signer.authorize("PUT", "/b/" + key, "", headers, hash))
                .send(WIRE.uri());
    }

    @Test
    void each_chunk_is_verified() throws IOException {
        Raw good = putChunked("chunks", " world");
        Raw bad = putChunked("bad-chunks", " mars!");

        assertThat(good.status()).as(good.body()).isEqualTo(200);
        assertThat(new String(STORE.stored("b/chunks").content(), StandardCharsets.UTF_8))
                .isEqualTo("hello world");
        assertThat(STORE.stored("b/chunks").request().contentEncoding()).isEqualTo("gzip");
        assertThat(bad.status()).isEqualTo(403);
        assertThat(bad.body()).contains("<Code>SignatureDoesNotMatch</Code>");
        assertThat(STORE.objects).doesNotContainKey("b/bad-chunks");
    }

    @Test
    void unsigned_chunks_have_a_checksum_in_the_trailer() throws IOException {
        String hash = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
        Map<String, String> headers = Map.of(
                "content-encoding", "aws-chunked",
                "x-amz-decoded-content-length", "11",
                "x-amz-trailer", "x-amz-checksum-crc32");
        String chunks = "5\r\nhello\r\n6\r\n world\r\n0\r\n";

        Raw good = put("trailer", hash, chunks + "x-amz-checksum-crc32:DUoRhQ==\r\n\r\n", headers);
        Raw bad = put("bad-trailer", hash, chunks + "x-amz-checksum-crc32:AAAAAA==\r\n\r\n", headers);
        Raw cut = put("cut", hash, "5\r\nhel", headers);
        Raw nonsense = put("nonsense", hash, "zz\r\nhello", headers);

        assertThat(good.status()).as(good.body()).isEqualTo(200);
        assertThat(STORE.stored("b/trailer").request().checksumCRC32()).isEqualTo("DUoRhQ==");
        assertThat(STORE.stored("b/trailer").request().contentEncoding()).isNull();
        assertThat(bad.body()).contains("<Code>BadDigest</Code>");
        assertThat(cut.body()).contains("<Code>IncompleteBody</Code>");
        assertThat(nonsense.status()).isEqualTo(400);
        assertThat(STORE.objects).doesNotContainKeys("b/bad-trailer", "b/cut", "b/nonsense");
    }

    @Test
    void trailers_are_those_that_were_announced() throws IOException {
        String hash = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
        Map<String, String> headers = Map.of(
                "content-encoding", "aws-chunked",
                "x-amz-decoded-content-length", "11",
                "x-amz-trailer", "x-amz-checksum-crc32");
        String chunks = "b\r\nhello world\r\n0\r\n";

        for (String trailer : List.of("", "x-amz-checksum-sha1:Kq5sNclPz7QV2+lfQIuc6R7oRu0=\r\n", "nonsense\r\n")) {
            assertThat(put("no-trailer", hash, chunks + trailer + "\r\n", headers)
                            .body())
                    .contains("<Code>MalformedTrailerError</Code>");
        }
        assertThat(put("no-trailer", hash, chunks + "x-amz-checksum-crc32:AAAA\r\n\r\n", headers)
                        .body())
                .contains("Value for x-amz-checksum-crc32 trailing header is invalid.");
        Map<String, String> unknown = new TreeMap<>(headers);
        unknown.put("x-amz-trailer", "x-amz-meta-late");
        assertThat(put("no-trailer", hash, chunks + "x-amz-meta-late:1\r\n\r\n", unknown)
                        .body())
                .contains("The value specified in the x-amz-trailer header is not supported");
        assertThat(STORE.objects).doesNotContainKey("b/no-trailer");
    }

    @Test
    void chunks_need_the_length_of_what_they_hold() throws IOException {
        String hash = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

        Raw missing = put("no-length", hash, "0\r\n\r\n", Map.of());
        Raw wrong = put("no-length", hash, "0\r\n\r\n", Map.of("x-amz-decoded-content-length", "5"));

        assertThat(missing.status()).isEqualTo(411);
        assertThat(missing.body()).contains("<Code>MissingContentLength</Code>");
        assertThat(wrong.body()).contains("<Code>IncompleteBody</Code>");
        assertThat(STORE.objects).doesNotContainKey("b/no-length");
    }

    @Test
    void a_link_expires() throws IOException {
        STORE.objects.put(
                "b/link",
                new FakeS3.Stored(
                        "content".getBytes(StandardCharsets.UTF_8),
                        software.amazon.awssdk.services.s3.model.PutObjectRequest.builder()
                                .build()));

        assertThat(follow(now, 60).body()).isEqualTo("content");
        Raw expired = follow(now.minusSeconds(61), 60);
        assertThat(expired.status()).isEqualTo(403);
        assertThat(expired.body()).contains("<Code>AccessDenied</Code><Message>Request has expired</Message>");
    }

    private static Raw follow(Instant signed, int seconds) throws IOException {
        Signer signer = new Signer(TestWire.KEY, "s3", signed);
        String query = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="
                + (TestWire.KEY.id() + "/" + signer.scope()).replace("/", "%2F") + "&X-Amz-Date=" + signer.time()
                + "&X-Amz-Expires=" + seconds + "&X-Amz-SignedHeaders=host";
        String signature = signer.signature("GET", "/b/link", query, Map.of("host", "127.0.0.1"), "UNSIGNED-PAYLOAD");
        return new Raw.Request("GET", "/b/link?" + query + "&X-Amz-Signature=" + signature).send(WIRE.uri());
    }

    @Test
    void a_signed_mount_is_closed_to_strangers() throws IOException {
        Raw stranger = new Raw.Request("POST", "/_lab/reset").body("x").send(WIRE.uri());
        Signer signer = new Signer(TestWire.KEY, "lab", now);
        Map<String, String> headers = Map.of("host", "127.0.0.1", "x-amz-date", signer.time());

        Raw owner = new Raw.Request("POST", "/_lab/reset")
                .with("X-Amz-Date", signer.time())
                .with("Authorization", signer.authorize("POST", "/_lab/reset", "", headers, Signer.sha256("now")))
                .body("now")
                .send(WIRE.uri());

        assertThat(stranger.status()).isEqualTo(403);
        assertThat(owner.status()).isEqualTo(204);
        assertThat(MOUNTED).containsExactly(TestWire.KEY.id() + "now");
    }

    @Test
    void strange_hosts_and_other_origins_are_refused() throws IOException {
        for (String host : List.of(
                "evil.example",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "evil.docker.internal",
                "[::2]",
                "")) {
            Raw answer = new Raw.Request("GET", "/").with("Host", host).send(WIRE.uri());
            assertThat(answer.status()).as(host).isBetween(400, 403);
        }
        for (String host :
                List.of("localhost:1", "LOCALHOST", "bucket.localhost:99", "[::1]:80", "host.docker.internal:9")) {
            Raw answer = new Raw.Request("GET", "/").with("Host", host).send(WIRE.uri());
            assertThat(answer.body()).as(host).doesNotContain("is not this machine");
        }
    }

    @Test
    void without_verification_a_bucket_may_be_in_the_host_and_a_region_may_be_nonsense() throws IOException {
        FakeS3 store = new FakeS3();
        try (TestWire open = TestWire.start(AuthMode.NONE, List.of(), store)) {
            Raw put = new Raw.Request("PUT", "/dir/key")
                    .with("Host", "my.bucket.localhost:" + open.uri().getPort())
                    .with("X-Amz-Date", "20260105T090000Z")
                    .with(
                            "Authorization",
                            "AWS4-HMAC-SHA256 Credential=a/20260105/no where/s3/aws4_request,SignedHeaders=host,Signature=0")
                    .body("x")
                    .send(open.uri());

            assertThat(put.status()).isEqualTo(200);
            assertThat(store.objects).containsOnlyKeys("my.bucket/dir/key");
        }
    }

    @Test
    void without_verification_a_page_of_another_origin_still_changes_nothing() throws IOException {
        FakeS3 store = new FakeS3();
        try (TestWire open = TestWire.start(AuthMode.NONE, List.of(), store)) {
            URI uri = open.uri();
            Raw page = new Raw.Request("PUT", "/b/page")
                    .with("Origin", "http://evil.example")
                    .body("x")
                    .send(uri);
            Raw image = new Raw.Request("PUT", "/b/image")
                    .with("Sec-Fetch-Site", "cross-site")
                    .body("x")
                    .send(uri);
            Raw preflight = new Raw.Request("OPTIONS", "/b/page")
                    .with("Origin", "http://evil.example")
                    .send(uri);
            Raw own = new Raw.Request("PUT", "/b/own").body("x").send(uri);

            assertThat(List.of(page.status(), image.status(), preflight.status()))
                    .containsOnly(403);
            assertThat(preflight.header("Access-Control-Allow-Origin")).isEmpty();
            assertThat(own.status()).isEqualTo(200);
            assertThat(store.objects).containsOnlyKeys("b/own");
        }
    }

    @Test
    void the_sdk_sees_the_refusal_as_its_own_exception() {
        assertThatThrownBy(() ->
                        WIRE.client(DynamoDbClient.builder(), TestWire.EXPIRED).listTables())
                .isInstanceOfSatisfying(
                        DynamoDbException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ExpiredTokenException"));
    }
}
