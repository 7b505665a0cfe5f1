package io.devopslab.cloud.service.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionEventInvokeConfigRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionEventInvokeConfigRequest;
import software.amazon.awssdk.services.lambda.model.PutFunctionEventInvokeConfigRequest;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** {@code AWS::Lambda::EventInvokeConfig}. Its identifier is the function's name, a bar and the qualifier. */
final class EventInvokeConfigResource implements ResourceHandler {

    private final Supplier<LambdaClient> client;

    private record Key(String function, String qualifier) {

        static Key of(String physicalId) {
            int bar = physicalId.lastIndexOf('|');
            return new Key(physicalId.substring(0, bar), physicalId.substring(bar + 1));
        }

        @Override
        public String toString() {
            return function + "|" + qualifier;
        }
    }

    EventInvokeConfigResource(Supplier<LambdaClient> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::Lambda::EventInvokeConfig";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("FunctionName", "Qualifier");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        return put(request);
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        return put(request);
    }

    private Provisioned put(ResourceRequest request) {
        PutFunctionEventInvokeConfigRequest wanted =
                Shapes.readProperties(request.properties(), PutFunctionEventInvokeConfigRequest.class);
        client.get().putFunctionEventInvokeConfig(wanted);
        Key key = new Key(Arns.name(wanted.functionName()), wanted.qualifier());
        return new Provisioned(key.toString(), JsonNodeFactory.instance.objectNode());
    }

    @Override
    public void delete(ResourceRequest request) {
        Key key = Key.of(request.physicalId());
        try {
            client.get()
                    .deleteFunctionEventInvokeConfig(DeleteFunctionEventInvokeConfigRequest.builder()
                            .functionName(key.function())
                            .qualifier(key.qualifier())
                            .build());
        } catch (ResourceNotFoundException e) {
            // It is gone, or its function is.
        }
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        Key key = Key.of(physicalId);
        try {
            ObjectNode properties = Shapes.write(client.get()
                    .getFunctionEventInvokeConfig(GetFunctionEventInvokeConfigRequest.builder()
                            .functionName(key.function())
                            .qualifier(key.qualifier())
                            .build()));
            properties.remove(List.of("FunctionArn", "LastModified"));
            properties.put("FunctionName", key.function()).put("Qualifier", key.qualifier());
            return Optional.of(properties);
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }
}
