package io.devopslab.cloud.service.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.*;

/** The contract's chapter on single objects. */
abstract class S3ObjectContract extends S3BucketContract {

    @Test
    void object_is_read_as_it_was_put() {
        String bucket = bucket("round-trip");

        PutObjectResponse put = put(bucket, "a/b.txt", "hello");

        assertThat(put.eTag()).isEqualTo("\"5d41402abc4b2a76b9719d911017c592\"");
        assertThat(get(bucket, "a/b.txt")).isEqualTo("hello");
        HeadObjectResponse head = head(bucket, "a/b.txt");
        assertThat(head.contentLength()).isEqualTo(5);
        assertThat(head.serverSideEncryption()).isEqualTo(ServerSideEncryption.AES256);
        assertThat(head.acceptRanges()).isEqualTo("bytes");
        assertThat(head.lastModified().toEpochMilli() % 1000).isZero();
    }

    @Test
    void headers_and_metadata_come_back() {
        String bucket = bucket("described");
        s3().putObject(
                        PutObjectRequest.builder()
                                .bucket(bucket)
                                .key("key")
                                .contentType("application/zip")
                                .cacheControl("no-cache")
                                .contentDisposition("attachment")
                                .contentLanguage("vi")
                                .metadata(Map.of("commit-id", "abc123"))
                                .build(),
                        RequestBody.fromString("x"));

        HeadObjectResponse head = head(bucket, "key");

        assertThat(head.contentType()).isEqualTo("application/zip");
        assertThat(head.cacheControl()).isEqualTo("no-cache");
        assertThat(head.contentDisposition()).isEqualTo("attachment");
        assertThat(head.contentLanguage()).isEqualTo("vi");
        assertThat(head.metadata()).containsExactly(Map.entry("commit-id", "abc123"));
    }

    @Test
    void missing_bucket_and_missing_key_are_told_apart() {
        String bucket = bucket("missing-things");

        assertFails(() -> get("absent-bucket", "key"), "NoSuchBucket", 404);
        assertFails(() -> get(bucket, "key"), "NoSuchKey", 404);
        assertThatThrownBy(() -> get(bucket, "key")).isInstanceOf(NoSuchKeyException.class);
        assertFails(() -> head(bucket, "key"), 404);
    }

    static Stream<String> oddKeys() {
        return Stream.of(
                "with space",
                "plus+and%percent",
                "ü/日本語/🙂",
                "../../etc/passwd",
                "a//b",
                "/leading",
                "trailing/",
                "dot/./dot",
                "quote'\"&<>;=?#",
                "k".repeat(1024));
    }

    @ParameterizedTest
    @MethodSource("oddKeys")
    void odd_key_names_its_own_object(String key) {
        String bucket = "odd-" + Integer.toHexString(key.hashCode());
        bucket(bucket);
        put(bucket, key, "content of " + key);

        assertThat(get(bucket, key)).isEqualTo("content of " + key);
        assertThat(s3().listObjectsV2(
                                ListObjectsV2Request.builder().bucket(bucket).build())
                        .contents())
                .extracting(S3Object::key)
                .containsExactly(key);
        delete(bucket, key);
        assertFails(() -> get(bucket, key), "NoSuchKey", 404);
    }

