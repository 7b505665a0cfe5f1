package io.devopslab.cloud.service.logs;

import io.devopslab.cloud.kernel.Errors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** The service's errors in AWS's words. */
final class LogErrors {

    private LogErrors() {}

    static AwsServiceException noGroup() {
        return notFound("The specified log group does not exist.");
    }

    static AwsServiceException noStream() {
        return notFound("The specified log stream does not exist.");
    }

    static AwsServiceException notFound(String message) {
        return Errors.of(ResourceNotFoundException.builder(), message);
    }

    static AwsServiceException groupExists() {
        return Errors.of(ResourceAlreadyExistsException.builder(), "The specified log group already exists");
    }

    static AwsServiceException streamExists() {
        return Errors.of(ResourceAlreadyExistsException.builder(), "The specified log stream already exists");
    }

    static AwsServiceException invalid(String message) {
        return Errors.of(InvalidParameterException.builder(), message);
    }

    static AwsServiceException badToken() {
        return invalid("The specified nextToken is invalid.");
    }
}
