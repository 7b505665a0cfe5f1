package io.devopslab.cloud.service.s3;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.model.*;

/** The configurations of buckets, with what S3 says where there is none. */
final class BucketSettings {

    private final Buckets buckets;

    BucketSettings(Buckets buckets) {
        this.buckets = buckets;
    }

    private <T extends SdkPojo> T get(
            @Nullable String bucket, Class<T> kind, Supplier<? extends RuntimeException> missing) {
        return buckets.require(bucket).setting(kind).orElseThrow(missing);
    }

    private void put(@Nullable String bucket, @Nullable SdkPojo setting) {
        buckets.require(bucket);
        if (setting == null) {
            throw S3Errors.malformedXml();
        }
        buckets.change(bucket, old -> old.with(setting));
    }

    private void delete(@Nullable String bucket, Class<? extends SdkPojo> kind) {
        buckets.change(bucket, old -> old.without(kind));
    }

    private static RuntimeException missing(String code, String message) {
        return S3Errors.of(code, 404, message);
    }

    PutBucketVersioningResponse putVersioning(PutBucketVersioningRequest request) {
        VersioningConfiguration configuration = request.versioningConfiguration();
        BucketVersioningStatus status = configuration == null ? null : configuration.status();
        if (status != BucketVersioningStatus.ENABLED && status != BucketVersioningStatus.SUSPENDED) {
            throw S3Errors.of(
                    "IllegalVersioningConfigurationException", 400, "The Versioning element must be specified");
        }
        put(request.bucket(), configuration);
        return PutBucketVersioningResponse.builder().build();
    }

    GetBucketVersioningResponse getVersioning(GetBucketVersioningRequest request) {
        return GetBucketVersioningResponse.builder()
                .status(buckets.require(request.bucket()).versioning().orElse(null))
                .build();
    }

    PutBucketTaggingResponse putTags(PutBucketTaggingRequest request) {
        buckets.require(request.bucket());
        if (request.tagging() == null) {
            throw S3Errors.malformedXml();
        }
        buckets.change(request.bucket(), bucket -> BucketTags.put(bucket, request.tagging(), request));
        return PutBucketTaggingResponse.builder().build();
    }

    GetBucketTaggingResponse getTags(GetBucketTaggingRequest request) {
        Tagging tagging =
                get(request.bucket(), Tagging.class, () -> missing("NoSuchTagSet", "The TagSet does not exist"));
        return GetBucketTaggingResponse.builder().tagSet(tagging.tagSet()).build();
    }

    DeleteBucketTaggingResponse deleteTags(DeleteBucketTaggingRequest request) {
        buckets.change(request.bucket(), BucketTags::delete);
        return DeleteBucketTaggingResponse.builder().build();
    }

    PutBucketEncryptionResponse putEncryption(PutBucketEncryptionRequest request) {
        ServerSideEncryptionConfiguration configuration = request.serverSideEncryptionConfiguration();
        if (configuration != null && configuration.rules().size() != 1) {
            throw S3Errors.malformedXml();
        }
        put(request.bucket(), configuration);
        return PutBucketEncryptionResponse.builder().build();
    }

    GetBucketEncryptionResponse getEncryption(GetBucketEncryptionRequest request) {
        return GetBucketEncryptionResponse.builder()
                .serverSideEncryptionConfiguration(get(
                        request.bucket(),
                        ServerSideEncryptionConfiguration.class,
                        () -> missing(
                                "ServerSideEncryptionConfigurationNotFoundError",
                                "The server side encryption configuration was not found")))
                .build();
    }

    /** Falls back to the encryption that every bucket has. */
    DeleteBucketEncryptionResponse deleteEncryption(DeleteBucketEncryptionRequest request) {
        put(request.bucket(), BucketDefaults.encryption());
        return DeleteBucketEncryptionResponse.builder().build();
    }

    PutPublicAccessBlockResponse putPublicAccessBlock(PutPublicAccessBlockRequest request) {
        PublicAccessBlockConfiguration given = request.publicAccessBlockConfiguration();
        if (given == null) {
            throw S3Errors.malformedXml();
        }
        put(
                request.bucket(),
                PublicAccessBlockConfiguration.builder()
                        .blockPublicAcls(Boolean.TRUE.equals(given.blockPublicAcls()))
                        .ignorePublicAcls(Boolean.TRUE.equals(given.ignorePublicAcls()))
                        .blockPublicPolicy(Boolean.TRUE.equals(given.blockPublicPolicy()))
                        .restrictPublicBuckets(Boolean.TRUE.equals(given.restrictPublicBuckets()))
                        .build());
        return PutPublicAccessBlockResponse.builder().build();
    }

