package io.devopslab.cloud.service.codebuild;

import io.devopslab.cloud.kernel.Errors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codebuild.model.InvalidInputException;
import software.amazon.awssdk.services.codebuild.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.codebuild.model.ResourceNotFoundException;

/** The service's errors. */
final class CodeBuildErrors {

    private CodeBuildErrors() {}

    static AwsServiceException invalid(String message) {
        return Errors.of(InvalidInputException.builder(), message);
    }

    static AwsServiceException notFound(String message) {
        return Errors.of(ResourceNotFoundException.builder(), message);
    }

    static AwsServiceException exists(String message) {
        return Errors.of(ResourceAlreadyExistsException.builder(), message);
    }
}
