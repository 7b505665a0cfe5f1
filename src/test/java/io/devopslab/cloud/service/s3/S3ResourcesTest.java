package io.devopslab.cloud.service.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.cloud.TestCloud;
import io.devopslab.cloud.stack.ResourceHandler.Provisioned;
import io.devopslab.cloud.stack.ResourceRequests;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.*;

final class S3ResourcesTest {

    private @TempDir Path directory;
    private TestCloud cloud;
    private S3Client s3;

    @BeforeEach
    void open() {
        cloud = TestCloud.open(directory);
        s3 = cloud.get(S3Client.class);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private ResourceRequests resource(String type, String logicalId) {
        return ResourceRequests.of(S3Resources.handlers(() -> s3), type, logicalId);
    }

    @Test
    void bucket_without_a_name_gets_one_in_lower_case_and_the_attributes_of_its_region() {
        Provisioned made = resource("AWS::S3::Bucket", "Artifacts").create("{}");

        assertThat(made.physicalId()).isEqualTo("cicd-artifacts-ab12cd34ef56");
        assertThat(made.attributes().path("Arn").asText()).isEqualTo("arn:aws:s3:::cicd-artifacts-ab12cd34ef56");
        assertThat(made.attributes().path("RegionalDomainName").asText())
                .isEqualTo("cicd-artifacts-ab12cd34ef56.s3.eu-west-1.amazonaws.com");
        assertThat(made.attributes().path("WebsiteURL").asText())
                .isEqualTo("http://cicd-artifacts-ab12cd34ef56.s3-website-eu-west-1.amazonaws.com");
        assertThat(s3.getBucketTagging(GetBucketTaggingRequest.builder()
                                .bucket(made.physicalId())
                                .build())
                        .tagSet())
                .extracting(Tag::key)
                .contains("event", "aws:cloudformation:logical-id");
    }

    @Test
    void configurations_follow_the_template() {
        ResourceRequests bucket = resource("AWS::S3::Bucket", "Configured");
        String name = bucket.create("""
                        {"VersioningConfiguration": {"Status": "Enabled"},
                         "BucketEncryption": {"ServerSideEncryptionConfiguration": [
                           {"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]},
                         "PublicAccessBlockConfiguration": {"BlockPublicAcls": true, "BlockPublicPolicy": true,
                           "IgnorePublicAcls": true, "RestrictPublicBuckets": true},
                         "OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]},
                         "CorsConfiguration": {"CorsRules": [{"AllowedMethods": ["GET"], "AllowedOrigins": ["*"]}]},
                         "NotificationConfiguration": {"EventBridgeConfiguration": {"EventBridgeEnabled": true}},
                         "LifecycleConfiguration": {"Rules": [{"Id": "old", "Status": "Enabled",
                           "ExpirationInDays": 30, "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7}}]}}""").physicalId();

        assertThat(bucket.read().path("VersioningConfiguration").path("Status").asText())
                .isEqualTo("Enabled");
        assertThat(s3.getBucketLifecycleConfiguration(GetBucketLifecycleConfigurationRequest.builder()
                                .bucket(name)
                                .build())
                        .rules())
                .extracting(LifecycleRule::id)
                .containsExactly("old");
        assertThat(s3.getBucketNotificationConfiguration(GetBucketNotificationConfigurationRequest.builder()
                                .bucket(name)
                                .build())
                        .eventBridgeConfiguration())
                .isNotNull();

        bucket.update("{}");

        assertThat(bucket.read().path("VersioningConfiguration").path("Status").asText())
                .isEqualTo("Suspended");
        assertThat(s3.getBucketNotificationConfiguration(GetBucketNotificationConfigurationRequest.builder()
                                .bucket(name)
                                .build())
                        .eventBridgeConfiguration())
                .isNull();
    }

    @Test
    void bucket_with_objects_is_not_deleted() {
        ResourceRequests bucket = resource("AWS::S3::Bucket", "Full");
        String name = bucket.create("{}").physicalId();
        s3.putObject(PutObjectRequest.builder().bucket(name).key("key").build(), RequestBody.fromString("content"));

        assertThatThrownBy(bucket::delete).hasMessageContaining("The bucket you tried to delete is not empty");
        s3.deleteObject(DeleteObjectRequest.builder().bucket(name).key("key").build());
        bucket.delete();
        bucket.delete();

        assertThat(bucket.exists()).isFalse();
    }

    @Test
    void property_that_buckets_do_not_have_is_refused() {
        assertThatThrownBy(() -> resource("AWS::S3::Bucket", "Wrong").create("{\"BucketNam\": \"x\"}"))
                .hasMessageContaining("BucketNam");
    }

    @Test
    void bucket_policy_is_the_buckets() {
        String name = resource("AWS::S3::Bucket", "Open").create("{}").physicalId();
        ResourceRequests policy = resource("AWS::S3::BucketPolicy", "Policy");

        policy.create("{\"Bucket\": \"" + name + "\", \"PolicyDocument\": {\"Statement\": [{\"Effect\": \"Deny\","
                + " \"Principal\": \"*\", \"Action\": \"s3:*\", \"Resource\": \"arn:aws:s3:::" + name + "/*\"}]}}");

        assertThat(policy.read()
                        .path("PolicyDocument")
                        .path("Statement")
                        .path(0)
                        .path("Effect")
                        .asText())
                .isEqualTo("Deny");
        policy.delete();
        assertThat(policy.exists()).isFalse();
    }
}
