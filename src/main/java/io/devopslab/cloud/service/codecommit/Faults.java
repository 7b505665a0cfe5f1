package io.devopslab.cloud.service.codecommit;

import io.devopslab.cloud.kernel.Errors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codecommit.model.InvalidContinuationTokenException;
import software.amazon.awssdk.services.codecommit.model.RepositoryDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.RepositoryNameExistsException;

/** The errors that several operations share. */
final class Faults {

    private Faults() {}

    static AwsServiceException repositoryDoesNotExist(String name) {
        return Errors.of(RepositoryDoesNotExistException.builder(), name + " does not exist");
    }

    static AwsServiceException repositoryNameExists(String name) {
        return Errors.of(RepositoryNameExistsException.builder(), "Repository named " + name + " already exists");
    }

    static AwsServiceException invalidContinuationToken() {
        return Errors.of(InvalidContinuationTokenException.builder(), "The specified continuation token is not valid.");
    }
}
