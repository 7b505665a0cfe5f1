package io.devopslab.cloud.service.sqs;

import io.devopslab.cloud.kernel.Errors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sqs.model.BatchEntryIdsNotDistinctException;
import software.amazon.awssdk.services.sqs.model.BatchRequestTooLongException;
import software.amazon.awssdk.services.sqs.model.EmptyBatchRequestException;
import software.amazon.awssdk.services.sqs.model.InvalidAddressException;
import software.amazon.awssdk.services.sqs.model.InvalidAttributeNameException;
import software.amazon.awssdk.services.sqs.model.InvalidAttributeValueException;
import software.amazon.awssdk.services.sqs.model.InvalidBatchEntryIdException;
import software.amazon.awssdk.services.sqs.model.InvalidMessageContentsException;
import software.amazon.awssdk.services.sqs.model.MessageNotInflightException;
import software.amazon.awssdk.services.sqs.model.OverLimitException;
import software.amazon.awssdk.services.sqs.model.PurgeQueueInProgressException;
import software.amazon.awssdk.services.sqs.model.QueueDeletedRecentlyException;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.QueueNameExistsException;
import software.amazon.awssdk.services.sqs.model.ReceiptHandleIsInvalidException;
import software.amazon.awssdk.services.sqs.model.SqsException;
import software.amazon.awssdk.services.sqs.model.TooManyEntriesInBatchRequestException;

/** SQS's errors in its own words. Their codes are those of its old query API, which its clients still show. */
final class SqsErrors {

    private static final String OLD = "AWS.SimpleQueueService.";

    private SqsErrors() {}

    static AwsServiceException noSuchQueue() {
        return Errors.of(
                QueueDoesNotExistException.builder(),
                OLD + "NonExistentQueue",
                400,
                "The specified queue does not exist.");
    }

    static AwsServiceException invalidAddress(String url) {
        return Errors.of(
                InvalidAddressException.builder(),
                "InvalidAddress",
                404,
                "The address " + url + " is not valid for this endpoint.");
    }

    static AwsServiceException nameExists(String attribute) {
        return Errors.of(
                QueueNameExistsException.builder(),
                "QueueAlreadyExists",
                400,
                "A queue already exists with the same name and a different value for attribute " + attribute);
    }

    static AwsServiceException deletedRecently() {
        return Errors.of(
                QueueDeletedRecentlyException.builder(),
                OLD + "QueueDeletedRecently",
                400,
                "You must wait 60 seconds after deleting a queue before you can create another with the same name.");
    }

    static AwsServiceException purgeInProgress(String queue) {
        return Errors.of(
                PurgeQueueInProgressException.builder(),
                OLD + "PurgeQueueInProgress",
                403,
                "Only one PurgeQueue operation on " + queue + " is allowed every 60 seconds.");
    }

    /** The SDK has no class for this error of SQS. */
    static AwsServiceException missing(String parameter) {
        return Errors.of(
                SqsException.builder(),
                "MissingParameter",
                400,
                "The request must contain the parameter " + parameter + ".");
    }

    /** The SDK has no class for this error of SQS. */
    static AwsServiceException invalidValue(String message) {
        return Errors.of(SqsException.builder(), "InvalidParameterValue", 400, message);
    }

    static AwsServiceException invalidValue(Object value, String parameter, String reason) {
        return invalidValue("Value " + value + " for parameter " + parameter + " is invalid. Reason: " + reason);
    }

    static AwsServiceException unknownAttribute(String name) {
        return Errors.of(
                InvalidAttributeNameException.builder(),
                "InvalidAttributeName",
                400,
                "Unknown Attribute " + name + ".");
    }

    static AwsServiceException twoKindsOfEncryption() {
        return Errors.of(
                InvalidAttributeNameException.builder(),
                "InvalidAttributeName",
                400,
                "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or"
                        + " SQS SSE.");
    }

    static AwsServiceException invalidAttribute(String name) {
        return Errors.of(
                InvalidAttributeValueException.builder(),
                "InvalidAttributeValue",
                400,
                "Invalid value for the parameter " + name + ".");
    }

    static AwsServiceException invalidContents(String character) {
        return Errors.of(
                InvalidMessageContentsException.builder(),
                "InvalidMessageContents",
                400,
                "Invalid binary character '#x" + character + "' was found in the message body, the set of allowed"
                        + " characters is #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF");
    }

    static AwsServiceException invalidReceipt(String handle) {
        return Errors.of(
                ReceiptHandleIsInvalidException.builder(),
                "ReceiptHandleIsInvalid",
                404,
                "The input receipt handle \"" + handle + "\" is not a valid receipt handle.");
    }

    static AwsServiceException notInFlight(String handle) {
        return Errors.of(
                MessageNotInflightException.builder(),
                OLD + "MessageNotInflight",
                400,
                "Value " + handle + " for parameter ReceiptHandle is invalid. Reason: Message does not exist or is"
                        + " not available for visibility timeout change.");
    }

    static AwsServiceException overLimit(String message) {
        return Errors.of(OverLimitException.builder(), "OverLimit", 403, message);
    }

    static AwsServiceException emptyBatch(String entry) {
        return Errors.of(
                EmptyBatchRequestException.builder(),
                OLD + "EmptyBatchRequest",
                400,
                "There should be at least one " + entry + " in the request.");
    }

    static AwsServiceException tooManyEntries(int count) {
        return Errors.of(
                TooManyEntriesInBatchRequestException.builder(),
                OLD + "TooManyEntriesInBatchRequest",
                400,
                "Maximum number of entries per request are 10. You have sent " + count + ".");
    }

    static AwsServiceException idsNotDistinct(String id) {
        return Errors.of(
                BatchEntryIdsNotDistinctException.builder(),
                OLD + "BatchEntryIdsNotDistinct",
                400,
                "Id " + id + " repeated.");
    }

    static AwsServiceException invalidEntryId() {
        return Errors.of(
                InvalidBatchEntryIdException.builder(),
                OLD + "InvalidBatchEntryId",
                400,
                "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at"
                        + " most 80 letters long.");
    }

    static AwsServiceException batchTooLong(int most, long sent) {
        return Errors.of(
                BatchRequestTooLongException.builder(),
                OLD + "BatchRequestTooLong",
                400,
                "Batch requests cannot be longer than " + most + " bytes. You have sent " + sent + " bytes.");
    }
}
