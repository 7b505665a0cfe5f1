package io.devopslab.cloud.service.s3;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.shape.Shapes;
import java.util.Set;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.*;

/**
 * The configurations that a template gives a bucket. Each property is put when it is there, and taken back when it was
 * there before.
 */
final class BucketConfigurations {

    static final Set<String> PROPERTIES = Set.of(
            "BucketName",
            "Tags",
            "VersioningConfiguration",
            "BucketEncryption",
            "PublicAccessBlockConfiguration",
            "OwnershipControls",
            "LifecycleConfiguration",
            "NotificationConfiguration",
            "CorsConfiguration",
            "WebsiteConfiguration",
            "LoggingConfiguration",
            "AccessControl",
            "ObjectLockEnabled");

    private final S3Client client;
    private final String bucket;

    BucketConfigurations(S3Client client, String bucket) {
        this.client = client;
        this.bucket = bucket;
    }

    static void rejectUnknown(ObjectNode properties, Set<String> known) {
        properties.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("Encountered unsupported property " + name + "; known are "
                        + known.stream().sorted().toList() + ".");
            }
        });
    }

    void apply(ObjectNode properties, ObjectNode previous) {
        each(properties, previous, "VersioningConfiguration", this::putVersioning, this::suspendVersioning);
        each(properties, previous, "BucketEncryption", this::putEncryption, this::deleteEncryption);
        each(properties, previous, "PublicAccessBlockConfiguration", this::putAccessBlock, this::deleteAccessBlock);
        each(properties, previous, "OwnershipControls", this::putOwnership, this::deleteOwnership);
        each(properties, previous, "LifecycleConfiguration", this::putLifecycle, this::deleteLifecycle);
        each(properties, previous, "NotificationConfiguration", this::putNotification, this::deleteNotification);
        each(properties, previous, "CorsConfiguration", this::putCors, this::deleteCors);
        each(properties, previous, "WebsiteConfiguration", this::putWebsite, this::deleteWebsite);
        each(properties, previous, "LoggingConfiguration", this::putLogging, this::deleteLogging);
        String acl = properties.path("AccessControl").asText("Private");
        if (!acl.equals("Private") || properties.path("ObjectLockEnabled").asBoolean()) {
            throw new IllegalArgumentException(
                    "Access control lists other than Private, and Object Lock, are not" + " implemented.");
        }
    }

    private interface Put {
        void put(JsonNode property);
    }

    private static void each(ObjectNode properties, ObjectNode previous, String name, Put put, Runnable takeBack) {
        JsonNode property = properties.path(name);
        if (property.isMissingNode()) {
            if (previous.has(name)) {
                takeBack.run();
            }
        } else if (!property.equals(previous.path(name))) {
            put.put(property);
        }
    }

    private void putVersioning(JsonNode property) {
        client.putBucketVersioning(PutBucketVersioningRequest.builder()
                .bucket(bucket)
                .versioningConfiguration(Shapes.readProperties(property, VersioningConfiguration.class))
                .build());
    }

    private void suspendVersioning() {
        client.putBucketVersioning(PutBucketVersioningRequest.builder()
                .bucket(bucket)
                .versioningConfiguration(VersioningConfiguration.builder()
                        .status(BucketVersioningStatus.SUSPENDED)
                        .build())
                .build());
    }

    private void putEncryption(JsonNode property) {
        JsonNode rules = renamed(property, "ServerSideEncryptionConfiguration", "Rule");
        rules.path("Rule")
                .forEach(rule -> rename(rule, "ServerSideEncryptionByDefault", "ApplyServerSideEncryptionByDefault"));
        client.putBucketEncryption(PutBucketEncryptionRequest.builder()
                .bucket(bucket)
                .serverSideEncryptionConfiguration(
                        Shapes.readProperties(rules, ServerSideEncryptionConfiguration.class))
                .build());
    }

    private void deleteEncryption() {
        client.deleteBucketEncryption(
                DeleteBucketEncryptionRequest.builder().bucket(bucket).build());
    }

    private void putAccessBlock(JsonNode property) {
        client.putPublicAccessBlock(PutPublicAccessBlockRequest.builder()
                .bucket(bucket)
                .publicAccessBlockConfiguration(Shapes.readProperties(property, PublicAccessBlockConfiguration.class))
                .build());
    }

    private void deleteAccessBlock() {
        client.deletePublicAccessBlock(
                DeletePublicAccessBlockRequest.builder().bucket(bucket).build());
    }

    private void putOwnership(JsonNode property) {
        client.putBucketOwnershipControls(PutBucketOwnershipControlsRequest.builder()
                .bucket(bucket)
                .ownershipControls(Shapes.readProperties(renamed(property, "Rules", "Rule"), OwnershipControls.class))
                .build());
    }

    private void deleteOwnership() {
        client.deleteBucketOwnershipControls(
                DeleteBucketOwnershipControlsRequest.builder().bucket(bucket).build());
    }

    private void putLifecycle(JsonNode property) {
        client.putBucketLifecycleConfiguration(PutBucketLifecycleConfigurationRequest.builder()
                .bucket(bucket)
                .lifecycleConfiguration(LifecycleProperties.read(property))
                .build());
    }

    private void deleteLifecycle() {
        client.deleteBucketLifecycle(
                DeleteBucketLifecycleRequest.builder().bucket(bucket).build());
    }

    private void putNotification(JsonNode property) {
        rejectUnknown((ObjectNode) property, Set.of("EventBridgeConfiguration"));
        boolean enabled = property.path("EventBridgeConfiguration")
                .path("EventBridgeEnabled")
                .asBoolean(property.has("EventBridgeConfiguration"));
        EventBridgeConfiguration on =
                enabled ? EventBridgeConfiguration.builder().build() : null;
        client.putBucketNotificationConfiguration(PutBucketNotificationConfigurationRequest.builder()
                .bucket(bucket)
                .notificationConfiguration(NotificationConfiguration.builder()
                        .eventBridgeConfiguration(on)
                        .build())
                .build());
    }

    private void deleteNotification() {
        client.putBucketNotificationConfiguration(PutBucketNotificationConfigurationRequest.builder()
                .bucket(bucket)
                .notificationConfiguration(NotificationConfiguration.builder().build())
                .build());
    }

    private void putCors(JsonNode property) {
        JsonNode rules = renamed(property, "CorsRules", "CORSRule");
        for (JsonNode rule : rules.path("CORSRule")) {
            rename(rule, "AllowedHeaders", "AllowedHeader");
            rename(rule, "AllowedMethods", "AllowedMethod");
            rename(rule, "AllowedOrigins", "AllowedOrigin");
            rename(rule, "ExposedHeaders", "ExposeHeader");
            rename(rule, "Id", "ID");
            rename(rule, "MaxAge", "MaxAgeSeconds");
        }
        client.putBucketCors(PutBucketCorsRequest.builder()
                .bucket(bucket)
                .corsConfiguration(Shapes.readProperties(rules, CORSConfiguration.class))
                .build());
    }

    private void deleteCors() {
        client.deleteBucketCors(DeleteBucketCorsRequest.builder().bucket(bucket).build());
    }

    private void putWebsite(JsonNode property) {
        rejectUnknown((ObjectNode) property, Set.of("IndexDocument", "ErrorDocument"));
        WebsiteConfiguration.Builder website = WebsiteConfiguration.builder();
        if (property.has("IndexDocument")) {
            website.indexDocument(IndexDocument.builder()
                    .suffix(property.path("IndexDocument").asText())
                    .build());
        }
        if (property.has("ErrorDocument")) {
            website.errorDocument(ErrorDocument.builder()
                    .key(property.path("ErrorDocument").asText())
                    .build());
        }
        client.putBucketWebsite(PutBucketWebsiteRequest.builder()
                .bucket(bucket)
                .websiteConfiguration(website.build())
                .build());
    }

    private void deleteWebsite() {
        client.deleteBucketWebsite(
                DeleteBucketWebsiteRequest.builder().bucket(bucket).build());
    }

    private void putLogging(JsonNode property) {
        rejectUnknown((ObjectNode) property, Set.of("DestinationBucketName", "LogFilePrefix"));
        client.putBucketLogging(PutBucketLoggingRequest.builder()
                .bucket(bucket)
                .bucketLoggingStatus(BucketLoggingStatus.builder()
                        .loggingEnabled(LoggingEnabled.builder()
                                .targetBucket(
                                        property.path("DestinationBucketName").asText(bucket))
                                .targetPrefix(property.path("LogFilePrefix").asText(""))
                                .build())
                        .build())
                .build());
    }

    private void deleteLogging() {
        client.putBucketLogging(PutBucketLoggingRequest.builder()
                .bucket(bucket)
                .bucketLoggingStatus(BucketLoggingStatus.builder().build())
                .build());
    }

    /** The live configurations, as a template would have them. */
    ObjectNode read() {
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        BucketVersioningStatus versioning = client.getBucketVersioning(
                        GetBucketVersioningRequest.builder().bucket(bucket).build())
                .status();
        if (versioning != null) {
            properties.putObject("VersioningConfiguration").put("Status", versioning.toString());
        }
        ObjectNode encryption = tree(client.getBucketEncryption(
                        GetBucketEncryptionRequest.builder().bucket(bucket).build())
                .serverSideEncryptionConfiguration());
        encryption
                .path("Rule")
                .forEach(rule -> rename(rule, "ApplyServerSideEncryptionByDefault", "ServerSideEncryptionByDefault"));
        properties.set("BucketEncryption", renamed(encryption, "Rule", "ServerSideEncryptionConfiguration"));
        return properties;
    }

    private static ObjectNode tree(SdkPojo pojo) {
        return Shapes.write(pojo);
    }

    /** A copy in which one member has another name. */
    private static ObjectNode renamed(JsonNode node, String from, String to) {
        ObjectNode copy = node.deepCopy();
        rename(copy, from, to);
        return copy;
    }

    private static void rename(JsonNode node, String from, String to) {
        if (node instanceof ObjectNode object && object.has(from)) {
            JsonNode value = object.remove(from);
            object.set(to, value);
        }
    }
}
