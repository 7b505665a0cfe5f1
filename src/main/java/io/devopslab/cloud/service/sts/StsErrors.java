package io.devopslab.cloud.service.sts;

import io.devopslab.cloud.kernel.Errors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sts.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.sts.model.StsException;

/** STS's errors with the codes and statuses of its API reference. */
final class StsErrors {

    private StsErrors() {}

    static AwsServiceException validation(String message) {
        return Errors.of(StsException.builder(), "ValidationError", 400, message);
    }

    static AwsServiceException accessDenied(String message) {
        return Errors.of(StsException.builder(), "AccessDenied", 403, message);
    }

    static AwsServiceException invalidParameter(String message) {
        return Errors.of(StsException.builder(), "InvalidParameterValue", 400, message);
    }

    static AwsServiceException malformedPolicy(String message) {
        return Errors.of(MalformedPolicyDocumentException.builder(), "MalformedPolicyDocument", 400, message);
    }
}
