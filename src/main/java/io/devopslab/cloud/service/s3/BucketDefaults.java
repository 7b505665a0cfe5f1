package io.devopslab.cloud.service.s3;

import software.amazon.awssdk.services.s3.model.*;

/** What each new bucket has since April 2023: encryption, no public access, and no access control lists. */
final class BucketDefaults {

    private BucketDefaults() {}

    static Bucket apply(Bucket bucket, CreateBucketRequest request) {
        ObjectOwnership ownership =
                request.objectOwnership() == null ? ObjectOwnership.BUCKET_OWNER_ENFORCED : request.objectOwnership();
        Bucket made = bucket.with(encryption())
                .with(publicAccessBlock())
                .with(OwnershipControls.builder()
                        .rules(OwnershipControlsRule.builder()
                                .objectOwnership(ownership)
                                .build())
                        .build());
        if (Boolean.TRUE.equals(request.objectLockEnabledForBucket())) {
            throw S3Errors.notImplemented();
        }
        CreateBucketConfiguration configuration = request.createBucketConfiguration();
        if (configuration != null && configuration.hasTags()) {
            return BucketTags.put(
                    made, Tagging.builder().tagSet(configuration.tags()).build(), request);
        }
        return made;
    }

    static ServerSideEncryptionConfiguration encryption() {
        return ServerSideEncryptionConfiguration.builder()
                .rules(ServerSideEncryptionRule.builder()
                        .applyServerSideEncryptionByDefault(ServerSideEncryptionByDefault.builder()
                                .sseAlgorithm(ServerSideEncryption.AES256)
                                .build())
                        .bucketKeyEnabled(false)
                        .build())
                .build();
    }

    private static PublicAccessBlockConfiguration publicAccessBlock() {
        return PublicAccessBlockConfiguration.builder()
                .blockPublicAcls(true)
                .ignorePublicAcls(true)
                .blockPublicPolicy(true)
                .restrictPublicBuckets(true)
                .build();
    }
}
