package io.devopslab.cloud.service.ssm;

import io.devopslab.cloud.kernel.Errors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ssm.model.InvalidNextTokenException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.SsmException;

/** The errors of Parameter Store that several operations share. */
final class SsmErrors {

    private SsmErrors() {}

    static AwsServiceException validation(String message) {
        return Errors.of(SsmException.builder(), "ValidationException", 400, message);
    }

    /** AWS says nothing more than the code. */
    static AwsServiceException notFound() {
        return Errors.of(ParameterNotFoundException.builder(), "ParameterNotFound", 400, "");
    }

    static AwsServiceException invalidNextToken() {
        return Errors.of(
                InvalidNextTokenException.builder(), "InvalidNextToken", 400, "The specified token is not valid.");
    }
}
