package io.devopslab.cloud.service.eventbridge;

import io.devopslab.cloud.kernel.Errors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.InvalidEventPatternException;
import software.amazon.awssdk.services.eventbridge.model.LimitExceededException;
import software.amazon.awssdk.services.eventbridge.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;

/** EventBridge's errors in its own words. */
final class EventBridgeErrors {

    private EventBridgeErrors() {}

    /** The SDK has no class for this error of EventBridge. */
    static AwsServiceException validation(String message) {
        return Errors.of(EventBridgeException.builder(), "ValidationException", 400, message);
    }

    static AwsServiceException notFound(String message) {
        return Errors.of(ResourceNotFoundException.builder(), message);
    }

    static AwsServiceException noSuchBus(String name) {
        return notFound("Event bus " + name + " does not exist.");
    }

    static AwsServiceException noSuchRule(String rule, String bus) {
        return notFound("Rule " + rule + " does not exist on EventBus " + bus + ".");
    }

    static AwsServiceException busExists(String name) {
        return exists("Event bus " + name + " already exists.");
    }

    static AwsServiceException exists(String message) {
        return Errors.of(ResourceAlreadyExistsException.builder(), message);
    }

    static AwsServiceException invalidPattern(String reason) {
        return Errors.of(InvalidEventPatternException.builder(), "Event pattern is not valid. Reason: " + reason);
    }

    static AwsServiceException limitExceeded() {
        return Errors.of(
                LimitExceededException.builder(), "The requested resource exceeds the maximum number allowed.");
    }
}
