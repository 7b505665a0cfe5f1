package io.devopslab.cloud.service.cloudformation;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.stack.template.TemplateException;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;

/** The errors of the API (CloudFormation API Reference, "Common Error Types"). */
final class Problems {

    private Problems() {}

    /** What CloudFormation answers to almost everything that is wrong. */
    static AwsServiceException validation(String message) {
        return Errors.of(CloudFormationException.builder(), "ValidationError", 400, message);
    }

    static AwsServiceException noStack(String nameOrId) {
        return validation("Stack with id " + nameOrId + " does not exist");
    }

    static AwsServiceException noStackNamed(String nameOrId) {
        return validation("Stack [" + nameOrId + "] does not exist");
    }

    /** Runs {@code action}; what is wrong with a template becomes a validation error. */
    static <T> T translate(Supplier<T> action) {
        try {
            return action.get();
        } catch (TemplateException e) {
            throw validation(String.valueOf(e.getMessage()));
        }
    }
}
