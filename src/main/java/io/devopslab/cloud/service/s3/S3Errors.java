package io.devopslab.cloud.service.s3;

import io.devopslab.cloud.kernel.Errors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** S3's errors (Amazon S3 API Reference, "Error responses"). */
final class S3Errors {

    private S3Errors() {}

    static AwsServiceException of(String code, int status, String message) {
        return Errors.of(S3Exception.builder(), code, status, message);
    }

    static AwsServiceException noSuchBucket() {
        return Errors.of(NoSuchBucketException.builder(), "NoSuchBucket", 404, "The specified bucket does not exist");
    }

    static AwsServiceException noSuchKey() {
        return Errors.of(NoSuchKeyException.builder(), "NoSuchKey", 404, "The specified key does not exist.");
    }

    static AwsServiceException noSuchVersion() {
        return of("NoSuchVersion", 404, "The specified version does not exist.");
    }

    static AwsServiceException noSuchUpload() {
        return Errors.of(
                NoSuchUploadException.builder(),
                "NoSuchUpload",
                404,
                "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted"
                        + " or completed.");
    }

    static AwsServiceException alreadyOwnedByYou() {
        return Errors.of(
                BucketAlreadyOwnedByYouException.builder(),
                "BucketAlreadyOwnedByYou",
                409,
                "Your previous request to create the named bucket succeeded and you already own it.");
    }

    static AwsServiceException invalidArgument(String message) {
        return of("InvalidArgument", 400, message);
    }

    static AwsServiceException invalidRequest(String message) {
        return of("InvalidRequest", 400, message);
    }

    static AwsServiceException malformedXml() {
        return of(
                "MalformedXML",
                400,
                "The XML you provided was not well-formed or did not validate against our published schema");
    }

    static AwsServiceException preconditionFailed() {
        return of("PreconditionFailed", 412, "At least one of the pre-conditions you specified did not hold");
    }

    static AwsServiceException notModified() {
        return of("NotModified", 304, "Not Modified");
    }

    static AwsServiceException methodNotAllowed() {
        return of("MethodNotAllowed", 405, "The specified method is not allowed against this resource.");
    }

    static AwsServiceException notImplemented() {
        return of("NotImplemented", 501, "A header you provided implies functionality that is not implemented");
    }

    static AwsServiceException internal() {
        return of("InternalError", 500, "We encountered an internal error. Please try again.");
    }
}