    GetPublicAccessBlockResponse getPublicAccessBlock(GetPublicAccessBlockRequest request) {
        return GetPublicAccessBlockResponse.builder()
                .publicAccessBlockConfiguration(get(
                        request.bucket(),
                        PublicAccessBlockConfiguration.class,
                        () -> missing(
                                "NoSuchPublicAccessBlockConfiguration",
                                "The public access block configuration was not found")))
                .build();
    }

    DeletePublicAccessBlockResponse deletePublicAccessBlock(DeletePublicAccessBlockRequest request) {
        delete(request.bucket(), PublicAccessBlockConfiguration.class);
        return DeletePublicAccessBlockResponse.builder().build();
    }

    PutBucketOwnershipControlsResponse putOwnership(PutBucketOwnershipControlsRequest request) {
        OwnershipControls controls = request.ownershipControls();
        if (controls != null && controls.rules().size() != 1) {
            throw S3Errors.malformedXml();
        }
        put(request.bucket(), controls);
        return PutBucketOwnershipControlsResponse.builder().build();
    }

    GetBucketOwnershipControlsResponse getOwnership(GetBucketOwnershipControlsRequest request) {
        return GetBucketOwnershipControlsResponse.builder()
                .ownershipControls(get(
                        request.bucket(),
                        OwnershipControls.class,
                        () -> missing(
                                "OwnershipControlsNotFoundError", "The bucket ownership controls were not found")))
                .build();
    }

    DeleteBucketOwnershipControlsResponse deleteOwnership(DeleteBucketOwnershipControlsRequest request) {
        delete(request.bucket(), OwnershipControls.class);
        return DeleteBucketOwnershipControlsResponse.builder().build();
    }

    PutBucketLifecycleConfigurationResponse putLifecycle(PutBucketLifecycleConfigurationRequest request) {
        BucketLifecycleConfiguration configuration = request.lifecycleConfiguration();
        if (configuration != null) {
            Lifecycles.check(configuration);
        }
        put(request.bucket(), configuration);
        return PutBucketLifecycleConfigurationResponse.builder().build();
    }

    GetBucketLifecycleConfigurationResponse getLifecycle(GetBucketLifecycleConfigurationRequest request) {
        BucketLifecycleConfiguration configuration = get(
                request.bucket(),
                BucketLifecycleConfiguration.class,
                () -> missing("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist"));
        return GetBucketLifecycleConfigurationResponse.builder()
                .rules(configuration.rules())
                .transitionDefaultMinimumObjectSize(TransitionDefaultMinimumObjectSize.ALL_STORAGE_CLASSES_128_K)
                .build();
    }

    DeleteBucketLifecycleResponse deleteLifecycle(DeleteBucketLifecycleRequest request) {
        delete(request.bucket(), BucketLifecycleConfiguration.class);
        return DeleteBucketLifecycleResponse.builder().build();
    }

    PutBucketCorsResponse putCors(PutBucketCorsRequest request) {
        CORSConfiguration configuration = request.corsConfiguration();
        if (configuration != null && configuration.corsRules().isEmpty()) {
            throw S3Errors.malformedXml();
        }
        put(request.bucket(), configuration);
        return PutBucketCorsResponse.builder().build();
    }

    GetBucketCorsResponse getCors(GetBucketCorsRequest request) {
        CORSConfiguration configuration = get(
                request.bucket(),
                CORSConfiguration.class,
                () -> missing("NoSuchCORSConfiguration", "The CORS configuration does not exist"));
        return GetBucketCorsResponse.builder()
                .corsRules(configuration.corsRules())
                .build();
    }

    DeleteBucketCorsResponse deleteCors(DeleteBucketCorsRequest request) {
        delete(request.bucket(), CORSConfiguration.class);
        return DeleteBucketCorsResponse.builder().build();
    }

