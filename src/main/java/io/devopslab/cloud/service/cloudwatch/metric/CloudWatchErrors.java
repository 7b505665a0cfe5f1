package io.devopslab.cloud.service.cloudwatch.metric;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Errors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.DashboardInvalidInputErrorException;
import software.amazon.awssdk.services.cloudwatch.model.DashboardNotFoundErrorException;
import software.amazon.awssdk.services.cloudwatch.model.DashboardValidationMessage;
import software.amazon.awssdk.services.cloudwatch.model.InvalidFormatException;
import software.amazon.awssdk.services.cloudwatch.model.InvalidNextTokenException;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterCombinationException;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterValueException;
import software.amazon.awssdk.services.cloudwatch.model.MissingRequiredParameterException;
import software.amazon.awssdk.services.cloudwatch.model.ResourceNotFoundException;

/** CloudWatch's errors, with the codes of its query API. */
public final class CloudWatchErrors {

    private CloudWatchErrors() {}

    public static AwsServiceException invalid(String message) {
        return Errors.of(InvalidParameterValueException.builder(), "InvalidParameterValue", 400, message);
    }

    /** The usual words for a value that makes no sense. */
    public static AwsServiceException invalidValue(String parameter, @Nullable Object value) {
        return invalid("The value " + value + " for parameter " + parameter + " is invalid.");
    }

    /** For data that are no JSON. */
    public static AwsServiceException invalidFormat(String parameter) {
        return Errors.of(
                InvalidFormatException.builder(),
                "InvalidFormat",
                400,
                "The value for parameter " + parameter + " is not a JSON object.");
    }

    public static AwsServiceException combination(String message) {
        return Errors.of(InvalidParameterCombinationException.builder(), "InvalidParameterCombination", 400, message);
    }

    public static AwsServiceException exclusive(String one, String other) {
        return combination(
                "The parameters " + one + " and " + other + " are mutually exclusive and you have specified both.");
    }

    public static AwsServiceException missing(String parameter) {
        return Errors.of(
                MissingRequiredParameterException.builder(),
                "MissingParameter",
                400,
                "The parameter " + parameter + " is required.");
    }

    /** The SDK has no class for this error of CloudWatch. */
    public static AwsServiceException validation(String message) {
        return Errors.of(CloudWatchException.builder(), "ValidationError", 400, message);
    }

    public static void verify(Constraints constraints) {
        constraints.orThrow(CloudWatchErrors::validation);
    }

    public static void required(String parameter, @Nullable Object value) {
        if (value == null || "".equals(value)) {
            throw missing(parameter);
        }
    }

    public static AwsServiceException noSuchAlarm(String what) {
        return Errors.of(ResourceNotFoundException.builder(), "ResourceNotFound", 404, what);
    }

    /** Of the tagging operations. */
    public static AwsServiceException noSuchResource(String arn) {
        return Errors.of(
                ResourceNotFoundException.builder(),
                "ResourceNotFoundException",
                404,
                "The resource " + arn + " does not exist.");
    }

    public static AwsServiceException badToken() {
        return Errors.of(
                InvalidNextTokenException.builder(), "InvalidNextToken", 400, "The token specified is not valid.");
    }

    public static AwsServiceException noSuchDashboard(String name) {
        return Errors.of(
                DashboardNotFoundErrorException.builder(),
                "ResourceNotFound",
                404,
                "Dashboard " + name + " does not exist");
    }

    public static AwsServiceException invalidDashboard(String message, String path) {
        return Errors.of(
                DashboardInvalidInputErrorException.builder()
                        .dashboardValidationMessages(DashboardValidationMessage.builder()
                                .dataPath(path)
                                .message(message)
                                .build()),
                "InvalidParameterInput",
                400,
                "The field DashboardBody must be a valid JSON object");
    }
}
