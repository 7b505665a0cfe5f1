package io.devopslab.cloud.service.codeconnections;

import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.kernel.Errors;
import java.util.function.Function;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.codestarconnections.model.CodeStarConnectionsException;
import software.amazon.awssdk.services.codestarconnections.model.LimitExceededException;
import software.amazon.awssdk.services.codestarconnections.model.ResourceNotFoundException;

/** Calls the service under its newer name with what was sent to the older one: the members are the same. */
final class Translation {

    <N extends SdkPojo, O extends SdkPojo> O call(
            SdkPojo request, Class<N> newer, Function<N, ? extends SdkPojo> operation, Class<O> older) {
        try {
            N translated = Shapes.read(Shapes.write(request), newer);
            return Shapes.read(Shapes.write(operation.apply(translated)), older);
        } catch (AwsServiceException e) {
            throw translated(e);
        }
    }

    private static AwsServiceException translated(AwsServiceException e) {
        String code = String.valueOf(e.awsErrorDetails().errorCode());
        AwsServiceException.Builder builder =
                switch (code) {
                    case "ResourceNotFoundException" -> ResourceNotFoundException.builder();
                    case "LimitExceededException" -> LimitExceededException.builder();
                    default -> CodeStarConnectionsException.builder();
                };
        return Errors.of(builder, code, e.statusCode(), e.awsErrorDetails().errorMessage());
    }
}
