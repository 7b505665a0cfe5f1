package io.devopslab.cloud.service.s3;

import java.util.Optional;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionByDefault;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/** Tells which encryption S3 would apply. Contents lie unencrypted in the cloud's directory. */
final class Encryption {

    private Encryption() {}

    /** What a new object shows: what its request asked for, or else the bucket's default. */
    static HeadObjectResponse apply(HeadObjectResponse head, Bucket bucket) {
        if (head.serverSideEncryption() != null) {
            return head;
        }
        Optional<ServerSideEncryptionRule> rule = bucket.setting(ServerSideEncryptionConfiguration.class)
                .flatMap(configuration -> configuration.rules().stream().findFirst());
        Optional<ServerSideEncryptionByDefault> byDefault =
                rule.map(ServerSideEncryptionRule::applyServerSideEncryptionByDefault);
        HeadObjectResponse.Builder changed = head.toBuilder()
                .serverSideEncryption(byDefault
                        .map(ServerSideEncryptionByDefault::sseAlgorithmAsString)
                        .orElse(ServerSideEncryption.AES256.toString()));
        byDefault.map(ServerSideEncryptionByDefault::kmsMasterKeyID).ifPresent(changed::ssekmsKeyId);
        boolean bucketKey = rule.map(ServerSideEncryptionRule::bucketKeyEnabled).orElse(false);
        return (bucketKey ? changed.bucketKeyEnabled(true) : changed).build();
    }
}
