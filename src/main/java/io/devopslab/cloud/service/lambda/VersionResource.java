package io.devopslab.cloud.service.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.PublishVersionRequest;
import software.amazon.awssdk.services.lambda.model.PublishVersionResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** {@code AWS::Lambda::Version}. Its identifier is the ARN with the number. */
final class VersionResource implements ResourceHandler {

    private final Supplier<LambdaClient> client;

    VersionResource(Supplier<LambdaClient> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::Lambda::Version";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("FunctionName", "CodeSha256", "Description");
    }

    /** After a kill the same version is found again, since nothing has changed since it was published. */
    @Override
    public Provisioned create(ResourceRequest request) {
        PublishVersionRequest wanted = Shapes.readProperties(request.properties(), PublishVersionRequest.class);
        PublishVersionResponse version = client.get().publishVersion(wanted);
        return provisioned(version.functionArn(), version.version());
    }

    private static Provisioned provisioned(String arn, String version) {
        ObjectNode attributes = JsonNodeFactory.instance.objectNode();
        attributes.put("FunctionArn", arn).put("Version", version);
        return new Provisioned(arn, attributes);
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        String arn = request.physicalId();
        return provisioned(arn, arn.substring(arn.lastIndexOf(':') + 1));
    }

    @Override
    public void delete(ResourceRequest request) {
        try {
            client.get()
                    .deleteFunction(DeleteFunctionRequest.builder()
                            .functionName(request.physicalId())
                            .build());
        } catch (ResourceNotFoundException e) {
            // The whole function is gone.
        }
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        try {
            GetFunctionConfigurationResponse version = client.get()
                    .getFunctionConfiguration(GetFunctionConfigurationRequest.builder()
                            .functionName(physicalId)
                            .build());
            ObjectNode properties = JsonNodeFactory.instance.objectNode();
            properties.put("FunctionName", version.functionName()).put("Description", version.description());
            return Optional.of(properties);
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }
}
