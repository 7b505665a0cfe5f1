package io.devopslab.cloud.service.codedeploy.setup;

import io.devopslab.cloud.kernel.Errors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codedeploy.model.ApplicationDoesNotExistException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentConfigDoesNotExistException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentDoesNotExistException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentGroupDoesNotExistException;
import software.amazon.awssdk.services.codedeploy.model.InvalidInputException;
import software.amazon.awssdk.services.codedeploy.model.InvalidNextTokenException;
import software.amazon.awssdk.services.codedeploy.model.InvalidRevisionException;

/** The errors that several operations share; all have the status 400 (CodeDeploy API Reference). */
public final class CodeDeployErrors {

    private CodeDeployErrors() {}

    public static AwsServiceException noApplication(String name) {
        return Errors.of(ApplicationDoesNotExistException.builder(), "No application found for name: " + name);
    }

    public static AwsServiceException noGroup(String name) {
        return Errors.of(DeploymentGroupDoesNotExistException.builder(), "No Deployment Group found for name: " + name);
    }

    public static AwsServiceException noConfig(String name) {
        return Errors.of(
                DeploymentConfigDoesNotExistException.builder(), "No Deployment Configuration found for name: " + name);
    }

    public static AwsServiceException noDeployment(String id) {
        return Errors.of(DeploymentDoesNotExistException.builder(), "The deployment " + id + " could not be found");
    }

    public static AwsServiceException invalidRevision(String message) {
        return Errors.of(InvalidRevisionException.builder(), message);
    }

    public static AwsServiceException invalidInput(String message) {
        return Errors.of(InvalidInputException.builder(), message);
    }

    public static AwsServiceException invalidToken() {
        return Errors.of(InvalidNextTokenException.builder(), "The next token was specified in an invalid format");
    }
}
