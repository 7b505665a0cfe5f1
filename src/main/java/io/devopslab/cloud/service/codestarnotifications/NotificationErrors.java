package io.devopslab.cloud.service.codestarnotifications;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Errors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codestarnotifications.model.InvalidNextTokenException;
import software.amazon.awssdk.services.codestarnotifications.model.LimitExceededException;
import software.amazon.awssdk.services.codestarnotifications.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.codestarnotifications.model.ResourceNotFoundException;
import software.amazon.awssdk.services.codestarnotifications.model.ValidationException;

/** The errors of this service. */
final class NotificationErrors {

    private NotificationErrors() {}

    static AwsServiceException validation(String message) {
        return Errors.of(ValidationException.builder(), message);
    }

    static void verify(Constraints constraints) {
        constraints.verify(ValidationException.builder());
    }

    static AwsServiceException noSuchRule(String arn) {
        return Errors.of(
                ResourceNotFoundException.builder(),
                "ResourceNotFoundException",
                404,
                "The notification rule " + arn + " does not exist.");
    }

    static AwsServiceException exists(String name) {
        return Errors.of(
                ResourceAlreadyExistsException.builder(),
                "ResourceAlreadyExistsException",
                409,
                "A notification rule with the name " + name + " already exists.");
    }

    static AwsServiceException invalidToken() {
        return Errors.of(InvalidNextTokenException.builder(), "The value of NextToken is not valid.");
    }

    static AwsServiceException tooMany(String what) {
        return Errors.of(LimitExceededException.builder(), what);
    }
}