    PutBucketWebsiteResponse putWebsite(PutBucketWebsiteRequest request) {
        put(request.bucket(), request.websiteConfiguration());
        return PutBucketWebsiteResponse.builder().build();
    }

    GetBucketWebsiteResponse getWebsite(GetBucketWebsiteRequest request) {
        WebsiteConfiguration website = get(
                request.bucket(),
                WebsiteConfiguration.class,
                () -> missing(
                        "NoSuchWebsiteConfiguration", "The specified bucket does not have a website configuration"));
        return Members.copyAll(website, GetBucketWebsiteResponse.builder()).build();
    }

    DeleteBucketWebsiteResponse deleteWebsite(DeleteBucketWebsiteRequest request) {
        delete(request.bucket(), WebsiteConfiguration.class);
        return DeleteBucketWebsiteResponse.builder().build();
    }

    PutBucketLoggingResponse putLogging(PutBucketLoggingRequest request) {
        BucketLoggingStatus status = request.bucketLoggingStatus();
        if (status != null && status.loggingEnabled() != null) {
            String target = status.loggingEnabled().targetBucket();
            try {
                buckets.require(target);
            } catch (NoSuchBucketException e) {
                throw S3Errors.of("InvalidTargetBucketForLogging", 400, "The target bucket for logging does not exist");
            }
        }
        put(request.bucket(), status);
        return PutBucketLoggingResponse.builder().build();
    }

    GetBucketLoggingResponse getLogging(GetBucketLoggingRequest request) {
        return GetBucketLoggingResponse.builder()
                .loggingEnabled(buckets.require(request.bucket())
                        .setting(BucketLoggingStatus.class)
                        .map(BucketLoggingStatus::loggingEnabled)
                        .orElse(null))
                .build();
    }

    /** EventBridge is told; queues, topics and functions are not, so that asking for them is an error. */
    PutBucketNotificationConfigurationResponse putNotification(PutBucketNotificationConfigurationRequest request) {
        NotificationConfiguration configuration = request.notificationConfiguration();
        boolean others = configuration != null
                && (!configuration.queueConfigurations().isEmpty()
                        || !configuration.topicConfigurations().isEmpty()
                        || !configuration.lambdaFunctionConfigurations().isEmpty());
        if (others) {
            throw S3Errors.of(
                    "NotImplemented",
                    501,
                    "Notifications to queues, topics and functions are not implemented; turn EventBridge on instead.");
        }
        put(request.bucket(), configuration);
        return PutBucketNotificationConfigurationResponse.builder().build();
    }

    GetBucketNotificationConfigurationResponse getNotification(GetBucketNotificationConfigurationRequest request) {
        GetBucketNotificationConfigurationResponse.Builder response =
                GetBucketNotificationConfigurationResponse.builder();
        return buckets.require(request.bucket())
                .setting(NotificationConfiguration.class)
                .map(configuration -> response.eventBridgeConfiguration(configuration.eventBridgeConfiguration()))
                .orElse(response)
                .build();
    }

    PutBucketRequestPaymentResponse putRequestPayment(PutBucketRequestPaymentRequest request) {
        put(request.bucket(), request.requestPaymentConfiguration());
        return PutBucketRequestPaymentResponse.builder().build();
    }

    GetBucketRequestPaymentResponse getRequestPayment(GetBucketRequestPaymentRequest request) {
        return GetBucketRequestPaymentResponse.builder()
                .payer(buckets.require(request.bucket())
                        .setting(RequestPaymentConfiguration.class)
                        .map(RequestPaymentConfiguration::payerAsString)
                        .orElse("BucketOwner"))
                .build();
    }

    GetBucketAccelerateConfigurationResponse getAccelerate(GetBucketAccelerateConfigurationRequest request) {
        buckets.require(request.bucket());
        return GetBucketAccelerateConfigurationResponse.builder().build();
    }

    GetBucketReplicationResponse getReplication(GetBucketReplicationRequest request) {
        buckets.require(request.bucket());
        throw missing("ReplicationConfigurationNotFoundError", "The replication configuration was not found");
    }

    GetObjectLockConfigurationResponse getObjectLock(GetObjectLockConfigurationRequest request) {
        buckets.require(request.bucket());
        throw missing(
                "ObjectLockConfigurationNotFoundError", "Object Lock configuration does not exist for this bucket");
    }
}
