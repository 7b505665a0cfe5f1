package io.devopslab.cloud.service.cloudformation.resource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.devopslab.cloud.kernel.AccessKeys.AccessKey;
import io.devopslab.cloud.kernel.ServiceContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CreateBucketConfiguration;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.VersioningConfiguration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PutObjectPresignRequest;

/**
 * Where functions and programs put their answers: pre-signed URLs of a bucket that belongs to CloudFormation itself,
 * as on AWS, so that nobody finds it among their own. The bucket is versioned: each message to a URL is kept.
 */
final class Mailbox {

    /** The account of the service; people's accounts never have it. */
    static final String ACCOUNT = "000000000001";

    private static final String PRINCIPAL = "arn:aws:iam::" + ACCOUNT + ":user/cloudformation";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ServiceContext context;
    private final Supplier<S3Client> s3;
    private final String bucket;

    Mailbox(ServiceContext context, Supplier<S3Client> s3) {
        this.context = context;
        this.s3 = s3;
        this.bucket = "cloudformation-custom-resource-response-"
                + context.scope().region().replace("-", "");
    }

    /** A URL that takes PUT requests without further credentials. */
    String url(String key) {
        open();
        AccessKey signer = signer();
        try (S3Presigner presigner = S3Presigner.builder()
                .region(Region.of(context.scope().region()))
                .endpointOverride(context.endpoint())
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(signer.id(), signer.secret())))
                .build()) {
            return presigner
                    .presignPutObject(PutObjectPresignRequest.builder()
                            .signatureDuration(Duration.ofHours(12))
                            .putObjectRequest(PutObjectRequest.builder()
                                    .bucket(bucket)
                                    .key(key)
                                    .build())
                            .build())
                    .url()
                    .toString();
        }
    }

    private void open() {
        try {
            s3.get().listObjectVersions(versions("", 1));
        } catch (NoSuchBucketException e) {
            s3.get()
                    .createBucket(CreateBucketRequest.builder()
                            .bucket(bucket)
                            .createBucketConfiguration(CreateBucketConfiguration.builder()
                                    .locationConstraint(context.scope().region())
                                    .build())
                            .build());
            s3.get()
                    .putBucketVersioning(PutBucketVersioningRequest.builder()
                            .bucket(bucket)
                            .versioningConfiguration(VersioningConfiguration.builder()
                                    .status(BucketVersioningStatus.ENABLED)
                                    .build())
                            .build());
        }
    }

    private ListObjectVersionsRequest versions(String key, int limit) {
        return ListObjectVersionsRequest.builder()
                .bucket(bucket)
                .prefix(key)
                .maxKeys(limit)
                .build();
    }

    private AccessKey signer() {
        return context.accessKeys().of(PRINCIPAL).stream().findFirst().orElseGet(() -> context.accessKeys()
                .create(ACCOUNT, PRINCIPAL, "cloudformation"));
    }

    /** The messages to that URL, oldest first. What is no JSON object counts as an empty one. */
    List<JsonNode> messages(String key) {
        return texts(key).stream().map(Mailbox::json).toList();
    }

    /** The texts of the messages to that URL, oldest first. */
    List<String> texts(String key) {
        List<ObjectVersion> versions = new ArrayList<>(list(key));
        // They come newest first; those of one moment keep their order.
        Collections.reverse(versions);
        versions.sort(Comparator.comparing(ObjectVersion::lastModified));
        return versions.stream().map(this::read).toList();
    }

    private List<ObjectVersion> list(String key) {
        try {
            return s3.get().listObjectVersions(versions(key, 1000)).versions();
        } catch (NoSuchBucketException e) {
            return List.of();
        }
    }

    private String read(ObjectVersion version) {
        return s3.get()
                .getObjectAsBytes(GetObjectRequest.builder()
                        .bucket(bucket)
                        .key(version.key())
                        .versionId(version.versionId())
                        .build())
                .asUtf8String();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance.objectNode();
        }
    }

    /** Throws the messages to that URL away. */
    void clear(String key) {
        list(key).forEach(version -> s3.get()
                .deleteObject(DeleteObjectRequest.builder()
                        .bucket(bucket)
                        .key(version.key())
                        .versionId(version.versionId())
                        .build()));
    }
}
