package io.devopslab.cloud.service.lambda;

import io.devopslab.cloud.kernel.Errors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.InvalidRequestContentException;
import software.amazon.awssdk.services.lambda.model.InvalidRuntimeException;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.PreconditionFailedException;
import software.amazon.awssdk.services.lambda.model.RequestTooLargeException;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.ServiceException;
import software.amazon.awssdk.services.lambda.model.ThrottleReason;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/** Lambda's errors with their HTTP statuses (Lambda API Reference, the "Errors" of each operation). */
final class LambdaErrors {

    private static final String USER = "User";

    private LambdaErrors() {}

    static AwsServiceException functionNotFound(String arn) {
        return notFound("Function not found: " + arn);
    }

    static AwsServiceException notFound(String message) {
        return Errors.of(ResourceNotFoundException.builder().type(USER), "ResourceNotFoundException", 404, message);
    }

    static AwsServiceException conflict(String message) {
        return Errors.of(ResourceConflictException.builder().type(USER), "ResourceConflictException", 409, message);
    }

    static AwsServiceException invalid(String message) {
        return Errors.of(
                InvalidParameterValueException.builder().type(USER), "InvalidParameterValueException", 400, message);
    }

    static AwsServiceException staleRevision(String kind) {
        return Errors.of(
                PreconditionFailedException.builder().type(USER),
                "PreconditionFailedException",
                412,
                "The Revision Id provided does not match the latest Revision Id. Call the " + kind
                        + " API to retrieve the latest Revision Id");
    }

    static AwsServiceException invalidContent(String message) {
        return Errors.of(
                InvalidRequestContentException.builder().type(USER), "InvalidRequestContentException", 400, message);
    }

    static AwsServiceException tooLarge(int limit) {
        return Errors.of(
                RequestTooLargeException.builder().type(USER),
                "RequestTooLargeException",
                413,
                "Request must be smaller than " + limit + " bytes for the InvokeFunction operation");
    }

    static AwsServiceException throttled(ThrottleReason reason) {
        return Errors.of(
                TooManyRequestsException.builder().type(USER).reason(reason),
                "TooManyRequestsException",
                429,
                "Rate Exceeded.");
    }

    /** What cannot run here for want of an interpreter. */
    static AwsServiceException invalidRuntime(String message) {
        return Errors.of(InvalidRuntimeException.builder().type(USER), "InvalidRuntimeException", 502, message);
    }

    static AwsServiceException accessDenied(String message) {
        return Errors.of(LambdaException.builder(), "AccessDeniedException", 403, message);
    }

    static AwsServiceException validation(String message) {
        return Errors.of(LambdaException.builder(), "ValidationException", 400, message);
    }

    static AwsServiceException internal(String message) {
        return Errors.of(ServiceException.builder().type("Service"), "ServiceException", 500, message);
    }
}
