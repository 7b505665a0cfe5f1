package io.devopslab.cloud.service.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.aws.Clients;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.*;

/** What S3 promises to those who know nothing but its client. */
abstract class S3Contract {

    abstract Clients clients();

    S3Client s3() {
        return clients().get(S3Client.class);
    }

    /** Makes a bucket; each test has its own. */
    String bucket(String name) {
        s3().createBucket(CreateBucketRequest.builder()
                .bucket(name)
                .createBucketConfiguration(CreateBucketConfiguration.builder()
                        .locationConstraint(BucketLocationConstraint.EU_WEST_1)
                        .build())
                .build());
        return name;
    }

    PutObjectResponse put(String bucket, String key, String content) {
        return s3().putObject(
                        PutObjectRequest.builder().bucket(bucket).key(key).build(), RequestBody.fromString(content));
    }

    String get(String bucket, String key) {
        return s3().getObjectAsBytes(
                        GetObjectRequest.builder().bucket(bucket).key(key).build())
                .asUtf8String();
    }

    static void assertFails(ThrowingCallable call, String code, int status) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(e.statusCode()).isEqualTo(status);
        });
    }

    @Test
    void object_is_read_as_it_was_put() {
        String bucket = bucket("round-trip");

        PutObjectResponse put = put(bucket, "a/b.txt", "hello");

        assertThat(put.eTag()).isEqualTo("\"5d41402abc4b2a76b9719d911017c592\"");
        assertThat(get(bucket, "a/b.txt")).isEqualTo("hello");
        HeadObjectResponse head = s3().headObject(HeadObjectRequest.builder()
                .bucket(bucket)
                .key("a/b.txt")
                .build());
        assertThat(head.contentLength()).isEqualTo(5);
        assertThat(head.contentType()).isNotEmpty();
        assertThat(head.serverSideEncryption()).isEqualTo(ServerSideEncryption.AES256);
    }

    @Test
    void missing_bucket_and_missing_key_are_told_apart() {
        String bucket = bucket("missing-things");

        assertFails(() -> get("absent-bucket", "key"), "NoSuchBucket", 404);
        assertFails(() -> get(bucket, "key"), "NoSuchKey", 404);
        assertThatThrownBy(() -> get(bucket, "key")).isInstanceOf(NoSuchKeyException.class);
    }

    @Test
    void bucket_with_objects_cannot_be_deleted() {
        String bucket = bucket("not-empty");
        put(bucket, "key", "content");
        DeleteBucketRequest delete =
                DeleteBucketRequest.builder().bucket(bucket).build();

        assertFails(() -> s3().deleteBucket(delete), "BucketNotEmpty", 409);
        s3().deleteObject(
                        DeleteObjectRequest.builder().bucket(bucket).key("key").build());
        s3().deleteBucket(delete);

        assertFails(
                () -> s3().headBucket(HeadBucketRequest.builder().bucket(bucket).build()), "NoSuchBucket", 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPPER", "a", "under_score", "-dash", "two..dots", "192.168.0.1", "xn--bucket", "über"})
    void bucket_name_against_the_rules_is_refused(String name) {
        assertFails(() -> bucket(name), "InvalidBucketName", 400);
    }

    @Test
    void keys_below_a_delimiter_are_rolled_up() {
        String bucket = bucket("rolled-up");
        put(bucket, "a", "1");
        put(bucket, "b/1", "2");
        put(bucket, "b/2", "3");
        put(bucket, "c", "4");

        ListObjectsV2Response list = s3().listObjectsV2(ListObjectsV2Request.builder()
                .bucket(bucket)
                .delimiter("/")
                .build());

        assertThat(list.contents()).extracting(S3Object::key).containsExactly("a", "c");
        assertThat(list.commonPrefixes()).extracting(CommonPrefix::prefix).containsExactly("b/");
        assertThat(list.keyCount()).isEqualTo(3);
    }
}
