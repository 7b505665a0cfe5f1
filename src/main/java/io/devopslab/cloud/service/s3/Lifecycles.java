package io.devopslab.cloud.service.s3;

import java.util.HashSet;
import java.util.Set;
import software.amazon.awssdk.services.s3.model.*;

/** Checks lifecycle configurations. They are kept; objects do not expire. */
final class Lifecycles {

    private Lifecycles() {}

    static void check(BucketLifecycleConfiguration configuration) {
        if (configuration.rules().isEmpty() || configuration.rules().size() > 1000) {
            throw S3Errors.malformedXml();
        }
        Set<String> ids = new HashSet<>();
        for (LifecycleRule rule : configuration.rules()) {
            check(rule);
            if (rule.id() != null && !ids.add(rule.id())) {
                throw S3Errors.invalidArgument("Rule ID must be unique. Found same ID for more than one rule");
            }
        }
    }

    private static void check(LifecycleRule rule) {
        if (rule.status() == null || rule.status() == ExpirationStatus.UNKNOWN_TO_SDK_VERSION) {
            throw S3Errors.malformedXml();
        }
        if (rule.id() != null && rule.id().length() > 255) {
            throw S3Errors.invalidArgument("ID length should not exceed allowed limit of 255");
        }
        boolean acts = rule.expiration() != null
                || rule.hasTransitions()
                || rule.noncurrentVersionExpiration() != null
                || rule.hasNoncurrentVersionTransitions()
                || rule.abortIncompleteMultipartUpload() != null;
        if (!acts) {
            throw S3Errors.invalidRequest("At least one action needs to be specified in a rule");
        }
        Integer days = rule.expiration() == null ? null : rule.expiration().days();
        if (days != null && days < 1) {
            throw S3Errors.invalidArgument("'Days' for Expiration action must be a positive integer");
        }
    }
}
