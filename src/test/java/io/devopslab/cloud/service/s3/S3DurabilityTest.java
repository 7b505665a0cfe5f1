package io.devopslab.cloud.service.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.TestCloud;
import io.devopslab.cloud.kernel.CloudEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.*;

/** What outlives the process, and what S3 tells about itself. */
final class S3DurabilityTest {

    private static final String BUCKET = "durable";

    private @TempDir Path directory;

    private static S3Client bucket(TestCloud cloud) {
        S3Client s3 = cloud.get(S3Client.class);
        s3.createBucket(CreateBucketRequest.builder()
                .bucket(BUCKET)
                .createBucketConfiguration(CreateBucketConfiguration.builder()
                        .locationConstraint("eu-west-1")
                        .build())
                .build());
        return s3;
    }

    private static void put(S3Client s3, String key) {
        s3.putObject(PutObjectRequest.builder().bucket(BUCKET).key(key).build(), RequestBody.fromString(key));
    }

    @Test
    void objects_and_uploads_are_there_for_the_next_process() {
        String upload;
        try (TestCloud cloud = TestCloud.openDurable(directory)) {
            S3Client s3 = bucket(cloud);
            s3.putBucketVersioning(PutBucketVersioningRequest.builder()
                    .bucket(BUCKET)
                    .versioningConfiguration(
                            VersioningConfiguration.builder().status("Enabled").build())
                    .build());
            put(s3, "key");
            put(s3, "key");
            upload = s3.createMultipartUpload(CreateMultipartUploadRequest.builder()
                            .bucket(BUCKET)
                            .key("big")
                            .build())
                    .uploadId();
            s3.uploadPart(
                    UploadPartRequest.builder()
                            .bucket(BUCKET)
                            .key("big")
                            .uploadId(upload)
                            .partNumber(1)
                            .build(),
                    RequestBody.fromString("part"));
        }

        try (TestCloud cloud = TestCloud.openDurable(directory)) {
            S3Client s3 = cloud.get(S3Client.class);
            assertThat(s3.listObjectVersions(ListObjectVersionsRequest.builder()
                                    .bucket(BUCKET)
                                    .build())
                            .versions())
                    .hasSize(2);
            String part = s3.listParts(ListPartsRequest.builder()
                            .bucket(BUCKET)
                            .key("big")
                            .uploadId(upload)
                            .build())
                    .parts()
                    .get(0)
                    .eTag();
            s3.completeMultipartUpload(CompleteMultipartUploadRequest.builder()
                    .bucket(BUCKET)
                    .key("big")
                    .uploadId(upload)
                    .multipartUpload(CompletedMultipartUpload.builder()
                            .parts(CompletedPart.builder()
                                    .partNumber(1)
                                    .eTag(part)
                                    .build())
                            .build())
                    .build());
            assertThat(s3.getObjectAsBytes(GetObjectRequest.builder()
                                    .bucket(BUCKET)
                                    .key("big")
                                    .build())
                            .asUtf8String())
                    .isEqualTo("part");
        }
    }

    @Test
    void event_bridge_hears_of_objects_where_it_is_turned_on() {
        try (TestCloud cloud = TestCloud.open(directory)) {
            List<CloudEvent> events = new CopyOnWriteArrayList<>();
            cloud.cloud().events().subscribe(events::add);
            S3Client s3 = bucket(cloud);
            put(s3, "unheard");
            s3.putBucketNotificationConfiguration(PutBucketNotificationConfigurationRequest.builder()
                    .bucket(BUCKET)
                    .notificationConfiguration(NotificationConfiguration.builder()
                            .eventBridgeConfiguration(
                                    EventBridgeConfiguration.builder().build())
                            .build())
                    .build());

            put(s3, "heard");
            s3.deleteObject(
                    DeleteObjectRequest.builder().bucket(BUCKET).key("heard").build());
            cloud.time().advance(Duration.ofSeconds(1));

            List<CloudEvent> ofS3 = events.stream()
                    .filter(event -> event.source().equals("aws.s3"))
                    .toList();
            assertThat(ofS3).extracting(CloudEvent::detailType).containsExactly("Object Created", "Object Deleted");
            assertThat(ofS3.get(0).resources()).containsExactly("arn:aws:s3:::" + BUCKET);
            assertThat(ofS3.get(0).scope()).isEqualTo(TestCloud.SCOPE);
            assertThat(ofS3.get(0).detail().path("object").path("key").asText()).isEqualTo("heard");
            assertThat(ofS3.get(0).detail().path("object").path("size").asInt()).isEqualTo(5);
            assertThat(ofS3.get(0).detail().path("reason").asText()).isEqualTo("PutObject");
            assertThat(ofS3.get(1).detail().path("deletion-type").asText()).isEqualTo("Permanently Deleted");
        }
    }
}
