package io.devopslab.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.DeletedObject;
import software.amazon.awssdk.services.s3.model.Grant;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.Type;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** AWS restXml under the SDK's own client of Amazon S3. */
final class RestXmlTest {

    private static final FakeS3 STORE = new FakeS3();
    private static final TestWire WIRE = TestWire.of(STORE);
    private final S3Client client = WIRE.client(S3Client.builder().forcePathStyle(true));

    @AfterAll
    static void stop() {
        WIRE.close();
    }

    @Test
    void content_and_its_headers_survive_both_ways() {
        client.putObject(
                r -> r.bucket("b")
                        .key("dir//a key+ü?&.txt")
                        .contentType("text/plain; charset=utf-8")
                        .contentEncoding("gzip")
                        .metadata(Map.of("owner", "me", "other", "you")),
                RequestBody.fromString("héllo"));

        var got = client.getObjectAsBytes(r -> r.bucket("b").key("dir//a key+ü?&.txt"));

        assertThat(got.asUtf8String()).isEqualTo("héllo");
        assertThat(got.response().metadata()).isEqualTo(Map.of("owner", "me", "other", "you"));
        assertThat(got.response().contentType()).isEqualTo("text/plain; charset=utf-8");
        assertThat(got.response().contentEncoding()).isEqualTo("gzip");
        assertThat(got.response().lastModified()).isEqualTo(FakeS3.MODIFIED);
        assertThat(got.response().eTag()).isEqualTo("\"etag\"");
    }

    @Test
    void large_content_travels_in_signed_chunks_with_a_checksum() {
        byte[] content = new byte[3 << 20];
        new Random(1).nextBytes(content);

        client.putObject(r -> r.bucket("b").key("large"), RequestBody.fromBytes(content));

        FakeS3.Stored stored = STORE.stored("b/large");
        assertThat(stored.content()).isEqualTo(content);
        assertThat(stored.request().contentEncoding()).isNull();
        assertThat(stored.request().checksumCRC32()).isNotNull();
        assertThat(client.getObjectAsBytes(r -> r.bucket("b").key("large")).asByteArrayUnsafe())
                .isEqualTo(content);
    }

