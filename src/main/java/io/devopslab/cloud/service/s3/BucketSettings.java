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

    private <T extends SdkPojo> T get(S3Request request, Class<T> kind, Supplier<? extends RuntimeException> missing) {
        return buckets.require(request).setting(kind).orElseThrow(missing);
    }

    private void put(S3Request request, @Nullable SdkPojo setting) {
        buckets.require(request);
        if (setting == null) {
            throw S3Errors.malformedXml();
        }
        buckets.change(request, old -> old.with(setting));
    }

    private void delete(S3Request request, Class<? extends SdkPojo> kind) {
        buckets.change(request, old -> old.without(kind));
    }

    private static RuntimeException missing(String code, String message) {
        return S3Errors.of(code, 404, message);
    }

    PutBucketVersioningResponse putVersioning(PutBucketVersioningRequest request) {
        VersioningConfiguration configuration = request.versioningConfiguration();
        if (configuration != null && configuration.status() == BucketVersioningStatus.UNKNOWN_TO_SDK_VERSION) {
            throw S3Errors.malformedXml();
        }
        if (configuration == null || configuration.status() == null) {
            throw S3Errors.of(
                    "IllegalVersioningConfigurationException", 400, "The Versioning element must be specified");
        }
        put(request, configuration);
        return PutBucketVersioningResponse.builder().build();
    }

    GetBucketVersioningResponse getVersioning(GetBucketVersioningRequest request) {
        return GetBucketVersioningResponse.builder()
                .status(buckets.require(request).versioning().orElse(null))
                .build();
    }

    PutBucketTaggingResponse putTags(PutBucketTaggingRequest request) {
        buckets.require(request);
        if (request.tagging() == null) {
            throw S3Errors.malformedXml();
        }
        buckets.change(request, bucket -> BucketTags.put(bucket, request.tagging(), request));
        return PutBucketTaggingResponse.builder().build();
    }

    GetBucketTaggingResponse getTags(GetBucketTaggingRequest request) {
        Tagging tagging = buckets.require(request)
                .setting(Tagging.class)
                .filter(set -> !set.tagSet().isEmpty())
                .orElseThrow(() -> missing("NoSuchTagSet", "The TagSet does not exist"));
        return GetBucketTaggingResponse.builder().tagSet(tagging.tagSet()).build();
    }

    DeleteBucketTaggingResponse deleteTags(DeleteBucketTaggingRequest request) {
        buckets.change(request, BucketTags::delete);
        return DeleteBucketTaggingResponse.builder().build();
    }

    PutBucketEncryptionResponse putEncryption(PutBucketEncryptionRequest request) {
        ServerSideEncryptionConfiguration configuration = request.serverSideEncryptionConfiguration();
        if (configuration != null && configuration.rules().size() != 1) {
            throw S3Errors.malformedXml();
        }
        put(request, configuration);
        return PutBucketEncryptionResponse.builder().build();
    }

    GetBucketEncryptionResponse getEncryption(GetBucketEncryptionRequest request) {
        return GetBucketEncryptionResponse.builder()
                .serverSideEncryptionConfiguration(get(
                        request,
                        ServerSideEncryptionConfiguration.class,
                        () -> missing(
                                "ServerSideEncryptionConfigurationNotFoundError",
                                "The server side encryption configuration was not found")))
                .build();
    }

    /** Falls back to the encryption that every bucket has. */
    DeleteBucketEncryptionResponse deleteEncryption(DeleteBucketEncryptionRequest request) {
        put(request, BucketDefaults.encryption());
        return DeleteBucketEncryptionResponse.builder().build();
    }

    PutPublicAccessBlockResponse putPublicAccessBlock(PutPublicAccessBlockRequest request) {
        PublicAccessBlockConfiguration given = request.publicAccessBlockConfiguration();
        if (given == null) {
            throw S3Errors.malformedXml();
        }
        put(
                request,
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
                        request,
                        PublicAccessBlockConfiguration.class,
                        () -> missing(
                                "NoSuchPublicAccessBlockConfiguration",
                                "The public access block configuration was not found")))
                .build();
    }

    DeletePublicAccessBlockResponse deletePublicAccessBlock(DeletePublicAccessBlockRequest request) {
        delete(request, PublicAccessBlockConfiguration.class);
        return DeletePublicAccessBlockResponse.builder().build();
    }

    PutBucketOwnershipControlsResponse putOwnership(PutBucketOwnershipControlsRequest request) {
        OwnershipControls controls = request.ownershipControls();
        if (controls != null && controls.rules().size() != 1) {
            throw S3Errors.malformedXml();
        }
        put(request, controls);
        return PutBucketOwnershipControlsResponse.builder().build();
    }

    GetBucketOwnershipControlsResponse getOwnership(GetBucketOwnershipControlsRequest request) {
        return GetBucketOwnershipControlsResponse.builder()
                .ownershipControls(get(
                        request,
                        OwnershipControls.class,
                        () -> missing(
                                "OwnershipControlsNotFoundError", "The bucket ownership controls were not found")))
                .build();
    }

    DeleteBucketOwnershipControlsResponse deleteOwnership(DeleteBucketOwnershipControlsRequest request) {
        delete(request, OwnershipControls.class);
        return DeleteBucketOwnershipControlsResponse.builder().build();
    }

    PutBucketLifecycleConfigurationResponse putLifecycle(PutBucketLifecycleConfigurationRequest request) {
        BucketLifecycleConfiguration configuration = request.lifecycleConfiguration();
        if (configuration != null) {
            Lifecycles.check(configuration);
        }
        put(request, configuration);
        return PutBucketLifecycleConfigurationResponse.builder().build();
    }

    GetBucketLifecycleConfigurationResponse getLifecycle(GetBucketLifecycleConfigurationRequest request) {
        BucketLifecycleConfiguration configuration = get(
                request,
                BucketLifecycleConfiguration.class,
                () -> missing("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist"));
        return GetBucketLifecycleConfigurationResponse.builder()
                .rules(configuration.rules())
                .transitionDefaultMinimumObjectSize(TransitionDefaultMinimumObjectSize.ALL_STORAGE_CLASSES_128_K)
                .build();
    }

    DeleteBucketLifecycleResponse deleteLifecycle(DeleteBucketLifecycleRequest request) {
        delete(request, BucketLifecycleConfiguration.class);
        return DeleteBucketLifecycleResponse.builder().build();
    }

    PutBucketCorsResponse putCors(PutBucketCorsRequest request) {
        CORSConfiguration configuration = request.corsConfiguration();
        if (configuration != null && configuration.corsRules().isEmpty()) {
            throw S3Errors.malformedXml();
        }
        put(request, configuration);
        return PutBucketCorsResponse.builder().build();
    }

    GetBucketCorsResponse getCors(GetBucketCorsRequest request) {
        CORSConfiguration configuration = get(
                request,
                CORSConfiguration.class,
                () -> missing("NoSuchCORSConfiguration", "The CORS configuration does not exist"));
        return GetBucketCorsResponse.builder()
                .corsRules(configuration.corsRules())
                .build();
    }

    DeleteBucketCorsResponse deleteCors(DeleteBucketCorsRequest request) {
        delete(request, CORSConfiguration.class);
        return DeleteBucketCorsResponse.builder().build();
    }

    PutBucketWebsiteResponse putWebsite(PutBucketWebsiteRequest request) {
        put(request, request.websiteConfiguration());
        return PutBucketWebsiteResponse.builder().build();
    }

    GetBucketWebsiteResponse getWebsite(GetBucketWebsiteRequest request) {
        WebsiteConfiguration website = get(
                request,
                WebsiteConfiguration.class,
                () -> missing(
                        "NoSuchWebsiteConfiguration", "The specified bucket does not have a website configuration"));
        return Members.copyAll(website, GetBucketWebsiteResponse.builder()).build();
    }

    DeleteBucketWebsiteResponse deleteWebsite(DeleteBucketWebsiteRequest request) {
        delete(request, WebsiteConfiguration.class);
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
        put(request, status);
        return PutBucketLoggingResponse.builder().build();
    }

    GetBucketLoggingResponse getLogging(GetBucketLoggingRequest request) {
        return GetBucketLoggingResponse.builder()
                .loggingEnabled(buckets.require(request)
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
        put(request, configuration);
        return PutBucketNotificationConfigurationResponse.builder().build();
    }

    GetBucketNotificationConfigurationResponse getNotification(GetBucketNotificationConfigurationRequest request) {
        GetBucketNotificationConfigurationResponse.Builder response =
                GetBucketNotificationConfigurationResponse.builder();
        return buckets.require(request)
                .setting(NotificationConfiguration.class)
                .map(configuration -> response.eventBridgeConfiguration(configuration.eventBridgeConfiguration()))
                .orElse(response)
                .build();
    }

    PutBucketRequestPaymentResponse putRequestPayment(PutBucketRequestPaymentRequest request) {
        put(request, request.requestPaymentConfiguration());
        return PutBucketRequestPaymentResponse.builder().build();
    }

    GetBucketRequestPaymentResponse getRequestPayment(GetBucketRequestPaymentRequest request) {
        return GetBucketRequestPaymentResponse.builder()
                .payer(buckets.require(request)
                        .setting(RequestPaymentConfiguration.class)
                        .map(RequestPaymentConfiguration::payerAsString)
                        .orElse("BucketOwner"))
                .build();
    }

    PutBucketAccelerateConfigurationResponse putAccelerate(PutBucketAccelerateConfigurationRequest request) {
        Bucket bucket = buckets.require(request);
        if (bucket.name().contains(".")) {
            throw S3Errors.invalidRequest(
                    "S3 Transfer Acceleration is not supported for buckets with periods (.) in their names");
        }
        AccelerateConfiguration configuration = request.accelerateConfiguration();
        if (configuration != null && configuration.status() == BucketAccelerateStatus.UNKNOWN_TO_SDK_VERSION) {
            throw S3Errors.malformedXml();
        }
        put(request, configuration);
        return PutBucketAccelerateConfigurationResponse.builder().build();
    }

    GetBucketAccelerateConfigurationResponse getAccelerate(GetBucketAccelerateConfigurationRequest request) {
        return GetBucketAccelerateConfigurationResponse.builder()
                .status(buckets.require(request)
                        .setting(AccelerateConfiguration.class)
                        .map(AccelerateConfiguration::status)
                        .orElse(null))
                .build();
    }

    GetBucketReplicationResponse getReplication(GetBucketReplicationRequest request) {
        buckets.require(request);
        throw missing("ReplicationConfigurationNotFoundError", "The replication configuration was not found");
    }

    GetObjectLockConfigurationResponse getObjectLock(GetObjectLockConfigurationRequest request) {
        buckets.require(request);
        throw missing(
                "ObjectLockConfigurationNotFoundError", "Object Lock configuration does not exist for this bucket");
    }
}
