package io.devopslab.cloud.service.codebuild.report;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codebuild.model.InvalidInputException;
import software.amazon.awssdk.services.codebuild.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.codebuild.model.ResourceNotFoundException;

/** The errors of the operations on reports. */
final class ReportErrors {

    private ReportErrors() {}

    static AwsServiceException invalid(String message) {
        return Errors.of(InvalidInputException.builder(), message);
    }

    static AwsServiceException notFound(String message) {
        return Errors.of(ResourceNotFoundException.builder(), message);
    }

    static AwsServiceException exists(String message) {
        return Errors.of(ResourceAlreadyExistsException.builder(), message);
    }

    static <T> Page<T> page(List<T> all, Function<T, String> key, @Nullable String token, int limit) {
        try {
            return Page.of(all, key, token, limit);
        } catch (IllegalArgumentException e) {
            throw invalid("Invalid nextToken: " + token);
        }
    }
}
