package io.devopslab.cloud.service.iam;

import io.devopslab.cloud.kernel.Errors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.InvalidInputException;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.UnmodifiableEntityException;

/** IAM's errors with the codes and statuses of its API reference. */
final class IamErrors {

    private IamErrors() {}

    static AwsServiceException noSuchEntity(String message) {
        return Errors.of(NoSuchEntityException.builder(), "NoSuchEntity", 404, message);
    }

    /**
     * @param kind as AWS words it, for example {@code role} or {@code user}
     */
    static AwsServiceException noSuchEntity(String kind, String name) {
        return noSuchEntity("The " + kind + " with name " + name + " cannot be found.");
    }

    static AwsServiceException alreadyExists(String message) {
        return Errors.of(EntityAlreadyExistsException.builder(), "EntityAlreadyExists", 409, message);
    }

    static AwsServiceException deleteConflict(String message) {
        return Errors.of(DeleteConflictException.builder(), "DeleteConflict", 409, message);
    }

    static AwsServiceException limitExceeded(String message) {
        return Errors.of(LimitExceededException.builder(), "LimitExceeded", 409, message);
    }

    static AwsServiceException malformedPolicy(String message) {
        return Errors.of(MalformedPolicyDocumentException.builder(), "MalformedPolicyDocument", 400, message);
    }

    static AwsServiceException invalidInput(String message) {
        return Errors.of(InvalidInputException.builder(), "InvalidInput", 400, message);
    }

    static AwsServiceException unmodifiable(String message) {
        return Errors.of(UnmodifiableEntityException.builder(), "UnmodifiableEntity", 400, message);
    }

    static AwsServiceException validation(String message) {
        return Errors.of(IamException.builder(), "ValidationError", 400, message);
    }

    static AwsServiceException accessDenied(String message) {
        return Errors.of(IamException.builder(), "AccessDenied", 403, message);
    }
}