    @Test
    void a_part_is_a_206_and_what_is_not_modified_a_304() {
        client.putObject(r -> r.bucket("b").key("part"), RequestBody.fromString("ab"));

        assertThat(client.getObjectAsBytes(r -> r.bucket("b").key("part").range("bytes=0-1"))
                        .response()
                        .sdkHttpResponse()
                        .statusCode())
                .isEqualTo(206);
        assertThatThrownBy(() ->
                        client.getObjectAsBytes(r -> r.bucket("b").key("part").ifNoneMatch("\"etag\"")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(304));
    }

    @Test
    void empty_content_is_content() {
        client.putObject(r -> r.bucket("b").key("empty"), RequestBody.empty());

        assertThat(client.getObjectAsBytes(r -> r.bucket("b").key("empty")).asByteArrayUnsafe())
                .isEmpty();
        assertThat(client.headObject(r -> r.bucket("b").key("empty")).contentLength())
                .isZero();
    }

    @Test
    void a_head_has_headers_and_no_content() {
        client.putObject(r -> r.bucket("b").key("head").metadata(Map.of("k", "v")), RequestBody.fromString("12345"));

        var head = client.headObject(r -> r.bucket("b").key("head"));

        assertThat(head.contentLength()).isEqualTo(5);
        assertThat(head.metadata()).isEqualTo(Map.of("k", "v"));
    }

    @Test
    void a_missing_object_is_a_typed_exception_and_for_head_a_404() {
        assertThatThrownBy(() -> client.getObjectAsBytes(r -> r.bucket("b").key("none")))
                .isInstanceOf(NoSuchKeyException.class)
                .hasMessageContaining("The specified key does not exist.");
        assertThatThrownBy(() -> client.headObject(r -> r.bucket("b").key("none")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(404));
        assertThatThrownBy(() -> client.listObjectsV2(r -> r.bucket("nowhere")))
                .isInstanceOf(NoSuchBucketException.class);
    }

    @Test
    void buckets_are_made_where_they_are_wanted_and_listed() {
        client.createBucket(
                r -> r.bucket("new-bucket").createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
        STORE.buckets.put("old-bucket", "");

        assertThat(client.listBuckets().buckets())
                .filteredOn(b -> b.name().equals("new-bucket"))
                .singleElement()
                .satisfies(b -> assertThat(b.creationDate()).isEqualTo(FakeS3.MODIFIED));
        assertThat(client.getBucketLocation(r -> r.bucket("new-bucket")).locationConstraintAsString())
                .isEqualTo("eu-west-1");
        assertThat(client.getBucketLocation(r -> r.bucket("old-bucket")).locationConstraintAsString())
                .isNullOrEmpty();
    }

    @Test
    void flattened_lists_are_read_and_written() {
        client.putObject(r -> r.bucket("flat").key("a<b>&\"c"), RequestBody.fromString("1"));
        client.putObject(r -> r.bucket("flat").key("b\r\n"), RequestBody.fromString("2"));

        var listed = client.listObjectsV2(r -> r.bucket("flat"));
        var deleted = client.deleteObjects(r -> r.bucket("flat")
                .delete(d -> d.objects(
                        ObjectIdentifier.builder().key("a<b>&\"c").build(),
                        ObjectIdentifier.builder().key("ü").build())));

        assertThat(listed.contents()).extracting(S3Object::key).containsExactly("a<b>&\"c", "b\r\n");
        assertThat(listed.commonPrefixes()).hasSize(1);
        assertThat(deleted.deleted()).extracting(DeletedObject::key).containsExactly("a<b>&\"c", "ü");
        assertThat(deleted.hasErrors()).isFalse();
    }

    @Test
    void a_payload_that_is_text_and_one_with_attributes_survive() {
        String policy = "{\"Version\":\"2012-10-17\",\"Statement\":[\"<&>\"]}";
        client.putBucketPolicy(r -> r.bucket("p").policy(policy));
        Grant grant = Grant.builder()
                .grantee(g -> g.type(Type.CANONICAL_USER).id("someone"))
                .permission("READ")
                .build();
        client.putBucketAcl(r ->
                r.bucket("p").accessControlPolicy(p -> p.owner(o -> o.id("me")).grants(grant)));

        assertThat(client.getBucketPolicy(r -> r.bucket("p")).policy()).isEqualTo(policy);
        assertThat(STORE.grants.get("p")).containsExactly(grant);
        assertThat(client.getBucketAcl(r -> r.bucket("p")).grants()).containsExactly(grant);
    }

    @Test
    void operations_of_the_same_uri_are_told_apart() {
        client.putObject(r -> r.bucket("same").key("k"), RequestBody.fromString("original"));

        client.uploadPart(
                r -> r.bucket("same").key("k").uploadId("upload").partNumber(7), RequestBody.fromString("part"));
        client.copyObject(r ->
                r.sourceBucket("same").sourceKey("k").destinationBucket("same").destinationKey("copy"));

        assertThat(new String(STORE.parts.get("upload/7"), StandardCharsets.UTF_8))
                .isEqualTo("part");
        assertThat(new String(STORE.stored("same/k").content(), StandardCharsets.UTF_8))
                .isEqualTo("original");
        assertThat(STORE.objects).containsKey("same/copy");
    }

    @Test
    void a_presigned_link_opens_and_closes() throws Exception {
        client.putObject(r -> r.bucket("b").key("linked file"), RequestBody.fromString("linked"));
        URI link;
        try (S3Presigner presigner = presigner()) {
            link = presigner
                    .presignGetObject(p -> p.signatureDuration(Duration.ofMinutes(5))
                            .getObjectRequest(r -> r.bucket("b").key("linked file")))
                    .url()
                    .toURI();
        }

        assertThat(get(link).body()).isEqualTo("linked");
        HttpResponse<String> forged = get(URI.create(link.toString().replace("linked%20file", "other")));
        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(forged.body()).contains("<Code>SignatureDoesNotMatch</Code>").contains("<RequestId>");
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static S3Presigner presigner() {
        return S3Presigner.builder()
                .endpointOverride(WIRE.uri())
                .region(software.amazon.awssdk.regions.Region.EU_WEST_1)
                .credentialsProvider(software.amazon.awssdk.auth.credentials.StaticCredentialsProvider.create(
                        software.amazon.awssdk.auth.credentials.AwsBasicCredentials.create(
                                TestWire.KEY.id(), TestWire.KEY.secret())))
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build();
    }

    @Test
    void what_nobody_implements_is_named() {
        assertThatThrownBy(() -> client.getBucketVersioning(r -> r.bucket("b")))
                .isInstanceOfSatisfying(S3Exception.class, e -> {
                    assertThat(e.statusCode()).isEqualTo(501);
                    assertThat(e.awsErrorDetails().errorMessage()).contains("S3:GetBucketVersioning");
                });
    }
}
