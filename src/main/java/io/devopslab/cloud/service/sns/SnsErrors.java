package io.devopslab.cloud.service.sns;

import io.devopslab.cloud.kernel.Errors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sns.model.BatchEntryIdsNotDistinctException;
import software.amazon.awssdk.services.sns.model.BatchRequestTooLongException;
import software.amazon.awssdk.services.sns.model.EmptyBatchRequestException;
import software.amazon.awssdk.services.sns.model.InvalidBatchEntryIdException;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.InvalidParameterValueException;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sns.model.SnsException;
import software.amazon.awssdk.services.sns.model.TooManyEntriesInBatchRequestException;

/** SNS's errors in its own words. */
final class SnsErrors {

    private SnsErrors() {}

    static AwsServiceException invalid(String what) {
        return plain("Invalid parameter: " + what);
    }

    /** The few errors of this kind that do not begin like the others. */
    static AwsServiceException plain(String message) {
        return Errors.of(InvalidParameterException.builder(), "InvalidParameter", 400, message);
    }

    static AwsServiceException noSuchTopic() {
        return Errors.of(NotFoundException.builder(), "NotFound", 404, "Topic does not exist");
    }

    static AwsServiceException noSuchSubscription() {
        return Errors.of(NotFoundException.builder(), "NotFound", 404, "Subscription does not exist");
    }

    /** The tagging operations have an error of their own. */
    static AwsServiceException noSuchResource() {
        return Errors.of(ResourceNotFoundException.builder(), "ResourceNotFound", 404, "Resource does not exist");
    }

    static AwsServiceException attribute(String message) {
        return Errors.of(InvalidParameterValueException.builder(), "ParameterValueInvalid", 400, message);
    }

    /** The SDK has no class for this error of SNS. */
    static AwsServiceException validation(String message) {
        return Errors.of(SnsException.builder(), "ValidationError", 400, message);
    }

    static void required(String member, @Nullable Object value) {
        if (value == null) {
            throw validation("1 validation error detected: Value null at '" + member
                    + "' failed to satisfy constraint: Member must not be null");
        }
    }

    /** An ARN has six parts; what has fewer is none. */
    static void requireArn(String member, @Nullable String arn) {
        int parts = arn == null ? 1 : arn.split(":", -1).length;
        if (parts < 6) {
            throw invalid(member + " Reason: An ARN must have at least 6 elements, not " + parts);
        }
    }

    static AwsServiceException emptyBatch() {
        return Errors.of(
                EmptyBatchRequestException.builder(),
                "EmptyBatchRequest",
                400,
                "The batch request doesn't contain any entries.");
    }

    static AwsServiceException tooManyEntries() {
        return Errors.of(
                TooManyEntriesInBatchRequestException.builder(),
                "TooManyEntriesInBatchRequest",
                400,
                "The batch request contains more entries than permissible.");
    }

    static AwsServiceException idsNotDistinct() {
        return Errors.of(
                BatchEntryIdsNotDistinctException.builder(),
                "BatchEntryIdsNotDistinct",
                400,
                "Two or more batch entries in the request have the same Id.");
    }

    static AwsServiceException invalidEntryId() {
        return Errors.of(
                InvalidBatchEntryIdException.builder(),
                "InvalidBatchEntryId",
                400,
                "The Id of a batch entry in a batch request doesn't abide by the specification.");
    }

    static AwsServiceException batchTooLong() {
        return Errors.of(
                BatchRequestTooLongException.builder(),
                "BatchRequestTooLong",
                400,
                "The length of all the batch messages put together is more than the limit.");
    }
}
