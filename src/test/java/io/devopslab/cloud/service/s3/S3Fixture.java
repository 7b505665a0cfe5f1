package io.devopslab.cloud.service.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.aws.Clients;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.*;

/** What the chapters of S3's contract share. */
abstract class S3Fixture {

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

    String versionedBucket(String name) {
        bucket(name);
        version(name, BucketVersioningStatus.ENABLED);
        return name;
    }

    void version(String bucket, BucketVersioningStatus status) {
        s3().putBucketVersioning(PutBucketVersioningRequest.builder()
                .bucket(bucket)
                .versioningConfiguration(
                        VersioningConfiguration.builder().status(status).build())
                .build());
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

    HeadObjectResponse head(String bucket, String key) {
        return s3().headObject(
                        HeadObjectRequest.builder().bucket(bucket).key(key).build());
    }

    DeleteObjectResponse delete(String bucket, String key) {
        return s3().deleteObject(
                        DeleteObjectRequest.builder().bucket(bucket).key(key).build());
    }

    /** Over the wire an answer without a body has no code, so that of HEAD is not compared. */
    static void assertFails(ThrowingCallable call, String code, int status) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(e.statusCode()).isEqualTo(status);
        });
    }

    static void assertFails(ThrowingCallable call, int status) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, e -> assertThat(e.statusCode())
                .isEqualTo(status));
    }
}
