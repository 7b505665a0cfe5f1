package io.devopslab.cloud.service.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.*;

/** The contract's chapter on buckets and their configurations. */
abstract class S3BucketContract extends S3Fixture {

    @Test
    void bucket_has_its_region_and_the_defaults_of_today() {
        String bucket = bucket("defaults-of-today");

        assertThat(s3().getBucketLocation(GetBucketLocationRequest.builder()
                                .bucket(bucket)
                                .build())
                        .locationConstraint())
                .isEqualTo(BucketLocationConstraint.EU_WEST_1);
        assertThat(s3().getBucketEncryption(GetBucketEncryptionRequest.builder()
                                .bucket(bucket)
                                .build())
                        .serverSideEncryptionConfiguration()
                        .rules()
                        .get(0)
                        .applyServerSideEncryptionByDefault()
                        .sseAlgorithm())
                .isEqualTo(ServerSideEncryption.AES256);
        assertThat(s3().getPublicAccessBlock(GetPublicAccessBlockRequest.builder()
                                .bucket(bucket)
                                .build())
                        .publicAccessBlockConfiguration()
                        .restrictPublicBuckets())
                .isTrue();
        assertThat(s3().getBucketVersioning(GetBucketVersioningRequest.builder()
                                .bucket(bucket)
                                .build())
                        .status())
                .isNull();
    }

    @Test
    void configuration_that_was_never_put_is_not_found() {
        String bucket = bucket("unconfigured");

        assertFails(
                () -> s3().getBucketPolicy(
                                GetBucketPolicyRequest.builder().bucket(bucket).build()),
                "NoSuchBucketPolicy",
                404);
        assertFails(
                () -> s3().getBucketTagging(
                                GetBucketTaggingRequest.builder().bucket(bucket).build()),
                "NoSuchTagSet",
                404);
        assertFails(
                () -> s3().getBucketCors(
                                GetBucketCorsRequest.builder().bucket(bucket).build()),
                "NoSuchCORSConfiguration",
                404);
        assertFails(
                () -> s3().getBucketWebsite(
                                GetBucketWebsiteRequest.builder().bucket(bucket).build()),
                "NoSuchWebsiteConfiguration",
                404);
        assertFails(
                () -> s3().getBucketLifecycleConfiguration(GetBucketLifecycleConfigurationRequest.builder()
                        .bucket(bucket)
                        .build()),
                "NoSuchLifecycleConfiguration",
                404);
    }

    @Test
    void second_bucket_of_the_same_name_is_refused() {
        bucket("owned-by-you");

        assertFails(() -> bucket("owned-by-you"), "BucketAlreadyOwnedByYou", 409);
        assertThatThrownBy(() -> bucket("owned-by-you")).isInstanceOf(BucketAlreadyOwnedByYouException.class);
    }

    @Test
    void bucket_with_objects_cannot_be_deleted() {
        String bucket = bucket("not-empty");
        put(bucket, "key", "content");
        DeleteBucketRequest delete =
                DeleteBucketRequest.builder().bucket(bucket).build();

        assertFails(() -> s3().deleteBucket(delete), "BucketNotEmpty", 409);
        delete(bucket, "key");
        s3().deleteBucket(delete);

        assertFails(
                () -> s3().headBucket(HeadBucketRequest.builder().bucket(bucket).build()), 404);
    }

    /** Other names against the rules are refused by the SDK's own client. */
    @Test
    void bucket_name_with_a_reserved_beginning_is_refused() {
        assertFails(() -> bucket("xn--bucket"), "InvalidBucketName", 400);
    }

    @Test
    void buckets_are_listed_by_prefix_and_page() {
        bucket("page-of-a");
        bucket("page-of-b");
        bucket("page-of-c");

        ListBucketsResponse first = s3().listBuckets(ListBucketsRequest.builder()
                .prefix("page-of-")
                .maxBuckets(2)
                .build());
        ListBucketsResponse second = s3().listBuckets(ListBucketsRequest.builder()
                .prefix("page-of-")
                .maxBuckets(2)
                .continuationToken(first.continuationToken())
                .build());

        assertThat(first.buckets()).extracting(b -> b.name()).containsExactly("page-of-a", "page-of-b");
        assertThat(second.buckets()).extracting(b -> b.name()).containsExactly("page-of-c");
        assertThat(second.continuationToken()).isNull();
    }

    @Test
    void tags_of_a_bucket_are_replaced_as_a_whole() {
        String bucket = bucket("tagged-bucket");
        putTags(bucket, "one", "1");
        putTags(bucket, "two", "2");

        assertThat(s3().getBucketTagging(
                                GetBucketTaggingRequest.builder().bucket(bucket).build())
                        .tagSet())
                .extracting(Tag::key)
                .containsExactly("two");
        assertFails(() -> putTags(bucket, "aws:mine", "x"), "InvalidTag", 400);
        assertFails(() -> putTags(bucket, "a,b", "x"), "InvalidTag", 400);
    }

    private void putTags(String bucket, String key, String value) {
        s3().putBucketTagging(PutBucketTaggingRequest.builder()
                .bucket(bucket)
                .tagging(Tagging.builder()
                        .tagSet(Tag.builder().key(key).value(value).build())
                        .build())
                .build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "{}",
                "{\"Statement\": []}",
                "{\"Statement\": [{\"Effect\": \"Maybe\"}]}",
                "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"s3:*\","
                        + " \"Resource\": \"arn:aws:s3:::another\"}]}"
            })
    void malformed_policy_is_refused(String policy) {
        String bucket = "policy-" + Integer.toHexString(policy.hashCode());
        bucket(bucket);

        assertFails(
                () -> s3().putBucketPolicy(PutBucketPolicyRequest.builder()
                        .bucket(bucket)
                        .policy(policy)
                        .build()),
                "MalformedPolicy",
                400);
    }

    @Test
    void owner_that_is_not_the_expected_one_is_denied() {
        String bucket = bucket("expected-owner");

        assertFails(
                () -> s3().listObjectsV2(ListObjectsV2Request.builder()
                        .bucket(bucket)
                        .expectedBucketOwner("999999999999")
                        .build()),
                "AccessDenied",
                403);
    }
}
