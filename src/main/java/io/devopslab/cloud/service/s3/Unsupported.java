package io.devopslab.cloud.service.s3;

import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.services.s3.model.S3Request;

/** What a write may ask for and cannot have here. It is an error, so that nobody believes in it. */
final class Unsupported {

    private Unsupported() {}

    static void check(S3Request request, Bucket bucket) {
        for (SdkField<?> field : request.sdkFields()) {
            Object value = field.getValueOrDefault(request);
            if (value == null) {
                continue;
            }
            switch (field.memberName()) {
                case "SSECustomerAlgorithm", "SSECustomerKey", "WriteOffsetBytes" -> throw S3Errors.notImplemented();
                case "ObjectLockMode", "ObjectLockLegalHoldStatus", "ObjectLockRetainUntilDate" ->
                    throw S3Errors.invalidRequest("Bucket is missing Object Lock Configuration");
                case "ACL" -> Acls.checkCanned(bucket, String.valueOf(value));
                case "GrantFullControl", "GrantRead", "GrantReadACP", "GrantWriteACP" ->
                    throw Acls.isEnforced(bucket) ? Acls.notSupported() : S3Errors.notImplemented();
                default -> {}
            }
        }
    }
}