    @Test
    void key_of_more_than_1024_bytes_is_refused() {
        String bucket = bucket("long-keys");

        assertFails(() -> put(bucket, "ü".repeat(513), "x"), "KeyTooLongError", 400);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "bytes=0-8,   012345678,  bytes 0-8/10",
                "bytes=1-1,   1,          bytes 1-1/10",
                "bytes=1-0,   0123456789, -",
                "bytes=1-,    123456789,  bytes 1-9/10",
                "bytes=-2,    89,         bytes 8-9/10",
                "bytes=-15,   0123456789, bytes 0-9/10",
                "bytes=0-100, 0123456789, bytes 0-9/10",
                "bytes=-,     0123456789, -",
                "nonsense,    0123456789, -"
            })
    void range_is_served_or_passed_over(String range, String content, String contentRange) {
        String bucket = "range-" + Integer.toHexString(range.hashCode());
        bucket(bucket);
        put(bucket, "key", "0123456789");

        var response = s3().getObjectAsBytes(GetObjectRequest.builder()
                .bucket(bucket)
                .key("key")
                .range(range)
                .build());

        assertThat(response.asUtf8String()).isEqualTo(content);
        assertThat(response.response().contentRange()).isEqualTo(contentRange);
        assertThat(response.response().contentLength()).isEqualTo(content.length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=-0", "bytes=100-200", "bytes=10-"})
    void range_behind_the_end_cannot_be_satisfied(String range) {
        String bucket = "range-" + Integer.toHexString(range.hashCode());
        bucket(bucket);
        put(bucket, "key", "0123456789");

        assertFails(
                () -> s3().getObjectAsBytes(GetObjectRequest.builder()
                        .bucket(bucket)
                        .key("key")
                        .range(range)
                        .build()),
                "InvalidRange",
                416);
    }

    @Test
    void conditions_of_a_read_hold_or_fail() {
        String bucket = bucket("conditional-reads");
        String eTag = put(bucket, "key", "x").eTag();
        GetObjectRequest.Builder request =
                GetObjectRequest.builder().bucket(bucket).key("key");

        assertThat(s3().getObjectAsBytes(request.ifMatch(eTag).build()).asUtf8String())
                .isEqualTo("x");
        assertFails(() -> s3().getObjectAsBytes(request.ifMatch("\"other\"").build()), "PreconditionFailed", 412);
        assertFails(
                () -> s3().getObjectAsBytes(
                                request.ifMatch(null).ifNoneMatch(eTag).build()),
                304);
        assertFails(
                () -> s3().getObjectAsBytes(request.ifNoneMatch(null)
                        .ifUnmodifiedSince(head(bucket, "key").lastModified().minus(Duration.ofHours(1)))
                        .build()),
                "PreconditionFailed",
                412);
    }

    @Test
    void write_can_be_made_to_depend_on_what_is_there() {
        String bucket = bucket("conditional-writes");
        PutObjectRequest.Builder request =
                PutObjectRequest.builder().bucket(bucket).key("key");
        RequestBody body = RequestBody.fromString("x");

        assertFails(() -> s3().putObject(request.ifMatch("\"abc\"").build(), body), "NoSuchKey", 404);
        String eTag = s3().putObject(request.ifMatch(null).ifNoneMatch("*").build(), body)
                .eTag();
        assertFails(() -> s3().putObject(request.build(), body), "PreconditionFailed", 412);
        assertFails(
                () -> s3().putObject(
                                request.ifNoneMatch(null).ifMatch("\"abc\"").build(), body),
                "PreconditionFailed",
                412);
        assertThat(s3().putObject(request.ifMatch(eTag).build(), body).eTag()).isEqualTo(eTag);
    }

    @Test
    void content_that_is_not_what_the_sender_claims_is_refused() {
        String bucket = bucket("claims");
        PutObjectRequest.Builder request =
                PutObjectRequest.builder().bucket(bucket).key("key");
        RequestBody body = RequestBody.fromString("x");

        assertFails(
                () -> s3().putObject(
                                request.contentMD5("1B2M2Y8AsgTpgAmY7PhCfg==").build(), body),
                "BadDigest",
                400);
        assertFails(() -> s3().putObject(request.contentMD5("nonsense").build(), body), "InvalidDigest", 400);
        assertFails(
                () -> s3().putObject(
                                request.contentMD5(null)
                                        .checksumSHA256("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
                                        .build(),
                                body),
                400);
        assertFails(() -> get(bucket, "key"), "NoSuchKey", 404);
    }

    @Test
    void checksum_is_told_to_those_who_ask() {
        String bucket = bucket("checksums");
        s3().putObject(
                        PutObjectRequest.builder()
                                .bucket(bucket)
                                .key("key")
                                .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                                .build(),
                        RequestBody.fromString("hello"));

        HeadObjectResponse head = s3().headObject(HeadObjectRequest.builder()
                .bucket(bucket)
                .key("key")
                .checksumMode(ChecksumMode.ENABLED)
                .build());
        GetObjectAttributesResponse attributes = s3().getObjectAttributes(GetObjectAttributesRequest.builder()
                .bucket(bucket)
                .key("key")
                .objectAttributes(ObjectAttributes.CHECKSUM, ObjectAttributes.OBJECT_SIZE, ObjectAttributes.E_TAG)
                .build());

        assertThat(head.checksumSHA256()).isEqualTo("LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=");
        assertThat(head.checksumType()).isEqualTo(ChecksumType.FULL_OBJECT);
        assertThat(head(bucket, "key").checksumSHA256()).isNull();
        assertThat(attributes.checksum().checksumSHA256()).isEqualTo(head.checksumSHA256());
        assertThat(attributes.objectSize()).isEqualTo(5);
        assertThat(attributes.eTag()).isEqualTo("5d41402abc4b2a76b9719d911017c592");
    }

    @Test
    void copy_keeps_or_replaces_the_description() {
        String bucket = bucket("copies");
        s3().putObject(
                        PutObjectRequest.builder()
                                .bucket(bucket)
                                .key("from here")
                                .metadata(Map.of("kept", "yes"))
                                .tagging("a=1")
                                .build(),
                        RequestBody.fromString("content"));
        CopyObjectRequest.Builder copy = CopyObjectRequest.builder()
                .sourceBucket(bucket)
                .sourceKey("from here")
                .destinationBucket(bucket)
                .destinationKey("to");

        String eTag = s3().copyObject(copy.build()).copyObjectResult().eTag();
        assertThat(eTag).isEqualTo(head(bucket, "from here").eTag());
        assertThat(head(bucket, "to").metadata()).containsEntry("kept", "yes");
        assertThat(tags(bucket, "to")).isEqualTo(Map.of("a", "1"));
        s3().copyObject(copy.metadataDirective(MetadataDirective.REPLACE)
                .metadata(Map.of("new", "too"))
                .build());
        assertThat(head(bucket, "to").metadata()).isEqualTo(Map.of("new", "too"));
    }

    @Test
    void copy_onto_itself_that_changes_nothing_is_refused() {
        String bucket = bucket("copied-onto-itself");
        put(bucket, "key", "content");
        CopyObjectRequest.Builder copy = CopyObjectRequest.builder()
                .sourceBucket(bucket)
                .sourceKey("key")
                .destinationBucket(bucket)
                .destinationKey("key");

        assertFails(() -> s3().copyObject(copy.build()), "InvalidRequest", 400);
        s3().copyObject(copy.metadataDirective(MetadataDirective.REPLACE).build());
    }

    Map<String, String> tags(String bucket, String key) {
        return s3()
                .getObjectTagging(GetObjectTaggingRequest.builder()
                        .bucket(bucket)
                        .key(key)
                        .build())
                .tagSet()
                .stream()
                .collect(java.util.stream.Collectors.toMap(Tag::key, Tag::value));
    }

    @Test
    void several_objects_are_deleted_at_once() {
        String bucket = bucket("deleted-at-once");
        put(bucket, "a", "1");
        put(bucket, "b", "2");

        DeleteObjectsResponse deleted = s3().deleteObjects(DeleteObjectsRequest.builder()
                .bucket(bucket)
                .delete(Delete.builder()
                        .objects(
                                ObjectIdentifier.builder().key("a").build(),
                                ObjectIdentifier.builder().key("absent").build(),
                                ObjectIdentifier.builder()
                                        .key("b")
                                        .versionId("HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD")
                                        .build())
                        .build())
                .build());

        assertThat(deleted.deleted()).extracting(DeletedObject::key).containsExactlyInAnyOrder("a", "absent");
        assertThat(deleted.errors()).extracting(S3Error::code).containsExactly("NoSuchVersion");
        assertThat(get(bucket, "b")).isEqualTo("2");
    }
}
