package io.devopslab.cloud.service.codecommit.repository;

import io.devopslab.cloud.kernel.Errors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codecommit.model.BranchDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.CommitDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.InvalidContinuationTokenException;
import software.amazon.awssdk.services.codecommit.model.RepositoryDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.RepositoryNameExistsException;

/** The errors that several operations share. */
public final class Faults {

    private Faults() {}

    public static AwsServiceException repositoryDoesNotExist(String name) {
        return Errors.of(RepositoryDoesNotExistException.builder(), name + " does not exist");
    }

    public static AwsServiceException branchDoesNotExist(String name) {
        return Errors.of(BranchDoesNotExistException.builder(), "Branch " + name + " does not exist");
    }

    public static AwsServiceException commitDoesNotExist(String id) {
        return Errors.of(CommitDoesNotExistException.builder(), "The specified commit does not exist: " + id);
    }

    public static AwsServiceException repositoryNameExists(String name) {
        return Errors.of(RepositoryNameExistsException.builder(), "Repository named " + name + " already exists");
    }

    public static AwsServiceException invalidContinuationToken() {
        return Errors.of(InvalidContinuationTokenException.builder(), "The specified continuation token is not valid.");
    }
}
